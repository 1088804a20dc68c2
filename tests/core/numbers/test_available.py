"""AvailableNumbers: the numbers that searches and orders find."""

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
from catapult_simulator.core.numbers.queries import NumberQuery

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


def query_of(**criteria: Any) -> NumberQuery:
    """A query with these criteria only: for a class, hypothesis would generate the others."""
    return NumberQuery(**criteria)


local_queries = st.one_of(
    st.builds(query_of, state=st.sampled_from(["NC", "CA", "WY", "DC", "ny"])),
    st.builds(
        query_of,
        area_code=st.sampled_from(["212", "307", "919", "984"]),
        local_number=st.none() | st.integers(200, 9999).map(str),
        in_local_calling_area=st.booleans(),
        pattern=st.none() | st.text("29?*A", max_size=10),
    ),
    st.builds(query_of, zip=st.sampled_from(["27511", "10001", "82001"])),
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


def test_a_taken_number_is_left_out_of_the_search() -> None:
    taken: set[str] = set()
    stock = AvailableNumbers(taken.__contains__)
    before = [found.number for found in stock.search_local(CARY)]

    taken.add(before[0])

    assert [found.number for found in stock.search_local(CARY)][:9] == before[1:]


def test_ten_numbers_are_found_by_default(stock: AvailableNumbers) -> None:
    assert len(stock.search_local(CARY)) == 10
    assert len(stock.search_toll_free(NumberQuery())) == 10
    assert len(stock.search_local(NumberQuery(state="NC", quantity=5000))) == 5000


def test_a_search_by_state_finds_many_area_codes_and_towns(stock: AvailableNumbers) -> None:
    found = stock.search_local(NumberQuery(state="CA", quantity=40))

    assert len({each.number[2:5] for each in found}) > 15
    assert len({each.city for each in found}) > 15


def test_a_number_that_matches_in_several_ways_is_found_once(
    stock: AvailableNumbers,
) -> None:
    query = NumberQuery(area_code="919", local_number="3801", pattern="*1*", quantity=5000)

    found = [each.number for each in stock.search_local(query)]

    assert len(found) == len(set(found)) == 1000


@pytest.mark.parametrize(("local_number", "start"), [("380", "919380"), ("3804", "9193804")])
def test_a_local_number_follows_the_area_code(
    stock: AvailableNumbers, local_number: str, start: str
) -> None:
    found = stock.search_local(NumberQuery(area_code="919", local_number=local_number))

    assert all(each.number.startswith("+1" + start) for each in found)
    assert len(found) == 10


def test_the_local_calling_area_adds_the_overlays(stock: AvailableNumbers) -> None:
    query = NumberQuery(area_code="919", local_number="380", in_local_calling_area=True)

    found = stock.search_local(query)

    assert {each.number[2:5] for each in found} == {"919", "984"}
    assert sum(each.number.startswith("+1919380") for each in found) >= 5
    assert {each.lata for each in found} == {"426"}
    assert len({each.city for each in found}) > 1


@pytest.mark.parametrize("state", ["XX", "North Carolina"])
def test_a_search_without_matches_is_empty(stock: AvailableNumbers, state: str) -> None:
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
def test_a_rare_pattern_is_found_with_its_literals(
    stock: AvailableNumbers, pattern: str, match: str, end: str
) -> None:
    found = stock.search_local(NumberQuery(area_code="919", pattern=pattern))

    assert found
    assert {each.pattern_match for each in found} == {match}
    assert all(each.number.endswith(end) for each in found)


def test_the_documented_toll_free_pattern_finds_numbers(stock: AvailableNumbers) -> None:
    """getAvailableNumbersTollFree.md: the literals remain, all else is blank."""
    for found in stock.search_toll_free(NumberQuery(pattern="*2?9*", quantity=50)):
        match = found.pattern_match or ""
        literals = [(a, b) for a, b in zip(match, found.national_number, strict=True) if a != " "]
        assert literals == [("2", "2"), ("9", "9")]


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


def test_an_order_takes_the_numbers_that_a_search_finds(stock: AvailableNumbers) -> None:
    assert stock.choose_local(CARY) == stock.search_local(CARY)
    assert len(stock.choose_toll_free(NumberQuery())) == 1


def test_an_order_with_too_few_matches_is_refused() -> None:
    stock = AvailableNumbers(lambda number: number != "+19193801234")

    refused = refusal(stock.choose_local, area_code="919", local_number="3801", quantity=2)

    assert (refused.category, refused.code) == ("not-found", "order-number-quantity-unavailable")
    one = NumberQuery(area_code="919", local_number="3801", quantity=1)
    assert [found.number for found in stock.choose_local(one)] == ["+19193801234"]


def test_a_number_has_the_place_that_a_search_shows(stock: AvailableNumbers) -> None:
    for found in stock.search_local(NumberQuery(state="TX", quantity=100)):
        place = place_of(found.number)
        assert place == (found.city, found.rate_center, found.state, found.lata)


@pytest.mark.parametrize("number", ["+18005551212", "+441234567890", "+14165551234", "12345"])
def test_numbers_without_a_place(number: str) -> None:
    assert place_of(number) is None


def test_a_fictitious_number_has_a_place_too() -> None:
    place = place_of("+19195551212")

    assert place is not None
    assert place.state == "NC"


def test_local_and_toll_free_numbers_have_their_price() -> None:
    """Documented: methods/availableNumbers."""
    assert price_of("+19193801234") == "0.60"
    assert price_of("+18443801234") == "2.00"
