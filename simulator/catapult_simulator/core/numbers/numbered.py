"""Numbered: whatever has a number, in place of the number: a phone, a line, an owned number."""

from typing import Protocol, TypeAlias, runtime_checkable

from catapult_simulator.core.checks import check_text
from catapult_simulator.core.numbers import e164


@runtime_checkable
class Numbered(Protocol):
    """It has a telephone number."""

    @property
    def number(self) -> str: ...


NumberOrOwner: TypeAlias = str | Numbered


def number_of(name: str, given: NumberOrOwner) -> str:
    """The number in E.164 form. Raises TypeError and ValueError for what has none."""
    written = given.number if isinstance(given, Numbered) else given
    check_text(name, written, blank=False)
    return e164.normalize(written)
