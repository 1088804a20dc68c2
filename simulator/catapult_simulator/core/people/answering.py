"""ScriptedAnswer: asks a scripted person what to answer, and lets the answer come in."""

import traceback
from collections.abc import Callable

from catapult_simulator.core.callbacks import Callback, Delivery
from catapult_simulator.core.messages.inbound import require_sendable
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.people.script import Script, checked_texts
from catapult_simulator.core.people.scripted_people import ScriptedPeople
from catapult_simulator.core.world import TenantClosed, World, synchronized

ReceiveIfOurs = Callable[[str, str, str, tuple[str, ...]], list[Delivery]]


class ScriptedAnswer(Delivery):
    """Handed out by a timer, as a callback is: a user's function runs outside the world's lock.

    What it raises surfaces from `advance` or `settle`; on a wall clock it is in the journal.
    """

    waits_for = "is being made up"
    is_callback = False

    def __init__(
        self, world: World, people: ScriptedPeople, message: Message, receive: ReceiveIfOurs
    ) -> None:
        # No URL: the queues of a wall clock know receivers by it, and keep the order of each.
        super().__init__(Callback(message.id, f"person:{message.to}", {}))
        self._world = world
        self._people = people
        self.message = message
        self._receive = receive

    def __str__(self) -> str:
        return f"the answer of {self.message.to} to message {self.message.id}"

    def act(self) -> bool:
        """Ask the person, and receive the answers."""
        try:
            for text in self._texts():
                require_sendable(self.message.to, self.message.from_, text)
                self._answer(text)
        except TenantClosed:
            if not self._world.retired:  # of another account
                raise
        except BaseException as error:
            error.add_note(f"raised while {self} was made up")
            if self._world.clock.can_advance:
                raise
            self._record_error(error)
        return True

    def _texts(self) -> tuple[str, ...]:
        number = self.message.to
        if number not in self._people:  # removed since the message was handed over
            return ()
        answers = self._people.get(number)
        if isinstance(answers, Script):
            return answers.texts_for(self.message)
        return checked_texts(f"the answer of {number}", answers(self.message))

    @synchronized
    def _answer(self, text: str) -> None:
        person, number = self.message.to, self.message.from_
        deliveries = self._receive(person, number, text, ())
        detail = {"messageId": self.message.id, "from": person, "to": number, "text": text}
        self._world.journal.record("control", f"{person} answers {number}", detail)
        for delivery in deliveries:
            self._world.schedule_delivery(delivery)

    def _record_error(self, error: BaseException) -> None:
        problem = f"{type(error).__name__}: {error}"
        detail = {
            "messageId": self.message.id,
            "from": self.message.to,
            "to": self.message.from_,
            "problem": problem,
            "traceback": "".join(traceback.format_exception(error)),
        }
        summary = f"{self.message.to} has no answer to {self.message.id}: {problem}"
        self._world.journal.record("control", summary, detail)
