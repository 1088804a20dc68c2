"""The life of an outbound message after it was accepted, and what its sender hears of it.

queued -> sending -> sent (or error), then, where a receipt was asked for, waiting -> delivered or
not-delivered. Source: methods/messages/getMessages.md (states), apiCallbacks/sms.md (events).
"""

from collections.abc import Callable
from typing import NamedTuple

from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS, Callback, Delivery, sms_payload
from catapult_simulator.core.catalogue import MESSAGE_DELIVERY_FAILED
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import INVALID_DESTINATION, SPAM_CODES, Message
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.world import World


class CarrierResult(NamedTuple):
    """What the carrier makes of a message: a code, no answer at all, a failure before it."""

    code: int = 0
    silent: bool = False
    failed: bool = False
    delay_ms: int = 0
    reply: str | None = None


ReceiveIfOurs = Callable[[str, str, str, tuple[str, ...]], list[Delivery]]
DELIVERED = CarrierResult()


class MessageLifecycle:
    """Turns accepted messages into sent ones, as time passes."""

    def __init__(
        self, world: World, store: MessageStore, *, judge: Callable[[Message], CarrierResult],
        receive_if_ours: ReceiveIfOurs,
    ) -> None:  # fmt: skip
        self._world = world
        self._store = store
        self._judge = judge
        self._receive_if_ours = receive_if_ours
        # The messages of which there is more to be heard, with the text of those redacted since.
        self._under_way: dict[str, str | None] = {}

    def start(self, message: Message, wait_ms: int = 0) -> None:
        """Let the life of an accepted message begin, `wait_ms` later than otherwise."""
        self._under_way[message.id] = None
        delay_ms = self._world.rules.dequeue_ms + wait_ms
        self._after(message.time_ms, delay_ms, self._dequeue, message.id)

    def remember_text(self, message: Message) -> None:
        """Before a redaction: events still to come keep the original text (assumed)."""
        if message.id in self._under_way and message.text:
            self._under_way[message.id] = message.text

    def _dequeue(self, message_id: str) -> list[Delivery]:
        message = self._transition(message_id, state="sending")
        result = self._judge(message)
        delay = self._world.rules.carrier_ms + result.delay_ms
        self._after(self._now, delay, self._hand_over, message_id, result)
        return []

    def _hand_over(self, message_id: str, result: CarrierResult) -> list[Delivery]:
        if result.failed:
            return self._fail(message_id, result)
        message = self._transition(message_id, state="sent")
        # MMS have no delivery receipts (faq); the schema refuses to ask for one.
        waits = message.receipt_requested != "none"
        deliveries = self._notify(message) + self._loop_back(message, result)
        if (waits or result.code or result.reply) and not result.silent:
            self._after(self._now, self._world.rules.receipt_ms, self._report, message_id, result)
        else:
            self._end(message)
        return deliveries

    def _fail(self, message_id: str, result: CarrierResult) -> list[Delivery]:
        message = self._stored(message_id)
        if message.receipt_requested != "none":  # assumed: absent without a receipt
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

    def _report(self, message_id: str, result: CarrierResult) -> list[Delivery]:
        """The carrier's last word: a receipt, and a reply from whoever holds the phone."""
        message = self._stored(message_id)
        asked = message.receipt_requested
        if asked != "none" or result.code:
            message = self._transition(
                message_id,
                delivery_state="not-delivered" if result.code else "delivered",
                delivery_code=result.code,
            )
        deliveries = self._notify(message) if _wants_receipt(asked, result.code) else []
        self._end(message)
        if result.reply is not None:
            deliveries += self._receive_if_ours(message.to, message.from_, result.reply, ())
        return deliveries

    def _loop_back(self, message: Message, result: CarrierResult) -> list[Delivery]:
        """A message to a number of the same tenant also comes in (assumed)."""
        if result.code or not self._world.rules.loop_back:
            return []
        text = self._text_of(message) or ""
        deliveries = self._receive_if_ours(message.from_, message.to, text, message.media)
        for delivery in deliveries:
            delivery.cause = message.id
        return deliveries

    def _notify(self, message: Message) -> list[Delivery]:
        """The event for the message's own `callbackUrl`; without one nobody hears of it."""
        options = message.options
        if options is None or options.callback_url is None:
            return []
        message = message._replace(text=self._text_of(message))
        return [
            Delivery(
                Callback(
                    message.id,
                    options.callback_url,
                    outbound_payload(self._world, message),
                    "GET" if (options.callback_http_method or "").upper() == "GET" else "POST",
                    options.fallback_url,
                    options.callback_timeout or MAX_TIMEOUT_MS,
                    self._world.rules.profile.user_agent,
                )
            )
        ]

    def _text_of(self, message: Message) -> str | None:
        return self._under_way.get(message.id) or message.text

    def _end(self, message: Message) -> None:
        """No more is to be heard of it: a text that was redacted is forgotten for good."""
        self._under_way.pop(message.id, None)

    def _transition(self, message_id: str, **changes: object) -> Message:
        before = self._stored(message_id)
        message = before._replace(**changes)  # type: ignore[arg-type]  # names of its own fields
        self._store.replace(message)
        self._world.journal.record("transition", *_in_words(before, message))
        return message

    def _after(self, since_ms: int, delay_ms: int, step: Callable[..., list[Delivery]], *what: object) -> None:  # fmt: skip  # noqa: E501
        self._world.schedule(since_ms + delay_ms, step, *what)

    @property
    def _now(self) -> int:
        return self._world.clock.now_ms()

    def _stored(self, message_id: str) -> Message:
        message = self._store.get(message_id)
        assert message is not None, message_id  # only stored messages have timers
        return message


def carrier_result(fault: Fault | None, message: Message) -> CarrierResult:
    """What becomes of `message`: what a fault scripts, else what its destination deserves."""
    if fault is not None:
        return CarrierResult(
            fault.delivery_code or 0,
            fault.silent,
            fault.state == "error",
            fault.delay_ms,
            fault.reply,
        )
    if e164.is_reachable(message.to):
        return DELIVERED
    # Assumed: a destination that is no number fails later, not at once (observed: still 201).
    return CarrierResult(INVALID_DESTINATION, failed=message.receipt_requested == "none")


def outbound_payload(world: World, message: Message) -> dict[str, object]:
    """What an outbound event says. Without `applicationId` (observed 2018), with the tag."""
    counted = world.rules.profile.segment_count
    return sms_payload(
        world.links,
        {
            "messageId": message.id,
            "from": message.from_,
            "to": message.to,
            "text": message.text,
            "media": list(message.media) or None,
            "time": message.time_ms,
            "state": message.state,
            "tag": message.callback_options.tag,
            "direction": "out",
            "deliveryState": message.delivery_state,
            "deliveryCode": message.delivery_code_text,
            "deliveryDescription": message.delivery_description,
            "segmentCount": message.segment_count if counted else None,
        },
    )


def _wants_receipt(asked: str, code: int) -> bool:
    """`all` hears everything, `error` failures, `none` only of spam (ap-docs, spam detection)."""
    return asked == "all" or (asked == "error" and code != 0) or code in SPAM_CODES


def _in_words(before: Message, after: Message) -> tuple[str, dict[str, object]]:
    was, now = before.state, after.state
    if was == now:
        was, now = before.delivery_state or was, after.delivery_state or now  # type: ignore[assignment]  # either kind of state is only printed
    told = {"messageId": after.id, "from": after.from_, "to": after.to, "state": after.state}
    if after.delivery_state is not None:
        told["deliveryState"] = after.delivery_state
    if after.delivery_code is not None:
        told["deliveryCode"] = str(after.delivery_code)
    return f"{after.id} {was} -> {now}", dict(told)
