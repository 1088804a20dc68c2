"""PostingList: places in the log of messages that have one value of a filter."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_COMPACT_AT = 1024


class PostingList:
    """Ascending places in the log. Adding and removing are fast near either end."""

    __slots__ = ("_head", "_places")

    def __init__(self) -> None:
        self._places = array("I")
        self._head = 0  # places before it are removed: queues empty from the front

    def __len__(self) -> int:
        return len(self._places) - self._head

    def append(self, place: int) -> None:
        """Add a place that is above all others."""
        self._places.append(place)

    def add(self, place: int) -> None:
        places = self._places
        if places and place < places[-1]:
            places.insert(bisect_left(places, place, self._head), place)
        else:
            places.append(place)

    def discard(self, place: int) -> None:
        at = bisect_left(self._places, place, self._head)
        if at > self._head:
            del self._places[at]
            return
        self._head += 1
        if self._head > _COMPACT_AT and self._head * 2 > len(self._places):
            del self._places[: self._head]
            self._head = 0

    def between(self, low: int, high: int, *, ascending: bool) -> Iterator[int]:
        """The places from `low` up to but not including `high`."""
        _, start, stop = self.within(low, high)
        walk = range(start, stop) if ascending else range(stop - 1, start - 1, -1)
        return (self._places[at] for at in walk)

    def within(self, low: int, high: int) -> tuple[Sequence[int], int, int]:
        """All places in ascending order, and the bounds of those from `low` up to `high`."""
        start = bisect_left(self._places, low, self._head)
        return self._places, start, bisect_left(self._places, high, start)
