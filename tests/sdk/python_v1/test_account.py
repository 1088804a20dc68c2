"""bandwidth-sdk 1.10.0: Account and UserError."""

from sdk.python_v1.report import refusal
from sdk.scripts import Script


def test_account_get(script: Script) -> None:
    account = script.returned("Account.get")

    assert account["account_type"] == "pre-pay"
    assert 0 < float(account["balance"]) < 1000


def test_account_get_raises_for_a_wrong_secret(script: Script) -> None:
    assert refusal(script, "Account.get wrong secret").startswith("401 client error: ")


def test_account_get_transactions(script: Script) -> None:
    charged = {each.get("resource_id") for each in script.returned("Account.get_transactions")}

    assert {
        script.returned("Message.send")["id"],
        script.returned("Event.create")["message_id"],
    } <= charged
    assert len(script.returned("Account.get_transactions few")) == 1


def test_user_error_list_and_get(script: Script) -> None:
    first, _ = script.returned("UserError.list")

    assert (first["category"], first["code"]) == ("not-found", "media-not-found")
    assert {"mediaName", "requestPath"} <= {detail["name"] for detail in first["details"]}
    assert script.returned("UserError.get") == first


def test_user_error_get_raises_for_an_unknown_id(script: Script) -> None:
    assert refusal(script, "UserError.get unknown").startswith("404 client error: ")
