"""Phone: a person's phone. It texts the account's numbers and has what they send to it."""

from collections.abc import Sequence
from pathlib import Path

from catapult_simulator.core.account_protocol import AccountProtocol
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.checks import check_number
from catapult_simulator.core.expectations.criteria import Criterion, Property, anything, equals
from catapult_simulator.core.expectations.expectation import Expectation
from catapult_simulator.core.expectations.expectations import MAX_TIMEOUT_SECONDS
from catapult_simulator.core.expectations.not_seen import NotSeen
from catapult_simulator.core.expectations.sentences import too_few
from catapult_simulator.core.messages.inbox import Attachment, Inbound
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.not_owned import listed
from catapult_simulator.core.numbers.numbered import NumberOrOwner, number_of
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.conversation import Conversation
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.people.pictures import picture
from catapult_simulator.core.people.script import AnswerFunction, Answers, Script
from catapult_simulator.core.people.scripted_people import UnknownPerson, number_of_person


class Phone:
    """The phone of one person, made by `catapult.phone("+19195550001")`."""

    __slots__ = ("_account", "number")

    number: str
    """The person's number, in E.164."""

    def __init__(self, account: AccountProtocol, number: str) -> None:
        self._account = account
        self.number = number_of_person(number)

    def text(self, text: str, *, to: NumberOrOwner | None = None) -> Inbound:
        """Text the account's only number, or `to`, a number or a line. The app has been called when
        this returns.

        Raises NoLine where `to` is no number of the account or no app is behind it, ValueError
        where the account has several numbers and `to` is missing, and for what no phone can send.
        """
        return self._send(text, (), to)

    def send_picture(
        self,
        source: str | Path | bytes,
        text: str = "",
        *,
        to: NumberOrOwner | None = None,
        name: str | None = None,
    ) -> Inbound:
        """Send a file by its path, or its content, perhaps with a text. A file of bytes is called
        `picture.jpg`, by its type, unless `name` says otherwise. Raises as `text` does."""
        return self._send(text, (picture(source, name),), to)

    def opt_out(self, *, to: NumberOrOwner | None = None) -> Inbound:
        """Text STOP. A toll-free number is blocked by the network; else the app must obey."""
        return self.text("STOP", to=to)

    @property
    def replies(self) -> list[Message]:
        """All that the account's numbers have sent to this phone, oldest first: also those that
        are still on their way, but none that failed."""
        return [message for message in self.conversation if self._is_reply(message)]

    @property
    def conversation(self) -> Conversation:
        """All messages from and to this phone, oldest first."""
        return Conversation(self.number, self._account.messages.with_person(self.number))

    def wait_for_reply(self, matching: object = None, timeout: float = 5) -> Message:
        """Wait for the next reply: one that came after this phone's latest text, and after the
        reply that was waited for last. It may be there already.

        `matching`: a part of its text, a compiled pattern, or any object with `==`; replies that do
        not match are skipped. `timeout` is in real seconds; virtual time stands still meanwhile.
        Raises NotSeen, an AssertionError, after that time, AlreadyRunning from inside a webhook.
        """
        __tracebackhide__ = True
        check_number("timeout", timeout, 0, MAX_TIMEOUT_SECONDS)
        reply = self._expected(matching)

        def look() -> Message | None:
            return next(iter(reply.find(self._account)), None)

        found = self._account._wait_until(look, timeout)
        if found is None:
            raise NotSeen(too_few(self._account, reply, found=0, within=timeout))
        self._account.people.mark_read(self.number, found.id)
        return found

    def answers(self, answers: Answers | AnswerFunction | None) -> None:
        """Let the person answer each text by themselves, when it has been delivered.

        A text or a list of texts; a mapping of patterns, regular expressions that ignore case, to
        either; or a function that gets the Message and gives a text, a list of texts or None. None
        ends it, and so does a reset. What a function raises surfaces from `advance` and `settle`;
        on a wall clock it is in the journal.
        """
        people = self._account.people
        if answers is not None:
            people.set(self.number, answers if callable(answers) else Script.of(answers))
            return
        try:
            people.remove(self.number)
        except UnknownPerson:  # is silent already
            return

    def __repr__(self) -> str:
        return f"<Phone {self.number} of account {self._account.user_id}>"

    # -- sending ---------------------------------------------------------------------------------

    def _send(
        self, text: str, media: Sequence[str | Attachment], to: NumberOrOwner | None
    ) -> Inbound:
        line = self._line(to)
        self._require_app(line)
        return self._account.receive_message(
            from_=self.number, to=line.number, text=text, media=media
        )

    def _line(self, to: NumberOrOwner | None) -> PhoneNumber:
        lines = {line.number: line for line in self._account.phone_numbers.enabled()}
        account = f"account {self._account.user_id!r}"
        if self.number in lines:
            raise ValueError(f"{self.number} is a number of {account}; a person needs another one")
        if not lines:
            raise NoLine(f"{account} has no number to text; {_ORDER}")
        wanted = self._only(list(lines)) if to is None else number_of("to", to)
        if wanted not in lines:
            raise NoLine(f"{account} has no number {to!r}; it has {listed(list(lines))}")
        return lines[wanted]

    def _only(self, numbers: list[str]) -> str:
        if len(numbers) > 1:
            raise ValueError(
                f"account {self._account.user_id!r} has {len(numbers)} numbers "
                f"({listed(numbers)}); say which one: to={numbers[0]!r}"
            )
        return numbers[0]

    def _require_app(self, line: PhoneNumber) -> None:
        """A text to a number without an app is lost: nothing would ever be heard of it."""
        if problem := self._without_app(line):
            raise NoLine(
                f"{problem}, so no app hears a text to {line.number}; serve one with "
                f"catapult.serve(app, number={line.number!r}), or receive the text all the same "
                "with catapult.receive_message(...)"
            )

    def _without_app(self, line: PhoneNumber) -> str | None:
        """Why no app hears of a text to `line`."""
        if line.application_id is None:
            return "the number has no application"
        try:
            application = self._account.applications.get(line.application_id)
        except CatapultError:
            return "the number's application was deleted"
        if application.incoming_message_url is None:
            return f"the number's application {application.name!r} has no incoming_message_url"
        return None

    # -- reading ---------------------------------------------------------------------------------

    def _is_reply(self, message: Message) -> bool:
        failed = message.state == "error" or message.delivery_state == "not-delivered"
        return message.to == self.number and message.direction == "out" and not failed

    def _expected(self, matching: object) -> Expectation[Message]:
        criteria = () if matching is None else (_matching(matching),)
        return Expectation("replies", lambda *_: self._new_replies(), criteria)

    def _new_replies(self) -> list[Message]:
        messages = self.conversation
        read = self._account.people.last_read(self.number)
        seen = (
            at
            for at, message in enumerate(messages, 1)
            if message.from_ == self.number or message.id == read
        )
        return [each for each in messages[max(seen, default=0) :] if self._is_reply(each)]


def _matching(matching: object) -> Criterion[Message]:
    fits = _contains if isinstance(matching, str) else equals
    text: Property[Message] = Property("matching", lambda m: m.text, anything, fits)
    return Criterion(text, anything("matching", matching))


def _contains(part: object, text: object) -> bool:
    return isinstance(part, str) and isinstance(text, str) and part in text


_ORDER = "order one with catapult.phone_numbers.allocate(...), or serve an app: catapult.serve(app)"
