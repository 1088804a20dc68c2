"""Caller names (CNAM)."""

import re

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import name_caller
from contract_tests.wire import TIME, assert_json, assert_refused

PAGE = "methods/numberInfo/getNumberInfo.md"
NUMBER, TOLL_FREE, CANADA = "+19195551212", "+18005551212", "+14165551212"


@documented(PAGE)
@pytest.mark.parametrize("path", ["%2B19195551212", "+19195551212", "+19195551212/"])
@spends(1)
def test_a_number_has_a_name(account: Account, path: str) -> None:
    answer = account.get(f"/phoneNumbers/numberInfo/{path}")

    assert_json(answer)
    info = answer.json()
    assert list(info) == ["created", "name", "number", "updated"]
    assert re.fullmatch(TIME, info["created"])
    assert re.fullmatch(TIME, info["updated"])
    assert (bool(info["name"]), info["number"]) == (True, NUMBER)


@assumed("the simulator's own: a test sets the names")
@needs("accounts")
def test_a_test_can_set_a_name(account: Account, simulated: SimulatedNetwork) -> None:
    name_caller(simulated, NUMBER, "COYOTE WILE E")

    assert account.read(f"/phoneNumbers/numberInfo/{NUMBER}")["name"] == "COYOTE WILE E"


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("+23232", marks=observed("SDK run logs 2015")),
        pytest.param("nobody", marks=documented("errors.md")),
        pytest.param("+0123456789", marks=documented("errors.md")),
        pytest.param("19195551212", marks=documented("errors.md")),
    ],
)
@risks(1)
def test_a_malformed_number_is_refused(account: Account, number: str) -> None:
    answer = account.get(f"/phoneNumbers/numberInfo/{number}/")

    message = f"Invalid number formatting: {number}. Use E.164 formatted numbers"
    assert_refused(answer, 403, "invalid-cnam-search", message, details={"number": number})
    details = answer.json()["details"]
    assert details[-1]["value"] == f"phoneNumbers/numberInfo/{number}/"


@documented("errors.md, cnam-not-found")
@needs("accounts")
def test_an_unknown_caller_is_not_found(account: Account, simulated: SimulatedNetwork) -> None:
    name_caller(simulated, NUMBER, "")

    answer = account.get(f"/phoneNumbers/numberInfo/{NUMBER}")

    assert_refused(answer, 404, "cnam-not-found", f"Couldn't find CNAM for number {NUMBER}")
    assert account.read("account/transactions") == []


@assumed("assumption D23")
@risks(1)
def test_a_number_of_another_country_has_no_name(account: Account) -> None:
    answer = account.get("/phoneNumbers/numberInfo/+441632960123")

    assert_refused(answer, 404, "cnam-not-found")


@assumed("assumption D16")
@needs("accounts", "clock")
def test_a_name_is_refreshed_once_a_day(account: Account, simulated: SimulatedNetwork) -> None:
    def look_up() -> tuple[str, str]:
        info = account.read(f"/phoneNumbers/numberInfo/{NUMBER}")
        return info["created"], info["updated"]

    first = look_up()
    simulated.advance(86_399)
    soon = look_up()
    simulated.advance(1)
    created, updated = look_up()

    assert first[0] == first[1]
    assert soon == first
    assert created == first[0]
    assert updated > first[1]
    simulated.advance(86_399)
    assert look_up() == (created, updated)


@documented(f"{PAGE}: the number, in E.164 form")
@pytest.mark.parametrize("number", [TOLL_FREE, CANADA])
@spends(1)
def test_numbers_of_north_america_have_names(account: Account, number: str) -> None:
    info = account.read(f"/phoneNumbers/numberInfo/{number}")

    assert (bool(info["name"]), info["number"]) == (True, number)


@observed("recorded exchanges 2015-09, access-denied")
@risks(1)
def test_a_lookup_needs_credentials(account: Account) -> None:
    answer = account.request("GET", f"/phoneNumbers/numberInfo/{NUMBER}", anonymous=True)

    assert_refused(answer, 401, "access-denied", leading_slash=True)
