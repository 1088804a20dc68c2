"""Searching the stock: what is found, what is shown of it, and what is refused."""

from itertools import islice
from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.numbers.available import (
    AvailableNumber,
    AvailableNumbers,
    place_of,
    price_of,
)
from catapult_simulator.core.numbers.patterns import ANY
from catapult_simulator.core.numbers.queries import NumberQuery
from catapult_simulator.core.numbers.walk import walk

CARY = NumberQuery(city="Cary", state="NC")


@pytest.fixture
def stock() -> AvailableNumbers:
    return AvailableNumbers(lambda number: False)


def refusal(ask: Any, **query: Any) -> CatapultError:
    with pytest.raises(CatapultError) as refused:
        ask(NumberQuery(**query))
    return refused.value


def test_a_search_by_city_shows_numbers_of_the_city(stock: AvailableNumbers) -> None:
    """Documented: getAvailableNumbersLocal.md, the sample for Cary."""
    for found in stock.search_local(CARY):
        assert found.number[:5] in ("+1919", "+1984")
        assert found == AvailableNumber(
            number=found.number,
            national_number=f"({found.number[2:5]}) {found.number[5:8]}-{found.number[8:]}",
            city="CARY",
            lata="426",
            rate_center="CARY",
            state="NC",
            price="0.60",
            pattern_match=None,
        )


def test_a_toll_free_number_has_no_place(stock: AvailableNumbers) -> None:
    found = stock.search_toll_free(NumberQuery(quantity=1))[0]

    assert found[2:] == (None, None, None, None, "2.00", None)


def wanted(**criteria: Any) -> NumberQuery:
    """Only these criteria: of a class, hypothesis would make up the others."""
    return NumberQuery(**criteria)


local_queries = st.one_of(
    st.builds(wanted, state=st.sampled_from(["NC", "CA", "WY", "DC", "ny"])),
    st.builds(
        wanted,
        area_code=st.sampled_from(["212", "307", "919", "984"]),
        local_number=st.none() | st.integers(200, 9999).map(str),
        in_local_calling_area=st.booleans(),
        pattern=st.none() | st.text("29?*A", max_size=10),
    ),
    st.builds(wanted, zip=st.sampled_from(["27511", "10001", "82001"])),
)


@settings(deadline=None)
@given(local_queries, st.integers(1, 60))
def test_numbers_found_are_valid_unique_and_always_the_same(
    query: NumberQuery, quantity: int
) -> None:
    query = query._replace(quantity=quantity)
    found = [each.number for each in AvailableNumbers(lambda _: False).search_local(query)]

    assert len(found) == len(set(found)) <= quantity
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in found)
    assert all(number[5:8] != "555" and number[6:8] != "11" for number in found)
    assert found == [n.number for n in AvailableNumbers(lambda _: False).search_local(query)]


@settings(deadline=None)
@given(st.integers(1, 60), st.text("28?*F", max_size=10))
def test_toll_free_numbers_found_are_valid(quantity: int, pattern: str) -> None:
    query = NumberQuery(quantity=quantity, pattern=pattern)

    for found in AvailableNumbers(lambda _: False).search_toll_free(query):
        assert phonenumbers.is_valid_number(phonenumbers.parse(found.number))
        assert found.number[2:5] in ("800", "833", "844", "855", "866", "877", "888")


def test_what_is_taken_is_left_out_and_the_rest_stays() -> None:
    taken: set[str] = set()
    stock = AvailableNumbers(taken.__contains__)
    before = [found.number for found in stock.search_local(CARY)]

    taken.add(before[0])

    assert [found.number for found in stock.search_local(CARY)][:9] == before[1:]


def test_ten_numbers_are_found_unless_told_otherwise(stock: AvailableNumbers) -> None:
    assert len(stock.search_local(CARY)) == 10
    assert len(stock.search_toll_free(NumberQuery())) == 10
    assert len(stock.search_local(NumberQuery(state="NC", quantity=5000))) == 5000


def test_a_state_is_searched_all_over(stock: AvailableNumbers) -> None:
    found = stock.search_local(NumberQuery(state="CA", quantity=40))

    assert len({each.number[2:5] for each in found}) > 15
    assert len({each.city for each in found}) > 15


@pytest.mark.parametrize("exchanges", range(1, 30))
def test_a_walk_meets_every_number_once(exchanges: int) -> None:
    region = (("919", tuple(str(200 + n) for n in range(exchanges))), ("984", ("380",)))
    mask = ANY._replace(digits="??????12??")

    found = list(walk(region, mask))

    assert len(found) == len(set(found)) == 100 * (exchanges + 1)


def test_a_number_that_fits_a_pattern_in_several_ways_is_found_once(
    stock: AvailableNumbers,
) -> None:
    query = NumberQuery(area_code="919", local_number="3801", pattern="*1*", quantity=5000)

    found = [each.number for each in stock.search_local(query)]

    assert len(found) == len(set(found)) == 1000


def test_a_walk_begins_without_counting_to_the_end() -> None:
    region = (("919", ("380",)),) * 100_000

    assert len(list(islice(walk(region, ANY), 3))) == 3


@pytest.mark.parametrize(("local_number", "start"), [("380", "919380"), ("3804", "9193804")])
def test_a_local_number_is_how_the_number_goes_on(
    stock: AvailableNumbers, local_number: str, start: str
) -> None:
    found = stock.search_local(NumberQuery(area_code="919", local_number=local_number))

    assert all(each.number.startswith("+1" + start) for each in found)
    assert len(found) == 10


def test_the_local_calling_area_adds_the_neighbours(stock: AvailableNumbers) -> None:
    query = NumberQuery(area_code="919", local_number="380", in_local_calling_area=True)

    found = stock.search_local(query)

    assert {each.number[2:5] for each in found} == {"919", "984"}
    assert sum(each.number.startswith("+1919380") for each in found) >= 5
    assert {each.lata for each in found} == {"426"}
    assert len({each.city for each in found}) > 1


@pytest.mark.parametrize("state", ["XX", "North Carolina"])
def test_nothing_found_is_no_error(stock: AvailableNumbers, state: str) -> None:
    assert stock.search_local(NumberQuery(state=state)) == []
    assert stock.search_local(NumberQuery(area_code="123")) == []
    assert stock.search_local(NumberQuery(area_code="919", local_number="555")) == []


@pytest.mark.parametrize(
    ("pattern", "match", "end"),
    [
        ("*PIZZA", "        P IZZA", "74992"),
        ("919*1212", " 919      1212", "1212"),
        ("9193801234", " 919  380 1234", "9193801234"),
    ],
)
def test_a_rare_pattern_is_found_and_its_literals_are_shown(
    stock: AvailableNumbers, pattern: str, match: str, end: str
) -> None:
    found = stock.search_local(NumberQuery(area_code="919", pattern=pattern))

    assert found
    assert {each.pattern_match for each in found} == {match}
    assert all(each.number.endswith(end) for each in found)


def test_the_documented_toll_free_pattern_finds_numbers(stock: AvailableNumbers) -> None:
    """getAvailableNumbersTollFree.md: what matched stays, the rest is blank."""
    for found in stock.search_toll_free(NumberQuery(pattern="*2?9*", quantity=50)):
        match = found.pattern_match or ""
        kept = [(a, b) for a, b in zip(match, found.national_number, strict=True) if a != " "]
        assert kept == [("2", "2"), ("9", "9")]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({}, "Specify a State ZIP Code or Area Code with your query."),
        ({"local_number": "380"}, "Specify a State ZIP Code or Area Code with your query."),
        ({"city": "Cary"}, "For searching by City the State is also required."),
        ({"city": "Cary", "zip": "27511"}, "A query cannot combine City with ZIP Code."),
        (
            {"city": "Cary", "state": "NC", "zip": "27511", "area_code": "919"},
            "A query cannot combine City with ZIP Code.",
        ),
        (
            {"city": "Cary", "state": "NC", "area_code": "919"},
            "A query cannot combine City with Area Code or Local Number.",
        ),
        (
            {"zip": "27511", "state": "NC", "local_number": "380"},
            "A query cannot combine ZIP Code and State with Area Code or Local Number.",
        ),
        (
            {"zip": "27511", "area_code": "919"},
            "A query cannot combine ZIP Code with Area Code or Local Number.",
        ),
        ({"zip": "27511", "state": "NC"}, "A query cannot combine ZIP Code with State."),
        (
            {"state": "NC", "area_code": "919"},
            "A query cannot combine State with Area Code or Local Number.",
        ),
        ({"area_code": "91", "quantity": 0}, "An Area Code must be 3 digits."),
        ({"area_code": "9199"}, "An Area Code must be 3 digits."),
        ({"area_code": "91x"}, "An Area Code must be 3 digits."),
        (
            {"area_code": "919", "local_number": "38"},
            "Local Number must contains at least 3 digits.",
        ),
        (
            {"area_code": "919", "local_number": "38012"},
            "localNumber must contain a maximum of 4 digits",
        ),
        ({"quantity": 5001}, "The maximum quantity of numbers is 5000"),
    ],
    ids=str,
)
def test_what_a_local_search_refuses(
    stock: AvailableNumbers, query: dict[str, Any], message: str
) -> None:
    """Documented: errors.md; the order is assumed: formats, combinations, what is missing."""
    refused = refusal(stock.search_local, **query)

    assert refused.category == "bad-request"
    assert refused.code == "invalid-available-number-search"
    assert refused.message == message


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_below_one_is_refused(stock: AvailableNumbers, quantity: int) -> None:
    for ask in (stock.search_local, stock.search_toll_free, stock.choose_local):
        refused = refusal(ask, state="NC", quantity=quantity)

        assert refused.code == "validation-error"
        assert refused.message == "Quantity must be greater than zero."


def test_toll_free_searches_have_the_same_maximum(stock: AvailableNumbers) -> None:
    assert refusal(stock.search_toll_free, quantity=5001).code == "invalid-available-number-search"


def test_an_unknown_zip_code_is_refused(stock: AvailableNumbers) -> None:
    refused = refusal(stock.search_local, zip="00000")

    assert (refused.category, refused.code) == ("bad-request", "invalid-zip-code")
    assert refused.message == (
        "The ZIP code '00000' did not map to a location where telephone numbers are available"
    )


def test_an_unknown_city_is_refused(stock: AvailableNumbers) -> None:
    refused = refusal(stock.search_local, city="Atlantis", state="NC")

    assert (refused.category, refused.code) == ("forbidden", "invalid-rate-center")
    assert refused.message == "The city 'Atlantis' in the state 'NC' was not found"


@pytest.mark.parametrize("kind", ["choose_local", "choose_toll_free"])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"quantity": 11}, "The maximum quantity of numbers searching and ordering is 10"),
        ({"pattern": "*1"}, "A query and order numbers cannot contain pattern"),
    ],
    ids=str,
)
def test_what_an_order_refuses_beyond_a_search(
    stock: AvailableNumbers, kind: str, query: dict[str, Any], message: str
) -> None:
    refused = refusal(getattr(stock, kind), state="NC", **query)

    assert refused.code == "invalid-available-number-search-order"
    assert refused.message == message


def test_an_order_takes_the_numbers_that_a_search_shows(stock: AvailableNumbers) -> None:
    assert stock.choose_local(CARY) == stock.search_local(CARY)
    assert len(stock.choose_toll_free(NumberQuery())) == 1


def test_an_order_that_can_only_be_met_in_part_is_refused() -> None:
    stock = AvailableNumbers(lambda number: number != "+19193801234")

    refused = refusal(stock.choose_local, area_code="919", local_number="3801", quantity=2)

    assert (refused.category, refused.code) == ("not-found", "order-number-quantity-unavailable")
    one = NumberQuery(area_code="919", local_number="3801", quantity=1)
    assert [found.number for found in stock.choose_local(one)] == ["+19193801234"]


def test_a_number_belongs_where_the_search_shows_it(stock: AvailableNumbers) -> None:
    for found in stock.search_local(NumberQuery(state="TX", quantity=100)):
        place = place_of(found.number)
        assert place == (found.city, found.rate_center, found.state, found.lata)


@pytest.mark.parametrize("number", ["+18005551212", "+441234567890", "+14165551234", "12345"])
def test_numbers_without_a_place(number: str) -> None:
    assert place_of(number) is None


def test_a_fictitious_number_has_a_place_all_the_same() -> None:
    place = place_of("+19195551212")

    assert place is not None
    assert place.state == "NC"


def test_local_and_toll_free_numbers_have_their_price() -> None:
    """Documented: methods/availableNumbers."""
    assert price_of("+19193801234") == "0.60"
    assert price_of("+18443801234") == "2.00"
