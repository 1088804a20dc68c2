"""NumberQuery, a search for available numbers, and the rules that it must satisfy.

The rules are rows, in the order in which they are checked (assumption D19).

Source: errors.md; methods/availableNumbers/*.md.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from catapult_simulator.core.catalogue import (
    ORDER_QUANTITY_TOO_LARGE,
    ORDER_WITH_PATTERN,
    SEARCH_AREA_CODE_FORMAT,
    SEARCH_CITY_AND_AREA_CODE,
    SEARCH_CITY_AND_ZIP,
    SEARCH_CITY_WITHOUT_STATE,
    SEARCH_LOCAL_NUMBER_TOO_LONG,
    SEARCH_LOCAL_NUMBER_TOO_SHORT,
    SEARCH_QUANTITY_NOT_POSITIVE,
    SEARCH_QUANTITY_TOO_LARGE,
    SEARCH_STATE_AND_AREA_CODE,
    SEARCH_WITHOUT_CRITERION,
    SEARCH_ZIP_AND_AREA_CODE,
    SEARCH_ZIP_AND_STATE,
    SEARCH_ZIP_STATE_AND_AREA_CODE,
    ErrorKind,
)

MAXIMUM = 5000
MAXIMUM_ORDER = 10  # assumption D20


class NumberQuery(NamedTuple):
    """The criteria of a search. None and the empty string are no criterion.

    `area_code` is 3 digits, `zip` 5, `local_number` the first 3 or 4 digits after the area code.
    """

    city: str | None = None
    state: str | None = None
    zip: str | None = None
    area_code: str | None = None
    local_number: str | None = None
    in_local_calling_area: bool = False
    quantity: int | None = None
    pattern: str | None = None

    @property
    def by_digits(self) -> bool:
        return bool(self.area_code or self.local_number)


Rule = tuple[ErrorKind, Callable[[NumberQuery], object]]

_DIGITS: tuple[Rule, ...] = (
    (SEARCH_AREA_CODE_FORMAT, lambda q: q.area_code and not _is_digits(q.area_code, 3)),
    (SEARCH_LOCAL_NUMBER_TOO_SHORT, lambda q: q.local_number and not _is_digits(q.local_number)),
    (SEARCH_LOCAL_NUMBER_TOO_LONG, lambda q: q.local_number and len(q.local_number) > 4),
)
_QUANTITY: tuple[Rule, ...] = (
    (SEARCH_QUANTITY_TOO_LARGE, lambda q: q.quantity is not None and q.quantity > MAXIMUM),
    (SEARCH_QUANTITY_NOT_POSITIVE, lambda q: q.quantity is not None and q.quantity <= 0),
)
_ORDER: tuple[Rule, ...] = (
    (ORDER_QUANTITY_TOO_LARGE, lambda q: q.quantity is not None and q.quantity > MAXIMUM_ORDER),
    (ORDER_WITH_PATTERN, lambda q: q.pattern),
)
_COMBINATIONS: tuple[Rule, ...] = (
    (SEARCH_CITY_AND_ZIP, lambda q: q.city and q.zip),
    (SEARCH_CITY_AND_AREA_CODE, lambda q: q.city and q.by_digits),
    (SEARCH_ZIP_STATE_AND_AREA_CODE, lambda q: q.zip and q.state and q.by_digits),
    (SEARCH_ZIP_AND_AREA_CODE, lambda q: q.zip and q.by_digits),
    (SEARCH_ZIP_AND_STATE, lambda q: q.zip and q.state),
    (SEARCH_STATE_AND_AREA_CODE, lambda q: q.state and q.by_digits),
    (SEARCH_CITY_WITHOUT_STATE, lambda q: q.city and not q.state),
    (SEARCH_WITHOUT_CRITERION, lambda q: not (q.state or q.zip or q.area_code)),
)


def check_local(query: NumberQuery, *, ordering: bool = False) -> None:
    """Raise the error of the first rule that a search for local numbers breaks."""
    _check(query, (*_DIGITS, *_QUANTITY, *(_ORDER if ordering else ()), *_COMBINATIONS))


def check_toll_free(query: NumberQuery, *, ordering: bool = False) -> None:
    """Likewise for toll-free numbers, of which only quantity and pattern count."""
    _check(query, (*_QUANTITY, *(_ORDER if ordering else ())))


def _check(query: NumberQuery, rules: tuple[Rule, ...]) -> None:
    for kind, is_broken in rules:
        if is_broken(query):
            raise kind.error(maximum=MAXIMUM_ORDER)


def _is_digits(text: str, count: int | None = None) -> bool:
    """ASCII digits only, `count` of them, or at least three."""
    return re.fullmatch(f"[0-9]{{{count or '3,'}}}", text) is not None
