"""Where messages lie: a log in the order of their sort keys, and indexes into it.

Nothing here is proportional to what is stored: a page walks the smallest index that fits, from
a place found by bisection. Records lie flat (plain tuples), which the garbage collector leaves
out of its rounds.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from catapult_simulator.core.messages.message import Message

_FIELDS = Message._fields
# The filters that are answered from an index, by the place of their field in the record.
_INDEXED = {name: _FIELDS.index(name) for name in ("from_", "to", "direction", "state")}
_INDEXED["delivery_state"] = _FIELDS.index("delivery_state")
_FROM_TO = "talk"  # from one number to another: the one pair of filters that everybody combines
_COMPACT_AT = 1024


class PostingList:
    """Ascending places in the log. Adding and removing near either end is quick."""

    __slots__ = ("_head", "_places")

    def __init__(self) -> None:
        self._places = array("I")
        self._head = 0  # what lies before has been removed: queues empty from the front

    def __len__(self) -> int:
        return len(self._places) - self._head

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
        start = bisect_left(self._places, low, self._head)
        stop = bisect_left(self._places, high, self._head)
        walk = range(start, stop) if ascending else range(stop - 1, start - 1, -1)
        return (self._places[at] for at in walk)


class Page(NamedTuple):
    """Messages of one page, and the sort key of the last one where more follow."""

    messages: list[Message]
    next_key: int | None


class MessageStore:
    """All messages of one tenant, by id, by sort key and by what lists filter on."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []
        self._keys = array("q")
        self._places: dict[str, int] = {}
        self._indexes: dict[str, dict[Any, PostingList]] = {
            name: {} for name in (*_INDEXED, _FROM_TO)
        }

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, message: Message) -> Message:
        """Append `message`, the newest of all."""
        place = len(self._rows)
        self._rows.append(tuple(message))
        self._keys.append(self._next_key(message.time_ms))
        self._places[message.id] = place
        for name, at in _INDEXED.items():
            self._index(name, message[at]).add(place)
        self._index(_FROM_TO, (message.from_, message.to)).add(place)
        return message

    def get(self, message_id: str) -> Message | None:
        place = self._places.get(message_id)
        return None if place is None else Message._make(self._rows[place])

    def replace(self, message: Message) -> None:
        """Put `message` in the place of the one with its id."""
        place = self._places[message.id]
        before = self._rows[place]
        self._rows[place] = tuple(message)
        for name in ("state", "delivery_state"):
            at = _INDEXED[name]
            if before[at] != message[at]:
                self._index(name, before[at]).discard(place)
                self._index(name, message[at]).add(place)

    def page(
        self,
        wanted: "dict[str, str]",
        *,
        from_ms: int | None = None,
        to_ms: int | None = None,
        after_key: int | None = None,
        before_key: int | None = None,
        ascending: bool = False,
        skip: int = 0,
        size: int = 25,
    ) -> Page:
        """Messages whose fields are as `wanted`, within both bounds of time, in key order.

        `before_key` and `after_key` are exclusive sort keys: where the last page ended.
        """
        low, high = self._bounds(from_ms, to_ms, after_key, before_key)
        walk = self._matching(wanted, low, high, ascending=ascending)
        places = list(islice(walk, skip, skip + size + 1))
        messages = [Message._make(self._rows[place]) for place in places[:size]]
        more = len(places) > size
        return Page(messages, self._keys[places[size - 1]] if more else None)

    def walk(
        self, wanted: "dict[str, str]", *, from_ms: int | None, to_ms: int | None
    ) -> Iterator[Message]:
        """All such messages, newest first, read as they are asked for."""
        low, high = self._bounds(from_ms, to_ms, None, None)
        places = self._matching(wanted, low, high, ascending=False)
        return (Message._make(self._rows[place]) for place in places)

    def _matching(
        self, wanted: "dict[str, str]", low: int, high: int, *, ascending: bool
    ) -> Iterator[int]:
        if not wanted:
            return iter(range(low, high) if ascending else range(high - 1, low - 1, -1))
        keys: dict[str, object] = dict(wanted)
        if "from_" in keys and "to" in keys:
            keys[_FROM_TO] = keys.pop("from_"), keys.pop("to")
        found = {name: self._indexes[name].get(value) for name, value in keys.items()}
        if None in found.values():
            return iter(())
        present = {name: index for name, index in found.items() if index is not None}
        smallest = min(present, key=lambda name: len(present[name]))
        places = present[smallest].between(low, high, ascending=ascending)
        answered = ("from_", "to") if smallest == _FROM_TO else (smallest,)
        rest = [(_INDEXED[name], wanted[name]) for name in wanted if name not in answered]
        return self._sieve(places, rest)

    def _sieve(self, places: Iterator[int], rest: Sequence[tuple[int, str]]) -> Iterator[int]:
        if not rest:
            return places
        rows = self._rows
        return (place for place in places if all(rows[place][at] == value for at, value in rest))

    def _bounds(
        self,
        from_ms: int | None,
        to_ms: int | None,
        after_key: int | None,
        before_key: int | None,
    ) -> tuple[int, int]:
        low, high = 0, len(self._keys)
        if from_ms is not None:
            low = bisect_left(self._keys, _key(from_ms))
        if to_ms is not None:
            high = bisect_left(self._keys, _key(to_ms + 1))
        if after_key is not None:
            low = max(low, bisect_right(self._keys, _clamp(after_key)))
        if before_key is not None:
            high = min(high, bisect_left(self._keys, _clamp(before_key)))
        return low, max(low, high)

    def _next_key(self, time_ms: int) -> int:
        """19 digits: epoch milliseconds and six digits that make it unique (documented sample).

        Assumed: how the six are made. Here they count up; a million and first message of one
        millisecond borrows from the next, so that keys always ascend.
        """
        key = _key(time_ms)
        return max(key, self._keys[-1] + 1) if self._keys else key

    def _index(self, name: str, value: object) -> PostingList:
        index = self._indexes[name]
        if value not in index:
            index[value] = PostingList()
        return index[value]


def _key(time_ms: int) -> int:
    return _clamp(time_ms * 1_000_000)


def _clamp(key: int) -> int:
    return max(0, min(key, 2**63 - 1))
