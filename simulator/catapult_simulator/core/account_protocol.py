"""AccountProtocol: what `People` and `Expectations` need of an account, here or elsewhere.

A `Tenant` has it, and so has an account of a simulator in another process.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from catapult_simulator.core.applications import Application
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.journal import Entry, Kind
from catapult_simulator.core.messages.inbox import Attachment, Inbound
from catapult_simulator.core.messages.message import Direction, Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import AnswerFunction, Script

T = TypeVar("T")


class Pending(NamedTuple):
    """Something that is still due: the account's time at which it is, and what it is, in words.

    `in_ms`: how long after the account's present time; 0 for what waits for something else.
    """

    due_ms: int
    what: str
    in_ms: int = 0

    def __str__(self) -> str:
        return f"in {self.in_ms / 1000:g} s: {self.what}" if self.in_ms > 0 else f"now: {self.what}"


class _Messages(Protocol):
    def find(
        self,
        *,
        size: int = 1000,
        from_: str | None = None,
        to: str | None = None,
        direction: Direction | None = None,
    ) -> list[Message]:
        """The newest messages that match, newest first."""

    def with_person(self, number: str) -> list[Message]:
        """All messages from and to `number`, in E.164 form, oldest first."""


class _PhoneNumbers(Protocol):
    def enabled(self) -> list[PhoneNumber]:
        """The enabled numbers of the account. Their places may be left out."""


class _People(Protocol):
    def set(self, number: str, answers: Script | AnswerFunction) -> str:
        """Let a person answer. Returns the number in E.164 form."""

    def remove(self, number: str) -> None:
        """Raises UnknownPerson."""

    def last_read(self, number: str) -> str | None:
        """The id of the reply that was waited for last. A reset forgets it."""

    def mark_read(self, number: str, message_id: str) -> None:
        """The next wait is for a later reply."""


class _Applications(Protocol):
    def get(self, application_id: str) -> Application:
        """Raises `application-not-found`."""


class _Journal(Protocol):
    def entries(self, after: int = 0, kind: Kind | None = None) -> list[Entry]:
        """The entries (of this kind) with a number above `after`, oldest first."""


class AccountProtocol(Protocol):
    """One account. Times are its own, seconds of `_wait_until` are real ones."""

    @property
    def user_id(self) -> str: ...
    @property
    def credentials(self) -> Credentials: ...
    @property
    def can_advance(self) -> bool: ...
    @property
    def messages(self) -> _Messages: ...
    @property
    def phone_numbers(self) -> _PhoneNumbers: ...
    @property
    def applications(self) -> _Applications: ...
    @property
    def journal(self) -> _Journal: ...
    @property
    def people(self) -> _People: ...

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Receive a message from a phone. Its callback has been sent when this returns."""

    def pending(self) -> list[Pending]:
        """All that is still due, soonest first."""

    def _wait_until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """Call `look` now, and again after whatever happens in the account, until it gives
        something. None after `seconds` of real time."""
