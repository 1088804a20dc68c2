"""MessageStore: a log in the order of sort keys, and one index for each row of MESSAGE_FILTERS.

The cost of a page does not grow with the number of messages: it walks the smallest index that
fits, from a place found by bisection. Records are plain tuples, which the garbage collector does
not track.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from catapult_simulator.core.messages.by_person import StoreByPerson
from catapult_simulator.core.messages.filters import MESSAGE_FILTERS, FilterValue
from catapult_simulator.core.messages.message import Message, row_of
from catapult_simulator.core.messages.posting_list import PostingList

# Each filter's place in the record.
_INDEXED = {row.field: row.place for row in MESSAGE_FILTERS}
_FROM_TO = "from_to"  # an index of its own: clients combine no other two filters so often
_OWN_NUMBER = "own_number"  # the tenant's number that sent or received: it is charged
Watcher = Callable[[Message], object]


class NewestFirst:
    """Messages by position, the newest at 0. Any position is found at once, and read then only."""

    def __init__(
        self,
        rows: Sequence[tuple[Any, ...]] = (),
        keys: Sequence[int] = (),
        places: Sequence[int] = (),
        start: int = 0,
        stop: int = 0,
    ) -> None:
        self._rows, self._keys, self._places = rows, keys, places
        self._start, self._stop = start, stop

    def __len__(self) -> int:
        return self._stop - self._start

    def __getitem__(self, position: int) -> Message:
        return Message(*self._rows[self._places[self._stop - 1 - position]])

    def count_since(self, time_ms: int) -> int:
        """The number of messages that are not older than `time_ms`."""
        first = bisect_left(self._keys, _key(time_ms))
        return self._stop - bisect_left(self._places, first, self._start, self._stop)


class Page(NamedTuple):
    """Messages of one page, and the sort key of the last one where more follow."""

    messages: list[Message]
    next_key: int | None


class MessageStore(StoreByPerson):
    """All messages of one tenant, by id, by sort key and by filter."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []
        self._keys = array("q")
        self._places: dict[str, int] = {}
        self._indexes: dict[str, dict[Any, PostingList]] = {
            name: {} for name in (*_INDEXED, _FROM_TO, _OWN_NUMBER)
        }
        self._watchers: list[Watcher] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, message: Message) -> Message:
        """Append `message`, the newest of all."""
        place = len(self._rows)
        self._rows.append(row_of(message))
        self._keys.append(self._next_key(message.time_ms))
        self._places[message.id] = place
        for name, at in _INDEXED.items():
            self._index(name, message[at]).append(place)
        self._index(_FROM_TO, (message.from_, message.to)).append(place)
        own = message.from_ if message.direction == "out" else message.to
        self._index(_OWN_NUMBER, own).append(place)
        if self._watchers:
            self._tell(message)
        return message

    def get(self, message_id: str) -> Message | None:
        place = self._places.get(message_id)
        return None if place is None else Message(*self._rows[place])

    def since(self, position: int) -> list[Message]:
        """All messages but the first `position` ones, oldest first."""
        return [Message(*row) for row in self._rows[position:]]

    def replace(self, message: Message) -> None:
        """Put `message` in the place of the one with its id."""
        place = self._places[message.id]
        before = self._rows[place]
        self._rows[place] = row_of(message)
        for name, at in _INDEXED.items():  # the numbers of a message never change
            if before[at] != message[at]:
                self._index(name, before[at]).discard(place)
                self._index(name, message[at]).add(place)
        if self._watchers:
            self._tell(message)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` with each message that is added or changed, on the thread that does it.
        Returns how to end that."""
        self._watchers.append(watcher)
        return partial(_drop, self._watchers, watcher)

    def _tell(self, message: Message) -> None:
        for watcher in tuple(self._watchers):
            watcher(message)

    def page(
        self,
        filters: Mapping[str, FilterValue],
        *,
        from_ms: int | None = None,
        to_ms: int | None = None,
        after_key: int | None = None,
        before_key: int | None = None,
        ascending: bool = False,
        skip: int = 0,
        size: int = 25,
    ) -> Page:
        """Messages that match all `filters` (values by field), within both times, in key order.

        `before_key` and `after_key` are exclusive sort keys: the end of the page before.
        """
        low, high = self._bounds(from_ms, to_ms, after_key, before_key)
        walk = self._matching(filters, low, high, ascending=ascending)
        places = list(islice(walk, skip, skip + size + 1))
        messages = [Message(*self._rows[place]) for place in places[:size]]
        more = len(places) > size
        return Page(messages, self._keys[places[size - 1]] if more else None)

    def newest_first(
        self, number: str | None, *, from_ms: int | None, to_ms: int | None
    ) -> "NewestFirst":
        """The messages that one of the tenant's numbers sent and received; None: all numbers."""
        low, high = self._bounds(from_ms, to_ms, None, None)
        if number is None:
            return NewestFirst(self._rows, self._keys, range(high), low, high)
        places = self._indexes[_OWN_NUMBER].get(number, PostingList())
        return NewestFirst(self._rows, self._keys, *places.within(low, high))

    def _matching(
        self, filters: Mapping[str, FilterValue], low: int, high: int, *, ascending: bool
    ) -> Iterator[int]:
        if not filters:
            return iter(range(low, high) if ascending else range(high - 1, low - 1, -1))
        keys: dict[str, object] = dict(filters)
        if "from_" in keys and "to" in keys:
            keys[_FROM_TO] = keys.pop("from_"), keys.pop("to")
        found = {name: self._indexes[name].get(value) for name, value in keys.items()}
        if None in found.values():
            return iter(())
        present = {name: index for name, index in found.items() if index is not None}
        smallest = min(present, key=lambda name: len(present[name]))
        places = present[smallest].between(low, high, ascending=ascending)
        covered = ("from_", "to") if smallest == _FROM_TO else (smallest,)
        rest = [(_INDEXED[name], filters[name]) for name in filters if name not in covered]
        return self._select(places, rest)

    def _select(
        self, places: Iterator[int], rest: Sequence[tuple[int, FilterValue]]
    ) -> Iterator[int]:
        if not rest:
            return places
        rows = self._rows
        values = itemgetter(*(at for at, _ in rest))
        wanted = values(dict(rest))
        return (place for place in places if values(rows[place]) == wanted)

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

        The six digits count up (assumption B17). After a million messages in one millisecond they
        overflow into the next one; keys always ascend.
        """
        key = _key(time_ms)
        return max(key, self._keys[-1] + 1) if self._keys else key

    def _index(self, name: str, value: object) -> PostingList:
        index = self._indexes[name]
        found = index.get(value)
        if found is None:
            found = index[value] = PostingList()
        return found


def _drop(watchers: list[Watcher], watcher: Watcher) -> None:
    if watcher in watchers:
        watchers.remove(watcher)


def _key(time_ms: int) -> int:
    return _clamp(time_ms * 1_000_000)


def _clamp(key: int) -> int:
    return max(0, min(key, 2**63 - 1))
