"""RemoteJournal: the journal of an account elsewhere. After the account's end it is kept here."""

from collections.abc import Callable, Iterator
from typing import Any

from catapult_simulator.core.journal import Entry, Journal, Kind, ended_journal
from catapult_simulator.testing.remote.calls import Calls
from catapult_simulator.testing.remote.resources import not_called, remote_class


class RemoteJournal(Journal):
    """The journal of one account until the account is reset or closed; then, as it was."""

    def __init__(self, calls: Calls) -> None:
        self._source: Journal = remote_class(Journal, "journal")(calls)

    def keep(self) -> None:
        """Fetch all entries: the account is about to be reset or closed."""
        entries, next_number = self._source.entries(), self._source.next_number
        self._source = ended_journal(entries, next_number=next_number)

    def entries(self, after: int = 0, kind: Kind | None = None) -> list[Entry]:
        """The entries (of this kind) with a number above `after`, oldest first."""
        return self._source.entries(after, kind)

    def last(self, kind: Kind | None = None) -> Entry:
        """The newest entry (of this kind). Raises LookupError where there is none."""
        return self._source.last(kind)

    def missed(self, after: int) -> int:
        """The number of entries after `after` that the ring has already dropped."""
        return self._source.missed(after)

    @property
    def next_number(self) -> int:  # type: ignore[override]  # an attribute where it is written
        """The number of the entry that comes next."""
        return self._source.next_number

    @property
    def first_number(self) -> int:  # type: ignore[override]
        raise not_called("journal.first_number")

    def record(self, *_: Any) -> None:
        raise not_called("journal.record")

    def resize(self, *_: Any) -> None:
        raise not_called("journal.resize")

    def close(self) -> None:
        raise not_called("journal.close")

    def subscribe(self, *_: Any, **__: Any) -> Callable[[], None]:
        raise not_called("journal.subscribe")

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries())

    def __len__(self) -> int:
        return len(self._source)

    def __str__(self) -> str:
        return "\n".join(map(str, self.entries()))
