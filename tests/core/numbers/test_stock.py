"""The stock: towns, exchanges and ZIP codes, as in the package."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catapult_simulator.core.numbers.stock import (
    EXCHANGES,
    TOLL_FREE,
    Region,
    rate_center_of,
    stock,
    town_key,
)

_STATES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH "
    "NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY"
)
STATES = _STATES.split()


def codes_of(region: Region | None) -> list[str]:
    assert region is not None
    return [code for code, _ in region]


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_area_codes_whose_towns_are_its_own(state: str) -> None:
    codes = codes_of(stock().in_state(state))

    assert codes
    for code in codes:
        area_code = stock().area_code(code)
        assert area_code is not None
        assert area_code.state == state
        assert {place.state for place in area_code.runs} == {state}
        assert all(place.city and len(place.rate_center) <= 10 for place in area_code.runs)


@settings(deadline=None)
@given(st.sampled_from(STATES), st.data())
def test_any_line_of_any_exchange_is_a_valid_number(state: str, data: st.DataObject) -> None:
    code, exchanges = data.draw(st.sampled_from(stock().in_state(state) + TOLL_FREE))
    exchange = data.draw(st.sampled_from(exchanges))
    line = data.draw(st.integers(0, 9999))

    number = phonenumbers.parse(f"+1{code}{exchange}{line:04d}")

    assert phonenumbers.is_valid_number(number)


def test_no_exchange_is_a_service_code_or_fictitious() -> None:
    assert not {"211", "311", "411", "555", "611", "911", "976"} & set(EXCHANGES)
    assert len(EXCHANGES) == 787


def test_raleigh_and_cary_are_in_lata_426() -> None:
    """Documented: methods/availableNumbers/getAvailableNumbersLocal.md."""
    for city in ("Raleigh", "Cary"):
        region = stock().in_city(city, "NC")

        assert codes_of(region) == ["919", "984"]
        for code, exchanges in region or ():
            area_code = stock().area_code(code)
            assert area_code is not None
            assert {area_code.place(n).lata for n in exchanges} == {"426"}
            assert {area_code.place(n).rate_center for n in exchanges} == {city.upper()}


def test_an_exchange_known_to_be_in_cary_is_there() -> None:
    area_code = stock().area_code("919")

    assert area_code is not None
    assert area_code.place("380").city == "CARY"
    assert area_code.place("207").city == "BENSON"


def test_an_overlay_has_the_same_towns_at_the_same_exchanges() -> None:
    older, overlay = stock().area_code("919"), stock().area_code("984")

    assert older is not None
    assert overlay is not None
    assert (older.starts, older.runs) == (overlay.starts, overlay.runs)
    assert codes_of(stock().around("984")) == ["919", "984"]


@pytest.mark.parametrize("code", ["123", "416", "800", "555", "", "91"])
def test_other_codes_than_geographic_us_ones_are_unknown(code: str) -> None:
    assert stock().area_code(code) is None
    assert stock().in_code(code) == ()
    assert stock().around(code) == ()


@pytest.mark.parametrize(
    ("zip_code", "city", "state"),
    [
        ("27511", "CARY", "NC"),
        ("27601", "RALEIGH", "NC"),
        ("10001", "NEW YORK", "NY"),
        ("94103", "SAN FRANCISCO", "CA"),
        ("99501", "ANCHORAGE", "AK"),
        ("20001", "WASHINGTON", "DC"),
    ],
)
def test_a_zip_code_gives_its_town(zip_code: str, city: str, state: str) -> None:
    assert stock().in_zip(zip_code) == stock().in_city(city, state)


@pytest.mark.parametrize("zip_code", ["00000", "2751", "275111", "27511-0001", "abcde", ""])
def test_an_unknown_zip_code_gives_nothing(zip_code: str) -> None:
    assert stock().in_zip(zip_code) is None


def test_a_post_town_without_an_exchange_has_those_of_the_next_town() -> None:
    assert stock().in_city("Holly Springs", "NC") is not None
    assert stock().in_city("Nowhere at All", "NC") is None
    assert stock().in_city("Cary", "XX") is None
    assert stock().in_city("?", "XX") is None


@pytest.mark.parametrize("name", ["St. Louis", "SAINT LOUIS", "st louis", " St.  Louis "])
def test_towns_are_compared_without_case_points_and_abbreviations(name: str) -> None:
    assert town_key(name) == "ST LOUIS"
    assert stock().in_city(name, "mo") == stock().in_city("ST LOUIS", "MO")


@pytest.mark.parametrize(
    ("city", "rate_center"),
    [("CARY", "CARY"), ("JERSEY CITY", "JERSEYCITY"), ("FORT COLLINS", "FT COLLINS")],
)
def test_rate_centres_have_at_most_ten_letters(city: str, rate_center: str) -> None:
    """Observed in samples of the vendor's SDKs."""
    assert rate_center_of(city) == rate_center
