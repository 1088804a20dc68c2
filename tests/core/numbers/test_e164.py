"""Phone numbers: normalise, check and format them."""

import pytest

from catapult_simulator.core.numbers import e164


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+19195551212", "+19195551212"),
        ("19195551212", "+19195551212"),
        ("9195551212", "+19195551212"),
        ("(919) 555-1212", "+19195551212"),
        ("+1 919.555.1212", "+19195551212"),
        ("1-919-555-1212", "+19195551212"),
        (" 19195551212", "+19195551212"),
        ("12345", "12345"),
        ("7-3-7-3", "7373"),
        ("+442071838750", "+442071838750"),
        ("442071838750", "442071838750"),
        ("pizza", "pizza"),
        ("919555121x", "919555121x"),
        ("", ""),
        ("+", "+"),
        ("٩١٩٥٥٥١٢١٢", "٩١٩٥٥٥١٢١٢"),
    ],
)
def test_a_loosely_written_number_becomes_e164(written: str, number: str) -> None:
    assert e164.normalize(written) == number


@pytest.mark.parametrize("number", ["+1919555", "+19195551212", "+123456789012345"])
def test_a_plus_and_7_to_15_digits_are_a_number(number: str) -> None:
    assert e164.is_e164(number)
    assert e164.is_reachable(number)


@pytest.mark.parametrize(
    "number",
    ["", "+", "19195551212", "+0919555", "+191955", "+1234567890123456", "+1919555121x",
     "+19195551212\n", "+١٩١٩٥٥٥١٢١٢"],
)  # fmt: skip
def test_anything_else_is_not_a_number(number: str) -> None:
    assert not e164.is_e164(number)
    assert not e164.is_reachable(number)


@pytest.mark.parametrize("code", ["123", "12345", "123456"])
def test_a_short_code_is_reachable_but_not_e164(code: str) -> None:
    assert e164.is_reachable(code)
    assert not e164.is_e164(code)


@pytest.mark.parametrize("code", ["12", "1234567", "12a"])
def test_a_short_code_has_3_to_6_digits(code: str) -> None:
    assert not e164.is_reachable(code)


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        pytest.param("+19195551212", True, id="valid"),
        pytest.param("+12002000000", True, id="the lowest"),
        pytest.param("+10195551212", False, id="area code with 0"),
        pytest.param("+11195551212", False, id="area code with 1"),
        pytest.param("+19190551212", False, id="exchange with 0"),
        pytest.param("+19191551212", False, id="exchange with 1"),
        pytest.param("+19199111212", False, id="exchange 911"),
        pytest.param("+19192111212", False, id="exchange 211"),
        pytest.param("+1919555121", False, id="too short"),
        pytest.param("+191955512123", False, id="too long"),
        pytest.param("+442071838750", False, id="another country"),
    ],
)
def test_north_american_numbers_follow_the_numbering_plan(number: str, valid: bool) -> None:
    assert e164.is_north_american(number) is valid


@pytest.mark.parametrize("code", ["800", "833", "844", "855", "866", "877", "888"])
def test_seven_area_codes_are_toll_free(code: str) -> None:
    assert e164.is_toll_free(f"+1{code}5551212")


@pytest.mark.parametrize("number", ["+18225551212", "+18815551212", "+19195551212", "8005551212"])
def test_other_numbers_are_not_toll_free(number: str) -> None:
    assert not e164.is_toll_free(number)


def test_a_national_number_has_brackets() -> None:
    assert e164.national("+19195551212") == "(919) 555-1212"
    assert e164.national("+442071838750") == "442071838750"
