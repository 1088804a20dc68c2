"""Checks of arguments: a wrong value raises ValueError, a wrong type TypeError.

Each sentence names the argument, its value and what is accepted. Nothing here knows the API: what
the API itself refuses is a CatapultError.
"""

from collections.abc import Iterable
from math import isfinite

LONGEST_DELAY_MS = 24 * 3600 * 1000


def check_one_of(name: str, value: object, words: Iterable[object]) -> None:
    """Raises ValueError unless `value` is one of `words`."""
    known = tuple(words)
    if value not in known:
        raise ValueError(f"{name}={value!r}; choose one of {', '.join(map(str, known))}")


def check_text(name: str, value: object, *, blank: bool = True) -> None:
    """Raises TypeError unless `value` is a str, ValueError if it is blank and must not be."""
    if not isinstance(value, str):
        raise TypeError(f"{name}={value!r}; pass a str")
    if not blank and not value.strip():
        raise ValueError(f"{name}={value!r} is blank")


def check_flag(name: str, value: object) -> None:
    """Raises TypeError unless `value` is True or False."""
    if not isinstance(value, bool):
        raise TypeError(f"{name}={value!r}; pass True or False")


def check_whole(name: str, value: object, low: int, high: int) -> None:
    """Raises TypeError unless `value` is an int, ValueError unless `low` <= `value` <= `high`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}={value!r}; pass an int")
    _check_range(name, value, low, high)


def check_number(name: str, value: object, low: float, high: float) -> None:
    """As `check_whole`, for an int or a float."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{name}={value!r}; pass a number")
    _check_range(name, value, low, high)


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not (isfinite(value) and low <= value <= high):
        raise ValueError(f"{name}={value!r}; choose from {low} to {high}")
