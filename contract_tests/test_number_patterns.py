"""Searches for available numbers: what patterns, digits and places lead to."""

import re

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs
from contract_tests.wire import assert_refused

LOCAL = "methods/availableNumbers/getAvailableNumbersLocal.md"
KEYPAD = {
    "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV",
    "9": "WXYZ",
}  # fmt: skip

pytestmark = needs("accounts")


def search(account: Account, **query: str | int) -> list[dict[str, str]]:
    return list(account.read("/availableNumbers/local", **query))


@documented(f"{LOCAL}, pattern: ? is one digit, * any number of digits")
@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("91938012??", 100), ("919380123?", 10), ("9193801234", 1), ("*9193801234", 1),
        ("9193801234*", 1), ("9**193801234", 1), ("*9*1*9*3*8*0*1*2*3*4*", 1),
        ("919380????", 5000), ("919380*", 5000), ("*", 5000), ("?*", 5000), ("?" * 10, 5000),
        ("?" * 9, 0), ("?" * 11, 0), ("9" * 11, 0), ("*" + "?" * 11, 0), ("9" * 200, 0),
        ("*" * 200 + "9193801234", 1), ("*" * 50 + "34", 5000), ("919555*", 0), ("919911*", 0),
        ("800*", 0),
    ],
)  # fmt: skip
def test_a_pattern_finds_all_that_fit(account: Account, pattern: str, count: int) -> None:
    found = search(account, areaCode=919, pattern=pattern, quantity=5000)

    assert len({number["number"] for number in found}) == len(found) == count
    assert all(len(number["patternMatch"]) == 14 for number in found)


@documented(f"{LOCAL}, pattern: letters of the keypad")
def test_each_letter_is_a_digit_of_the_keypad(account: Account) -> None:
    for digit, letters in KEYPAD.items():
        for letter in letters:
            (number,) = search(
                account, state="NC", pattern=f"*{letter}{letter.lower()}", quantity=1
            )
            assert number["number"].endswith(digit * 2), letter
            assert number["patternMatch"] == " " * 12 + letter + letter.lower()


@documented(f"{LOCAL}: its sample of patternMatch")
@pytest.mark.parametrize(
    ("pattern", "number", "shown"),
    [
        ("9193801234", "+19193801234", " 919  380 1234"),
        ("?193801234", "+19193801234", "  19  380 1234"),
        ("919380?234", "+19193801234", " 919  380  234"),
        ("*01234", "+19193801234", "        0 1234"),
        ("91*34", "+19193801234", " 91         34"),
    ],
)
def test_a_pattern_is_shown_where_it_fits(
    account: Account, pattern: str, number: str, shown: str
) -> None:
    found = search(account, areaCode=919, localNumber=3801, pattern=pattern, quantity=5000)

    assert [each["patternMatch"] for each in found if each["number"] == number] == [shown]


@assumed("assumption D22")
@pytest.mark.parametrize(
    "pattern", ["919-380*", "(919)*", "919 *", "+1919*", "919[0-9]*", "é*", "."]
)
def test_a_pattern_with_other_characters_finds_nothing(account: Account, pattern: str) -> None:
    assert search(account, areaCode=919, pattern=pattern) == []


@assumed("assumption D29")
def test_a_blank_pattern_counts_as_none(account: Account) -> None:
    plain = search(account, areaCode=919)

    assert search(account, areaCode=919, pattern="") == plain
    assert "patternMatch" not in plain[0]


@assumed("assumption D27")
@pytest.mark.parametrize(
    "query",
    [
        {"areaCode": "919"}, {"state": "NC"}, {"zip": "27606"}, {"city": "Cary", "state": "NC"},
        {"areaCode": "919", "pattern": "*42*"}, {"areaCode": "919", "localNumber": "380"},
    ],
    ids=str,
)  # fmt: skip
def test_a_larger_search_begins_with_the_numbers_of_a_smaller_one(
    account: Account, query: dict[str, str]
) -> None:
    ten, many = search(account, **query), search(account, **query, quantity=300)

    assert many[:10] == ten
    assert len({number["number"] for number in many}) == 300
    # Scattered: not one after the other.
    assert len({number["number"][-4:] for number in ten}) == 10


@documented(f"{LOCAL}, pattern")
@pytest.mark.parametrize(
    "query", [{"state": "NC"}, {"zip": "27606"}, {"city": "Cary", "state": "NC"}], ids=str
)
def test_a_pattern_narrows_each_search(account: Account, query: dict[str, str]) -> None:
    found = search(account, **query, pattern="*42")

    assert len(found) == 10
    assert {(each["number"][-2:], each["patternMatch"].strip()) for each in found} == {("42", "42")}


@pytest.mark.parametrize(
    ("flag", "codes"),
    [
        pytest.param("true", {"919", "984"}, marks=documented(f"{LOCAL}, inLocalCallingArea")),
        pytest.param("false", {"919"}, marks=documented(f"{LOCAL}, inLocalCallingArea")),
        pytest.param("TRUE", {"919", "984"}, marks=assumed("assumption A4")),
        pytest.param("1", {"919"}, marks=assumed("assumption A4")),
        pytest.param("yes", {"919"}, marks=assumed("assumption A4")),
        pytest.param("", {"919"}, marks=assumed("assumption D29")),
    ],
)
def test_the_local_calling_area_has_the_overlays(
    account: Account, flag: str, codes: set[str]
) -> None:
    near = search(account, areaCode=919, localNumber=380, quantity=200, inLocalCallingArea=flag)

    found = {number["number"][2:8] for number in near}

    assert {digits[:3] for digits in found} == codes
    if len(codes) == 1:
        assert found == {"919380"}


@assumed("assumption D21")
def test_the_local_calling_area_needs_a_local_number(account: Account) -> None:
    plain = search(account, areaCode=919, quantity=50)

    assert search(account, areaCode=919, quantity=50, inLocalCallingArea="true") == plain
    overlay = search(account, areaCode=984, localNumber=380, inLocalCallingArea="true")
    assert {number["number"][2:5] for number in overlay} == {"919", "984"}


@documented(f"{LOCAL}, zip")
@pytest.mark.parametrize(
    ("zip_code", "city", "state"),
    [
        ("27606", "RALEIGH", "NC"), ("27511", "CARY", "NC"), ("10001", "NEW YORK", "NY"),
        ("80524", "FORT COLLINS", "CO"), ("02903", "PROVIDENCE", "RI"),
        ("99501", "ANCHORAGE", "AK"),
    ],
)  # fmt: skip
def test_a_zip_code_leads_to_its_town(
    account: Account, zip_code: str, city: str, state: str
) -> None:
    found = search(account, zip=zip_code)

    assert {(number["city"], number["state"]) for number in found} == {(city, state)}


@documented("errors.md")
@pytest.mark.parametrize("zip_code", ["2760", "276066", "abcde", "27606-1234", "٢٧٦٠٦", "00000"])
def test_a_zip_code_has_five_digits_and_a_town(account: Account, zip_code: str) -> None:
    answer = account.get("/availableNumbers/local", zip=zip_code)

    message = (
        f"The ZIP code '{zip_code}' did not map to a location where telephone numbers are available"
    )
    assert_refused(answer, 400, "invalid-zip-code", message)


@documented("errors.md")
@pytest.mark.parametrize(
    ("city", "state"), [("Cary", "CO"), ("cary", "xx"), ("Car", "NC"), ("Caryx", "NC")]
)
def test_a_town_belongs_to_its_state(account: Account, city: str, state: str) -> None:
    answer = account.get("/availableNumbers/local", city=city, state=state)

    message = f"The city '{city}' in the state '{state}' was not found"
    assert_refused(answer, 403, "invalid-rate-center", message)


@assumed("assumption A11")
@pytest.mark.parametrize("kind", ["local?areaCode=555&", "tollFree?pattern=-&"])
def test_a_quantity_has_at_most_nine_digits(account: Account, kind: str) -> None:
    maximum = "The maximum quantity of numbers is 5000"
    long = account.get(f"/availableNumbers/{kind}quantity={'9' * 9}")
    assert_refused(long, 400, "invalid-available-number-search", maximum)
    longer = account.get(f"/availableNumbers/{kind}quantity={'9' * 10}")
    assert_refused(longer, 400, "validation-error", "Bad parameters")
    negative = account.get(f"/availableNumbers/{kind}quantity=-{'9' * 9}")
    assert_refused(negative, 400, "validation-error", "Quantity must be greater than zero.")
    assert account.read(f"/availableNumbers/{kind}quantity=") == []
    assert account.read(f"/availableNumbers/{kind}quantity=000000001") == []


@documented(f"{LOCAL}, pattern")
@pytest.mark.parametrize(
    "pattern",
    ["919*", "?19*", "9?9*", "91?*", "9193*", "???380*", "919380????", "9?0???????", "*0000"],
)
@pytest.mark.parametrize(("kind", "place"), [("local", "NC"), ("tollFree", "")])
def test_a_pattern_holds_in_all_area_codes(
    account: Account, pattern: str, kind: str, place: str
) -> None:
    if kind == "tollFree":
        pattern = pattern.replace("9?", "8?").replace("91", "84").replace("84?", "83?")
    fits = re.compile(pattern.replace("?", r"\d").replace("*", r"\d*"))

    found = account.read(f"/availableNumbers/{kind}", pattern=pattern, quantity=1000, state=place)

    assert all(fits.fullmatch(number["number"][2:]) for number in found)
    assert len({number["number"] for number in found}) == len(found)
    assert found or kind == "tollFree"
