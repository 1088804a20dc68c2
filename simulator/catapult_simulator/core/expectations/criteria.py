"""Criteria: one property of a message or callback, and the value that a test asks for."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from catapult_simulator.core.checks import check_one_of, check_text, check_whole
from catapult_simulator.core.text_patterns import TextPattern

Record = TypeVar("Record")


class Property(NamedTuple, Generic[Record]):
    """One property that can be asked for: its name in Python, and its value in a record.

    `checked` gives the value as it is compared, and raises TypeError or ValueError for one that no
    record can have. `fits` compares: first what is asked for, then a record's value.
    """

    name: str
    get: Callable[[Record], object]
    checked: Callable[[str, Any], object]
    fits: Callable[[object, object], bool]

    @property
    def label(self) -> str:
        """The name for people: `from` rather than `from_`."""
        return self.name.rstrip("_")


class Criterion(NamedTuple, Generic[Record]):
    """A property, and what is asked of it."""

    row: Property[Record]
    asked: object

    @property
    def label(self) -> str:
        return self.row.label

    def found_in(self, record: Record) -> object:
        """The record's value."""
        return self.row.get(record)

    def fits(self, record: Record) -> bool:
        return self.row.fits(self.asked, self.row.get(record))


def criteria_of(
    properties: Iterable[Property[Record]], asked: Mapping[str, object]
) -> tuple[Criterion[Record], ...]:
    """A criterion for each property that is asked for: whose value is not None."""
    return tuple(
        Criterion(each, each.checked(each.name, asked[each.name]))
        for each in properties
        if asked.get(each.name) is not None
    )


def equals(asked: object, value: object) -> bool:
    """Whether a pattern is found in the value; without a pattern, whether the two are equal."""
    if isinstance(asked, re.Pattern | TextPattern):
        return isinstance(value, str) and asked.search(value) is not None
    return bool(asked == value)


def has_media(asked: object, value: object) -> bool:
    """`asked`: True or False for any or none, one of the media, a pattern of one, or all."""
    media: tuple[str, ...] = value if isinstance(value, tuple) else ()
    if isinstance(asked, bool):
        return asked == bool(media)
    if isinstance(asked, str | re.Pattern):
        return any(equals(asked, each) for each in media)
    return bool(asked == media)


def one_of(words: Collection[str]) -> Callable[[str, str], str]:
    """One word of a closed set."""

    def checked(name: str, asked: str) -> str:
        check_one_of(name, asked, words)
        return asked

    return checked


def text(name: str, asked: str) -> str:
    check_text(name, asked)
    return asked


def status(name: str, asked: int) -> int:
    """A status of HTTP."""
    check_whole(name, asked, 100, 999)
    return asked


def anything(name: str, asked: object) -> object:
    """A text, a compiled pattern, or any object with `==`."""
    if isinstance(asked, re.Pattern) and isinstance(asked.pattern, bytes):
        raise TypeError(f"{name}={asked!r} is a pattern of bytes; compile one of str")
    return asked


def media(name: str, asked: object) -> object:
    """As `anything`; a list of all media is compared as a tuple."""
    return tuple(asked) if isinstance(asked, list) else anything(name, asked)
