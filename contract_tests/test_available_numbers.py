"""Available numbers: search local and toll-free ones."""

import re

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs, observed, risks
from contract_tests.wire import assert_invalid, assert_json, assert_refused

LOCAL = "methods/availableNumbers/getAvailableNumbersLocal.md"
TOLL_FREE = "methods/availableNumbers/getAvailableNumbersTollFree.md"
LOCAL_FIELDS = ["number", "nationalNumber", "city", "lata", "rateCenter", "state", "price"]
CODES = r"\+18(?:00|33|44|55|66|77|88)"


def search(account: Account, query: str, kind: str = "local") -> list[dict[str, str]]:
    return list(account.read(f"/availableNumbers/{kind}?{query}"))


def national(number: str) -> str:
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}"


@documented(LOCAL)
def test_a_local_number_has_these_fields_in_this_order(account: Account) -> None:
    answer = account.get("/availableNumbers/local?city=Cary&state=NC&quantity=3")

    assert_json(answer)
    assert len(answer.json()) == 3
    for found in answer.json():
        # `lata` is there in one documented sample and missing in another.
        assert list(found) == [name for name in LOCAL_FIELDS if name != "lata" or name in found]
        assert re.fullmatch(r"\+1[2-9]\d{2}[2-9]\d{6}", found["number"])
        assert found["nationalNumber"] == national(found["number"])
        assert (found["city"], found["state"]) == ("CARY", "NC")
        assert found["rateCenter"].isupper()
        assert re.fullmatch(r"\d+\.\d\d", found["price"])


@documented(TOLL_FREE)
def test_a_toll_free_number_has_these_fields_in_this_order(account: Account) -> None:
    for found in search(account, "quantity=3", "tollFree"):
        assert list(found) == ["number", "nationalNumber", "price"]
        assert re.fullmatch(CODES + r"[2-9]\d{6}", found["number"])
        assert found["nationalNumber"] == national(found["number"])


@documented(f"{LOCAL}, quantity")
@pytest.mark.parametrize(("kind", "query"), [("local", "areaCode=919&"), ("tollFree", "")])
@pytest.mark.parametrize(("quantity", "count"), [("", 10), ("quantity=1", 1), ("quantity=25", 25)])
def test_a_search_finds_the_quantity(
    account: Account, kind: str, query: str, quantity: str, count: int
) -> None:
    found = search(account, query + quantity, kind)

    assert len({number["number"] for number in found}) == len(found) == count


@documented(f"{LOCAL}: at most 5000")
@pytest.mark.parametrize(("kind", "query"), [("local", "state=NC&"), ("tollFree", "")])
def test_a_search_finds_at_most_5000_numbers(account: Account, kind: str, query: str) -> None:
    found = search(account, f"{query}quantity=5000", kind)

    assert len({number["number"] for number in found}) == 5000


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        pytest.param("state=NC", "state", "NC", marks=documented(LOCAL)),
        pytest.param("state=nc", "state", "NC", marks=assumed("assumption D24")),
        pytest.param("zip=27606", "state", "NC", marks=documented(LOCAL)),
        pytest.param("city=Cary&state=NC", "city", "CARY", marks=documented(LOCAL)),
        pytest.param("city=cary&state=nc", "city", "CARY", marks=assumed("assumption D24")),
        pytest.param("city=Jersey+City&state=NJ", "city", "JERSEY CITY", marks=documented(LOCAL)),
        pytest.param("areaCode=919", "number", "+1919", marks=documented(LOCAL)),
        pytest.param("areaCode=919&localNumber=380", "number", "+1919380", marks=documented(LOCAL)),
        pytest.param(
            "areaCode=919&localNumber=3804", "number", "+19193804", marks=documented(LOCAL)
        ),
        pytest.param(
            "areaCode=919&size=1&page=7",
            "number",
            "+1919",
            marks=observed("behaviour A12: php-bandwidth"),
        ),
        pytest.param("areaCode=919&city=&zip=", "number", "+1919", marks=assumed("assumption D29")),
    ],
)
def test_numbers_found_match_the_criteria(
    account: Account, query: str, name: str, value: str
) -> None:
    found = search(account, query)

    assert len(found) == 10
    assert all(number[name].startswith(value) for number in found)


@documented(f"{LOCAL}, inLocalCallingArea; which numbers are local: assumption D21")
def test_the_local_calling_area_adds_overlays(account: Account) -> None:
    query = "areaCode=919&localNumber=3804"

    near = {number["number"][:9] for number in search(account, f"{query}&inLocalCallingArea=false")}
    wide = {number["number"][:9] for number in search(account, f"{query}&inLocalCallingArea=true")}

    assert near == {"+19193804"}
    assert near < wide


@pytest.mark.parametrize(
    ("pattern", "fits", "literals"),
    [
        pytest.param("*2?9*", r"\d*2\d9\d*", "29", marks=documented(LOCAL)),
        pytest.param("919*0??", r"919\d*0\d\d", "9190", marks=documented(LOCAL)),
        pytest.param("*42", r"\d+42", "42", marks=documented(LOCAL)),
        pytest.param("*cab", r"\d+222", "cab", marks=documented(f"{LOCAL}: keypad letters")),
        pytest.param("*CAB", r"\d+222", "CAB", marks=documented(f"{LOCAL}: keypad letters")),
        pytest.param("?????????1", r"\d{9}1", "1", marks=documented(LOCAL)),
    ],
)
def test_numbers_found_match_the_pattern_and_show_it(
    account: Account, pattern: str, fits: str, literals: str
) -> None:
    found = search(account, f"areaCode=919&quantity=5&pattern={pattern}")

    assert len(found) == 5
    for number in found:
        shown = number["patternMatch"]
        assert list(number)[:3] == ["number", "nationalNumber", "patternMatch"]
        assert re.fullmatch(fits, number["number"][2:])
        assert (len(shown), shown.replace(" ", "")) == (14, literals)
        for seen, digit in zip(shown, number["nationalNumber"], strict=True):
            assert seen in (" ", digit) or seen.isalpha()


@documented(f"{TOLL_FREE}: its sample is *2?9*")
def test_toll_free_numbers_have_patterns_too(account: Account) -> None:
    found = search(account, "pattern=*2%3F9*&quantity=2", "tollFree")

    assert [list(number) for number in found] == [
        ["number", "nationalNumber", "patternMatch", "price"]
    ] * 2


@assumed("assumption D40")
@pytest.mark.parametrize(
    "query",
    [
        "areaCode=555",
        "state=XX",
        "areaCode=919&pattern=800*",
        "areaCode=919&pattern=*-*",
        "zip=27606&pattern=1*",
    ],
)
def test_nothing_found_is_an_empty_list(account: Account, query: str) -> None:
    assert search(account, query) == []


@documented("errors.md")
@pytest.mark.parametrize("method", ["GET", pytest.param("POST", marks=needs("orders"))])
@risks(numbers=10)
def test_an_unknown_zip_code_is_refused(account: Account, method: str) -> None:
    answer = account.request(method, "/availableNumbers/local?zip=00001")

    message = "The ZIP code '00001' did not map to a location where telephone numbers are available"
    assert_refused(answer, 400, "invalid-zip-code", message)


@documented("errors.md")
@pytest.mark.parametrize("method", ["GET", pytest.param("POST", marks=needs("orders"))])
@risks(numbers=10)
def test_an_unknown_city_is_refused(account: Account, method: str) -> None:
    answer = account.request(method, "/availableNumbers/local?city=Atlantis&state=NC")

    message = "The city 'Atlantis' in the state 'NC' was not found"
    assert_refused(answer, 403, "invalid-rate-center", message)


@assumed("assumption A11")
@pytest.mark.parametrize("quantity", ["many", "1.5", "--1", "9" * 30, "1e1"])
def test_a_quantity_is_a_number(account: Account, quantity: str) -> None:
    assert_invalid(account.get(f"/availableNumbers/local?state=NC&quantity={quantity}"))


@observed("recorded exchanges 2015-09; the slash: SDK run logs 2015")
@pytest.mark.parametrize("kind", ["local", "tollFree"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@risks(numbers=10, toll_free=1)
def test_a_search_needs_credentials(account: Account, method: str, kind: str) -> None:
    answer = account.request(method, f"/availableNumbers/{kind}?state=NC", anonymous=True)

    assert_refused(answer, 401, "access-denied", leading_slash=True)


@documented(f"{LOCAL}: the path has no user in it")
@pytest.mark.parametrize(
    "path", ["availableNumbers/local", "/availableNumbers", "/availableNumbers/x"]
)
def test_other_paths_of_available_numbers_are_not_found(account: Account, path: str) -> None:
    assert_refused(account.get(f"{path}?state=NC"), 404, "resource-not-found")
