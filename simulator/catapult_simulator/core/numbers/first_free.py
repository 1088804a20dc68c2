"""The number that is ordered where none is named."""

from collections.abc import Container
from itertools import count

_FIRST = 9195551212


def first_free(taken: Container[str]) -> str:
    """The first number from +19195551212 on that is none of these."""
    return next(each for each in (f"+1{_FIRST + at}" for at in count()) if each not in taken)
