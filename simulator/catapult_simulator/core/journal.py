"""The append-only history of one tenant: the newest few thousand entries, in a ring.

One history has four readers: the control API, the command line, a failing test's report, and
the assertions of tests.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from threading import Lock
from typing import Any, Literal, NamedTuple

from catapult_simulator.core.time.timestamps import wire_time

Kind = Literal["request", "callback", "transition", "fault", "control"]
KINDS: tuple[Kind, ...] = ("request", "callback", "transition", "fault", "control")
Detail = Mapping[str, Any]


class Entry(NamedTuple):
    """One thing that happened: a number that never repeats, when, which kind, in words, in full."""

    number: int
    at_ms: int
    kind: Kind
    summary: str
    told: "Detail | Callable[[], Detail]"

    @property
    def detail(self) -> Detail:
        """The particulars. Requests are spelled out only when somebody reads them."""
        return self.told() if callable(self.told) else self.told

    def __str__(self) -> str:
        return f"{wire_time(self.at_ms)} {self.kind:<10} {self.summary}"


class Journal:
    """History of one tenant. Reading while others write is safe: entries never change."""

    def __init__(self, now_ms: Callable[[], int], size: int = 5000, first_number: int = 1) -> None:
        self._now_ms = now_ms
        self._entries: deque[Entry] = deque(maxlen=size)
        self._listeners: list[Callable[[], None]] = []
        self._lock = Lock()
        self.next_number = first_number

    def record(self, kind: Kind, summary: str, detail: "Detail | Callable[[], Detail]") -> None:
        """Append an entry; the oldest falls off when the ring is full."""
        with self._lock:  # the loop, control calls and lanes all write
            self._entries.append(Entry(self.next_number, self._now_ms(), kind, summary, detail))
            self.next_number += 1
        for listener in tuple(self._listeners):
            listener()

    def entries(self, after: int = 0, kind: Kind | None = None) -> list[Entry]:
        """The entries with a number above `after`, oldest first."""
        history = self._snapshot()
        count = max(0, history[-1].number - after) if history else 0
        newest = islice(reversed(history), count)
        return [entry for entry in reversed(list(newest)) if kind in (None, entry.kind)]

    def last(self, kind: Kind | None = None) -> Entry:
        """The newest entry (of this kind). Raises LookupError where there is none."""
        for entry in reversed(self._snapshot()):
            if kind in (None, entry.kind):
                return entry
        raise LookupError(f"the journal has no {kind or 'entry'} entry yet")

    def missed(self, after: int) -> int:
        """How many entries after `after` have already fallen off the ring."""
        oldest = self._entries[0].number if self._entries else self.next_number
        return max(0, oldest - after - 1)

    def subscribe(self, wake: Callable[[], None], after: int) -> Callable[[], None]:
        """Call `wake` at every entry after `after`, from whichever thread, and at once where one
        is there already; gives the way to stop that."""
        self._listeners.append(wake)
        if self.next_number - 1 > after:
            wake()

        def unsubscribe() -> None:
            if wake in self._listeners:
                self._listeners.remove(wake)

        return unsubscribe

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._snapshot())

    def __len__(self) -> int:
        return len(self._entries)

    def __str__(self) -> str:
        return "\n".join(map(str, self._snapshot()))

    def _snapshot(self) -> list[Entry]:
        return list(self._entries)  # one step of the interpreter: no writer can get in between
