"""The lifecycle of an outbound message: its states over time, and the events of each.

queued -> sending -> sent (or error), then, if a receipt was requested, waiting -> delivered or
not-delivered. Source: methods/messages/getMessages.md (states), apiCallbacks/sms.md (events).
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.catalogue import MESSAGE_DELIVERY_FAILED
from catapult_simulator.core.messages.carrier import DELIVERED, CarrierResult
from catapult_simulator.core.messages.message import SPAM_CODES, Message
from catapult_simulator.core.messages.message_callbacks import outbound_callback
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.messages.transitions import described
from catapult_simulator.core.people.answering import ReceiveIfOurs, ScriptedAnswer
from catapult_simulator.core.people.scripted_people import ScriptedPeople
from catapult_simulator.core.time.timeline import Timer, in_words
from catapult_simulator.core.world import Action, World

Step = Literal["dequeue", "handOver", "report", "answer"]
STEPS: tuple[Step, ...] = ("dequeue", "handOver", "report", "answer")


class DueStep(NamedTuple):
    """The next step of a message. `text` is that of its events, where it was redacted since."""

    step: Step
    message_id: str
    result: CarrierResult | None = None
    text: str | None = None


def _in_words(what: str) -> Callable[[Action], Action]:
    """Words of a step that waits, for a list of what is still due."""

    def words(lifecycle: "MessageLifecycle", message_id: str, *_: object) -> str:
        return f"message {message_id} to {lifecycle.recipient_of(message_id)} {what}"

    return in_words(words)


class MessageLifecycle:
    """Moves accepted messages through their states, with timers of the world.

    `ask_carrier` gives the carrier's result for a message. `receive_if_ours` receives a message to
    one of the tenant's own numbers. `people` answer by themselves.
    """

    def __init__(
        self,
        world: World,
        store: MessageStore,
        *,
        ask_carrier: Callable[[Message], CarrierResult],
        receive_if_ours: ReceiveIfOurs,
        people: ScriptedPeople,
    ) -> None:
        self._world = world
        self._store = store
        self._ask_carrier = ask_carrier
        self._receive_if_ours = receive_if_ours
        self._people = people
        # The messages with events still to come, and the original text of those redacted since.
        self._open: dict[str, str | None] = {}

    def start(self, message: Message, wait_ms: int = 0) -> None:
        """Start the lifecycle of an accepted message, delayed by `wait_ms`."""
        self._open[message.id] = None
        delay_ms = self._world.rules.dequeue_ms + wait_ms
        self._after(message.time_ms, delay_ms, self._dequeue, message.id)

    def step_of(self, timer: Timer[Any]) -> DueStep | None:
        """The step for which a timer waits; None for a timer of something else."""
        answer = timer.arguments[0]
        if isinstance(answer, ScriptedAnswer):
            return DueStep("answer", answer.message.id, text=answer.message.text)
        if timer.action not in self._steps:
            return None
        message_id, result = (*timer.arguments, None)[:2]
        step = STEPS[self._steps.index(timer.action)]
        return DueStep(step, message_id, result, self._open.get(message_id))

    def resume(self, due_ms: int, due: DueStep) -> None:
        """Have a step due. The timer is set quietly: the world is not in use yet."""
        if due.step == "answer":
            message = self._stored(due.message_id)._replace(text=due.text)
            self._world.resume_delivery(due_ms, self._answer_to(message))
            return
        self._open[due.message_id] = due.text
        results = () if due.step == "dequeue" else (due.result or DELIVERED,)
        action = self._steps[STEPS.index(due.step)]
        self._world.timeline.set(due_ms, action, due.message_id, *results)

    @property
    def _steps(self) -> tuple[Action, ...]:
        return self._dequeue, self._hand_over, self._report

    def remember_text(self, message: Message) -> None:
        """Keep the text for the events still to come; call before a redaction (assumption B22)."""
        if message.id in self._open and message.text:
            self._open[message.id] = message.text

    def recipient_of(self, message_id: str) -> str:
        """The number to which a message goes."""
        return self._stored(message_id).to

    @_in_words("is queued")
    def _dequeue(self, message_id: str) -> list[Delivery]:
        message = self._transition(message_id, state="sending")
        result = self._ask_carrier(message)
        delay = self._world.rules.carrier_ms + result.delay_ms
        self._after(self._now, delay, self._hand_over, message_id, result)
        return []

    @_in_words("is being sent")
    def _hand_over(self, message_id: str, result: CarrierResult) -> list[Delivery]:
        if result.failed:
            return self._fail(message_id, result)
        message = self._transition(message_id, state="sent")
        # MMS have no delivery receipts (faq); the schema refuses to ask for one.
        waits = message.receipt_requested != "none"
        deliveries = self._notify(message) + self._loop_back(message, result)
        if message.to in self._people and not (result.code or result.silent or result.reply):
            self._let_answer(message)
        if (waits or result.code or result.reply) and not result.silent:
            self._after(self._now, self._world.rules.receipt_ms, self._report, message_id, result)
        else:
            self._end(message)
        return deliveries

    def _let_answer(self, message: Message) -> None:
        """A scripted person reads the original text, and answers at the time of a receipt."""
        message = message._replace(text=self._text_of(message))
        self._world.schedule_delivery(self._answer_to(message), self._world.rules.receipt_ms)

    def _answer_to(self, message: Message) -> ScriptedAnswer:
        return ScriptedAnswer(self._world, self._people, message, self._receive_if_ours)

    def _fail(self, message_id: str, result: CarrierResult) -> list[Delivery]:
        message = self._stored(message_id)
        if message.receipt_requested != "none":  # assumption B26
            message = self._transition(
                message_id,
                state="error",
                delivery_state="not-delivered",
                delivery_code=result.code or 999,
            )
        else:
            message = self._transition(message_id, state="error")
        self._world.record_error(
            MESSAGE_DELIVERY_FAILED.error(
                messageId=message_id, **{"from": message.from_, "to": message.to}
            )
        )
        deliveries = self._notify(message)
        self._end(message)
        return deliveries

    @_in_words("waits for its carrier's report")
    def _report(self, message_id: str, result: CarrierResult) -> list[Delivery]:
        """Set the delivery state, and let a scripted reply come in."""
        message = self._stored(message_id)
        requested = message.receipt_requested
        if requested != "none" or result.code:
            message = self._transition(
                message_id,
                delivery_state="not-delivered" if result.code else "delivered",
                delivery_code=result.code,
            )
        deliveries = self._notify(message) if _wants_receipt(requested, result.code) else []
        self._end(message)
        if result.reply is not None:
            deliveries += self._receive_if_ours(message.to, message.from_, result.reply, ())
        return deliveries

    def _loop_back(self, message: Message, result: CarrierResult) -> list[Delivery]:
        """Receive a message to one of the tenant's own numbers (assumption B28)."""
        if result.code or not self._world.rules.loop_back:
            return []
        text = self._text_of(message) or ""
        deliveries = self._receive_if_ours(message.from_, message.to, text, message.media)
        for delivery in deliveries:
            delivery.held_by = message.id
        return deliveries

    def _notify(self, message: Message) -> list[Delivery]:
        """The event for the `callbackUrl` of the message, none without such a URL."""
        callback = outbound_callback(self._world, self.as_sent(message))
        return [] if callback is None else [Delivery(callback)]

    def as_sent(self, message: Message) -> Message:
        """`message` with its original text, as long as events of it are still to come."""
        text = self._text_of(message)
        return message if text == message.text else message._replace(text=text)

    def _text_of(self, message: Message) -> str | None:
        return self._open.get(message.id) or message.text

    def _end(self, message: Message) -> None:
        """No events will come any more: forget the text if it was redacted."""
        self._open.pop(message.id, None)

    def _transition(self, message_id: str, **changes: object) -> Message:
        before = self._stored(message_id)
        message = before._replace(**changes)  # type: ignore[arg-type]  # names of its own fields
        self._store.replace(message)
        self._world.journal.record("transition", *described(before, message))
        return message

    def _after(self, since_ms: int, delay_ms: int, step: Action, *arguments: object) -> None:
        self._world.schedule(since_ms + delay_ms, step, *arguments)

    @property
    def _now(self) -> int:
        return self._world.clock.now_ms()

    def _stored(self, message_id: str) -> Message:
        message = self._store.get(message_id)
        assert message is not None, message_id  # only stored messages have timers
        return message


def _wants_receipt(requested: str, code: int) -> bool:
    """`all` gets all receipts, `error` failures, `none` only spam (ap-docs, spam detection)."""
    return requested == "all" or (requested == "error" and code != 0) or code in SPAM_CODES
