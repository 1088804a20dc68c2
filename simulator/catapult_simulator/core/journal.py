"""Journal: the history of one tenant. Append-only, with the newest entries in a ring.

Its readers are the control API, the command line, a failing test's report, and assertions of tests.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import Any, Literal, NamedTuple

from catapult_simulator.core.checks import check_one_of
from catapult_simulator.core.masking import masked_details, masked_text
from catapult_simulator.core.printable import printable
from catapult_simulator.core.time.timestamps import wire_time

Kind = Literal["request", "callback", "transition", "fault", "control"]
KINDS: tuple[Kind, ...] = ("request", "callback", "transition", "fault", "control")
Detail = Mapping[str, Any]


class Entry(NamedTuple):
    """One event. `number` never repeats, `at_ms` is the tenant's time, `summary` one line.

    `lazy_detail` is a function where building the detail costs more than most entries are worth.
    """

    number: int
    at_ms: int
    kind: Kind
    summary: str
    lazy_detail: "Detail | Callable[[], Detail]"

    @property
    def detail(self) -> Detail:
        """All particulars, without secrets. Those of a request are built when they are read."""
        known = self.lazy_detail() if callable(self.lazy_detail) else self.lazy_detail
        return masked_details(known)

    def __str__(self) -> str:
        return f"{wire_time(self.at_ms)} {self.kind:<10} {printable(self.summary)}"


class _Listener(NamedTuple):
    """A callable that waits for an entry (of this kind)."""

    wake: Callable[[], None]
    kind: Kind | None


class Journal:
    """The journal of one tenant. Safe to read while others write: entries never change."""

    def __init__(self, now_ms: Callable[[], int], size: int = 5000, first_number: int = 1) -> None:
        self._now_ms = now_ms
        self._entries: deque[Entry] = deque(maxlen=size)
        self._listeners: list[_Listener] = []
        self._lock = Lock()
        self._closed = False
        self.first_number: int = first_number  # since the account was opened or reset
        self.next_number: int = first_number

    def record(self, kind: Kind, summary: str, detail: "Detail | Callable[[], Detail]") -> None:
        """Append an entry. A full ring drops its oldest one. Secrets are masked."""
        summary = masked_text(summary)
        with self._lock:  # the event loop, control calls and callback threads all write
            self._entries.append(Entry(self.next_number, self._now_ms(), kind, summary, detail))
            self.next_number += 1
        if self._listeners:
            self._wake(kind)

    def resize(self, size: int) -> None:
        """Keep this many entries at most from now on: the newest ones."""
        with self._lock:
            if size != self._entries.maxlen:
                self._entries = deque(self._entries, maxlen=size)

    def close(self) -> None:
        """Wake all that wait: the tenant was reset or closed, and no more entries come."""
        self._closed = True
        for listener in tuple(self._listeners):
            listener.wake()

    def entries(self, after: int = 0, kind: Kind | None = None) -> list[Entry]:
        """The entries (of this kind) with a number above `after`, oldest first."""
        check_one_of("kind", kind, (None, *KINDS))
        history = self._snapshot()
        count = max(0, history[-1].number - after) if history else 0
        newest = islice(reversed(history), count)
        return [entry for entry in reversed(list(newest)) if kind in (None, entry.kind)]

    def last(self, kind: Kind | None = None) -> Entry:
        """The newest entry (of this kind). Raises LookupError where there is none."""
        check_one_of("kind", kind, (None, *KINDS))
        for entry in reversed(self._snapshot()):
            if kind in (None, entry.kind):
                return entry
        raise LookupError("the journal has no " + (f"{kind} entry yet" if kind else "entry yet"))

    def missed(self, after: int) -> int:
        """The number of entries after `after` that the ring has already dropped.

        Entries that a reset cleared are not counted: nobody misses them.
        """
        oldest = self._entries[0].number if self._entries else self.next_number
        return max(0, oldest - max(after + 1, self.first_number))

    def subscribe(
        self, wake: Callable[[], None], after: int, kind: Kind | None = None
    ) -> Callable[[], None]:
        """Call `wake` for each entry (of this kind) after `after`: at once if there is one, for
        each new one, and when the journal is closed.

        It is called on the thread that writes. Returns a function that ends the subscription.
        """
        listener = _Listener(wake, kind)
        self._listeners.append(listener)
        if self._closed or self.entries(after, kind):
            wake()

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._snapshot())

    def __len__(self) -> int:
        return len(self._entries)

    def __str__(self) -> str:
        return "\n".join(map(str, self._snapshot()))

    def _wake(self, kind: Kind) -> None:
        for listener in tuple(self._listeners):
            if listener.kind in (None, kind):
                listener.wake()

    def _snapshot(self) -> list[Entry]:
        return list(self._entries)  # atomic in CPython: no writer can interfere


def ended_journal(entries: Sequence[Entry], *, next_number: int) -> Journal:
    """A journal with these entries, to which no more come."""
    journal = Journal(lambda: 0, len(entries), next_number)
    journal._entries.extend(entries)
    journal.close()
    return journal
