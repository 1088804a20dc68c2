"""Available numbers: search the stock by place, digits or pattern.

The stock is the same for all tenants and practically endless. A tenant does not see the numbers
that it has or had (assumption D27). `queries.py` refuses bad searches, `stock.py` knows the places.

Source: methods/availableNumbers/*.md.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from catapult_simulator.core.catalogue import (
    INVALID_RATE_CENTER,
    INVALID_ZIP_CODE,
    ORDER_NUMBER_QUANTITY_UNAVAILABLE,
)
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.patterns import ANY, Mask, masks
from catapult_simulator.core.numbers.queries import NumberQuery, check_local, check_toll_free
from catapult_simulator.core.numbers.scatter import round_robin, scattered_numbers
from catapult_simulator.core.numbers.stock import TOLL_FREE, Place, Region, stock

DEFAULT_QUANTITY = 10  # documented for searches and for orders of local numbers
DEFAULT_TOLL_FREE_ORDER = 1  # documented: postAvailableNumbersTollFree.md
_LOCAL_PRICE, _TOLL_FREE_PRICE = "0.60", "2.00"  # documented: dollars a month

Match = tuple[str, Mask]  # ten digits, and the mask that they match


class AvailableNumber(NamedTuple):
    """A number that can be ordered. `number` is E.164, `price` dollars a month as text.

    A toll-free number has no place (documented). `pattern_match` is set if a pattern was given.
    """

    number: str
    national_number: str
    city: str | None = None
    lata: str | None = None
    rate_center: str | None = None
    state: str | None = None
    price: str = _LOCAL_PRICE
    pattern_match: str | None = None


class AvailableNumbers:
    """The stock for one tenant, without the numbers (E.164) for which `is_taken` is true."""

    def __init__(self, is_taken: Callable[[str], bool]) -> None:
        self._is_taken = is_taken

    def search_local(self, query: NumberQuery) -> list[AvailableNumber]:
        """Search local numbers, ten by default. Equal queries find equal numbers.

        Raises what `check_local` raises, `invalid-zip-code` and `invalid-rate-center`.
        """
        check_local(query)
        return self._offer(_find_local(query), query.quantity or DEFAULT_QUANTITY, query.pattern)

    def search_toll_free(self, query: NumberQuery) -> list[AvailableNumber]:
        """Search toll-free numbers, ten by default. Raises what `check_toll_free` raises."""
        check_toll_free(query)
        found = _find([(TOLL_FREE, "")], query.pattern)
        return self._offer(found, query.quantity or DEFAULT_QUANTITY, query.pattern)

    def choose_local(self, query: NumberQuery) -> list[AvailableNumber]:
        """Local numbers to order. Raises `order-number-quantity-unavailable` if too few match."""
        check_local(query, ordering=True)
        return self._choose(_find_local(query), query.quantity or DEFAULT_QUANTITY)

    def choose_toll_free(self, query: NumberQuery) -> list[AvailableNumber]:
        """Toll-free numbers to order, one by default. Raises as `choose_local` does."""
        check_toll_free(query, ordering=True)
        return self._choose(_find([(TOLL_FREE, "")]), query.quantity or DEFAULT_TOLL_FREE_ORDER)

    def _choose(self, found: Iterator[Match], quantity: int) -> list[AvailableNumber]:
        chosen = self._offer(found, quantity)
        if len(chosen) < quantity:
            raise ORDER_NUMBER_QUANTITY_UNAVAILABLE.error()
        return chosen

    def _offer(
        self, found: Iterator[Match], quantity: int, pattern: str | None = None
    ) -> list[AvailableNumber]:
        free = (match for match in found if not self._is_taken("+1" + match[0]))
        return [
            _described(digits, mask.pattern_match if pattern else None)
            for digits, mask in islice(free, quantity)
        ]


def place_of(number: str) -> Place | None:
    """The place of `number` (E.164).

    None for toll-free numbers and for those of other countries.
    """
    area_code = stock().area_code(number[2:5]) if e164.is_north_american(number) else None
    return area_code.place(number[5:8]) if area_code else None


def price_of(number: str) -> str:
    """The price of `number` (E.164) in dollars a month."""
    return _TOLL_FREE_PRICE if e164.is_toll_free(number) else _LOCAL_PRICE


def _find_local(query: NumberQuery) -> Iterator[Match]:
    return _find(_regions(query), query.pattern)


def _regions(query: NumberQuery) -> list[tuple[Region, str]]:
    """The regions to search, each with the digits that its numbers must start with."""
    if query.zip:
        return [(_known(stock().in_zip(query.zip), INVALID_ZIP_CODE.error(zip=query.zip)), "")]
    if query.city and query.state:
        unknown = INVALID_RATE_CENTER.error(city=query.city, state=query.state)
        return [(_known(stock().in_city(query.city, query.state), unknown), "")]
    if query.state:
        return [(stock().in_state(query.state), "")]
    return _regions_by_digits(query.area_code or "", query.local_number or "", query)


def _regions_by_digits(
    code: str, local_number: str, query: NumberQuery
) -> list[tuple[Region, str]]:
    """The local calling area is the area code with its overlays (assumption D21)."""
    same_code = (stock().in_code(code), code + local_number)
    widened = bool(local_number) and query.in_local_calling_area
    return [same_code, (stock().around(code), "")] if widened else [same_code]


def _known(region: Region | None, unknown: Exception) -> Region:
    if region is None:
        raise unknown
    return region


def _find(regions: list[tuple[Region, str]], pattern: str | None = None) -> Iterator[Match]:
    """All matching numbers, each once: one of each region and mask in turn."""
    all_masks = masks(pattern) if pattern else (ANY,)
    sequences = [
        _matches(region, mask)
        for region, prefix in regions
        for mask in (each.starting(prefix) for each in all_masks)
        if mask is not None
    ]
    seen: set[str] = set()
    for digits, mask in round_robin(sequences):
        if digits not in seen:
            seen.add(digits)
            yield digits, mask


def _matches(region: Region, mask: Mask) -> Iterator[Match]:
    return ((digits, mask) for digits in scattered_numbers(region, mask))


def _described(digits: str, pattern_match: str | None) -> AvailableNumber:
    number = "+1" + digits
    place = place_of(number)
    return AvailableNumber(
        number=number,
        national_number=e164.national(number),
        city=place and place.city,
        lata=place and place.lata,
        rate_center=place and place.rate_center,
        state=place and place.state,
        price=price_of(number),
        pattern_match=pattern_match,
    )
