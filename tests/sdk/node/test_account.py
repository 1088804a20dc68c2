"""node-bandwidth 2.4.1: Account and Error."""

from sdk.node.report import refusal
from sdk.scripts import Script


def test_account_get(script: Script) -> None:
    account = script.returned("Account.get")

    assert account["accountType"] == "pre-pay"
    assert 0 < float(account["balance"]) < 1000


def test_account_get_rejects_a_wrong_secret(script: Script) -> None:
    _, status = refusal(script, "Account.get wrong secret")

    assert status == 401


def test_account_get_rejects_with_a_rate_limit_error(script: Script) -> None:
    thrown = script.raised("Account.get limited")

    assert (thrown["name"], thrown["statusCode"]) == ("RateLimitError", 429)
    assert script.returned("Account.get limited is RateLimitError") is True
    (reset,) = [
        detail["value"]
        for detail in thrown["message"]["details"]
        if detail["name"] == "rateLimitResetTime"
    ]
    assert thrown["limitReset"] == reset


def test_account_get_transactions_reaches_the_last_page(script: Script) -> None:
    pages = script.returned("Account.getTransactions")

    assert all(len(page) == 2 for page in pages[:-1])
    charged = [each["resourceId"] for page in pages for each in page if "resourceId" in each]
    assert script.returned("Message.send")["id"] in charged


def test_error_list_reaches_the_last_page(script: Script) -> None:
    pages = script.returned("Error.list")

    codes = [error["code"] for page in pages for error in page]
    assert all(len(page) == 2 for page in pages[:-1])
    assert {"number-access-denied", "message-not-found", "application-not-found"} <= set(codes)


def test_error_get_gives_what_the_list_gives(script: Script) -> None:
    assert script.returned("Error.get") == script.returned("Error.list")[0][0]


def test_error_get_rejects_an_unknown_id(script: Script) -> None:
    _, status = refusal(script, "Error.get unknown")

    assert status == 404
