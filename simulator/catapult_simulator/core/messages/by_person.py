"""The messages from and to one person, and the newest one of each: parts of store and resource."""

from collections.abc import Mapping
from heapq import merge
from itertools import chain, groupby, islice
from typing import Any

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.posting_list import PostingList
from catapult_simulator.core.world import World, synchronized

_DIRECTION, _FROM, _TO = (Message._fields.index(name) for name in ("direction", "from_", "to"))
_LOOKED_AT = 100_000  # of the newest messages


class StoreByPerson:
    """The part of `MessageStore` that finds messages by person."""

    _rows: list[tuple[Any, ...]]
    _places: dict[str, int]
    _indexes: Mapping[str, Mapping[Any, PostingList]]

    def with_person(self, number: str) -> list[Message]:
        """All messages from and to `number`, oldest first."""
        walks = (index.between(0, len(self._rows), ascending=True) for index in self._of(number))
        return [Message(*self._rows[place]) for place in sorted({*chain(*walks)})]

    def latest_with_person(
        self, number: str, size: int, *, before: str | None = None, upto: str | None = None
    ) -> list[Message]:
        """The newest `size` messages from and to `number`, oldest first: all of them, those before
        the message with the id `before`, or those up to the one with the id `upto`."""
        high = len(self._rows) if before is None else self._places[before]
        if upto is not None:
            high = self._places[upto] + 1
        walks = (index.between(0, high, ascending=False) for index in self._of(number))
        places = (place for place, _ in groupby(merge(*walks, reverse=True)))
        newest = [Message(*self._rows[place]) for place in islice(places, size)]
        return newest[::-1]

    def latest_by_person(self, size: int) -> list[Message]:
        """The newest message with each of the `size` people who wrote or got one last, newest
        first. People who are not among the newest 100,000 messages are left out."""
        latest: dict[str, tuple[Any, ...]] = {}
        for row in islice(reversed(self._rows), _LOOKED_AT):
            latest.setdefault(row[_TO] if row[_DIRECTION] == "out" else row[_FROM], row)
            if len(latest) == size:
                break
        return [Message(*row) for row in latest.values()]

    def _of(self, number: str) -> list[PostingList]:
        found = (self._indexes[name].get(number) for name in ("from_", "to"))
        return [index for index in found if index is not None]


class MessagesByPerson:
    """The part of `Messages` that finds messages by person."""

    _world: World
    _store_by_person: StoreByPerson

    @synchronized
    def with_person(self, number: str) -> list[Message]:
        """All messages from and to `number`, in E.164 form, oldest first."""
        return [self._as_kept(message) for message in self._store_by_person.with_person(number)]

    @synchronized
    def latest_with_person(
        self, number: str, size: int, *, before: str | None = None, upto: str | None = None
    ) -> list[Message]:
        """The newest `size` messages from and to `number`, oldest first: all of them, those before
        the message with the id `before`, or those up to the one with the id `upto`.

        Raises `message-not-found`.
        """
        for each in filter(None, (before, upto)):
            self.get(each)
        found = self._store_by_person.latest_with_person(number, size, before=before, upto=upto)
        return [self._as_kept(message) for message in found]

    @synchronized
    def latest_by_person(self, size: int) -> list[Message]:
        """The newest message with each of the `size` people who wrote or got one last, newest
        first."""
        return [self._as_kept(message) for message in self._store_by_person.latest_by_person(size)]

    def get(self, message_id: str) -> Message:
        """Raises `message-not-found`."""
        raise NotImplementedError

    def _as_kept(self, message: Message) -> Message:
        raise NotImplementedError
