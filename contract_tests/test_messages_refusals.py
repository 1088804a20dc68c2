"""POST messages with one message: what is refused, and with which error."""

import pytest

from contract_tests.account import ABSENT, Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed, risks
from contract_tests.wire import (
    assert_blank,
    assert_invalid,
    assert_missing,
    assert_refused,
)

PAGE = "methods/messages/postMessages.md"


@observed("recorded exchanges 2015-09; SDK run logs 2015")
@pytest.mark.parametrize("name", ["from", "to", "text"])
@pytest.mark.parametrize("value", [ABSENT, None], ids=["absent", "null"])
@risks(1)
def test_a_required_property_must_be_present(
    account: Account, draft: Draft, name: str, value: object
) -> None:
    assert_missing(account.post("messages", draft(**{name: value})), "message", name)


@documented(PAGE)
@pytest.mark.parametrize("name", ["from", "to", "text"])
@pytest.mark.parametrize("value", ["", "  \t\n"], ids=["empty", "blank"])
@risks(1)
def test_a_required_property_must_not_be_blank(
    account: Account, draft: Draft, name: str, value: str
) -> None:
    assert_blank(account.post("messages", draft(**{name: value})), "message", name)


@assumed("assumption B1")
@pytest.mark.parametrize(
    ("body", "name"), [({}, "from"), ({"from": "+1"}, "to")], ids=["all", "two"]
)
@risks(1)
def test_the_first_of_several_missing_properties_is_reported(
    account: Account, body: Json, name: str
) -> None:
    assert_missing(account.post("messages", body), "message", name)


@assumed("assumption B9")
@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("receiptRequested", "maybe", "must be one of the following values: none, all, error"),
        ("callbackTimeout", 10001, "exceeds the limit of 10000"),
        ("callbackTimeout", "10001", "exceeds the limit of 10000"),
        ("callbackTimeout", 0, "must be greater than 0"),
        ("callbackTimeout", -1, "must be greater than 0"),
    ],
)
@risks(1)
def test_a_property_has_limits(
    account: Account, draft: Draft, name: str, value: Json, rule: str
) -> None:
    answer = account.post("messages", draft(**{name: value}))

    assert_invalid(answer, f"The 'message' resource property '{name}' {rule}")


@assumed("assumption B9")
@risks(1)
def test_the_callback_method_is_get_or_post(account: Account, draft: Draft) -> None:
    answer = account.post("messages", draft(callbackHttpMethod="PUT"))

    start = (
        "The 'message' resource property 'callbackHttpMethod' must be one of the following values: "
    )
    assert answer.json()["message"].startswith(start)
    assert_refused(answer, 400, "validation-error")


@assumed("assumption B39")
@pytest.mark.parametrize("code", ["27999", "455566"])
@risks(1)
def test_a_short_code_sends_nothing(account: Account, draft: Draft, code: str) -> None:
    answer = account.post("messages", draft(from_=code))

    details = {"userId": account.user_id, "number": code}
    assert_refused(answer, 401, "number-access-denied", details=details)


@documented("errors.md, callback-invalid-url; which URLs: assumption B10")
@pytest.mark.parametrize("name", ["callbackUrl", "fallbackUrl"])
@pytest.mark.parametrize("url", ["nowhere", "ftp://app.example.com", "http://"])
@risks(1)
def test_a_callback_url_is_an_absolute_http_url(
    account: Account, draft: Draft, name: str, url: str
) -> None:
    answer = account.post("messages", draft(**{name: url}))

    message = f"The URL '{url}' is not a valid callbackUrl/fallbackUrl"
    assert_refused(answer, 400, "callback-invalid-url", message)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            "+1415579029", marks=observed("recorded exchanges 2015-09: comes back verbatim")
        ),
        pytest.param("+14155790292", marks=documented("behaviour B2: errors.md, 401")),
        pytest.param("me", marks=observed("behaviour B29: SDK run logs 2015: +NUMBER")),
    ],
)
@risks(1)
def test_only_own_numbers_can_send(account: Account, draft: Draft, number: str) -> None:
    answer = account.post("messages", draft(from_=number))

    message = f"User {account.user_id} does not have permission to use number {number}"
    details = {"userId": account.user_id, "number": number}
    assert_refused(answer, 401, "number-access-denied", message, details=details)


@observed("behaviour B38: SDK run logs 2015-03, +22")
@needs("sending")
@risks(1)
@pytest.mark.parametrize("to", ["+22", "+1", "+123456", "+ 22"])
def test_a_destination_with_too_few_digits_is_refused(
    account: Account, draft: Draft, to: str
) -> None:
    answer = account.post("messages", draft(to=to))

    message = f"The number {to} is restricted and cannot be used to send message."
    assert_refused(answer, 403, "restricted-number", message)
    assert answer.json()["category"] == "forbidden"


@observed("behaviour B38: SDK run logs 2015-03, +22")
@risks(1)
def test_the_sender_is_checked_before_the_destination(account: Account, draft: Draft) -> None:
    answer = account.post("messages", draft(from_="+14155790292", to="+22"))

    assert answer.json()["code"] == "number-access-denied"
