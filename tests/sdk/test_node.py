"""node-bandwidth 2.4.1: one script calls all methods in scope, the tests read its report."""

from pathlib import Path
from typing import Any

import pytest

from sdk import installs
from sdk.scripts import Script
from sdk.sdk_account import LINE, PERSON, open_account

SCRIPT = Path(__file__).parent / "node" / "run.js"


@pytest.fixture(scope="module")
def script(simulator_url: str, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """The report for an account that owns `LINE` and received one message."""
    modules = installs.node_modules()
    account, limited = open_account(simulator_url), open_account(simulator_url)
    account.order_number()
    limited.add_fault(at="rest", path="account", error="rate-limit-reached")
    plan = {
        "access": account.access,
        "limited": limited.access,
        "line": LINE,
        "person": PERSON,
        "received": account.receive_message("open today?"),
        "file": str(tmp_path_factory.mktemp("node") / "cat.bin"),
    }
    return Script(["node", SCRIPT], plan, NODE_PATH=str(modules))


def ids(pages: list[list[dict[str, Any]]]) -> list[str]:
    return [item["id"] for page in pages for item in page]


def refusal(script: Script, step: str) -> tuple[str, int]:
    thrown = script.raised(step)
    assert thrown["name"] == "UnexpectedResponseError"
    return thrown["message"], thrown["statusCode"]


def test_every_method_is_exercised(script: Script) -> None:
    assert script.exercised == set(script.available)


def test_application_create_gives_the_properties_and_the_id(script: Script) -> None:
    made = script.returned("Application.create")

    assert made["name"] == "shop"
    assert made["id"].startswith("a-")


def test_application_create_rejects_with_the_message_of_the_api(script: Script) -> None:
    said, status = refusal(script, "Application.create refused")

    assert status == 400
    assert said == "Your application must have a least one callback URL."


def test_application_get(script: Script) -> None:
    application = script.returned("Application.get")

    assert application["id"] == script.returned("Application.create")["id"]
    assert application["incomingMessageUrl"] == "http://app.test/sms"
    assert application["autoAnswer"] is False


def test_application_update_leaves_the_other_properties(script: Script) -> None:
    assert script.returned("Application.update") is None

    application = script.returned("Application.get updated")
    assert application == script.returned("Application.get") | {"name": "store"}


def test_application_list_reaches_the_last_page(script: Script) -> None:
    pages = script.returned("Application.list")

    assert [len(page) for page in pages] == [2, 1]
    assert {each["name"] for page in pages for each in page} == {"store", "second", "third"}


def test_application_delete_then_get_fails(script: Script) -> None:
    assert script.returned("Application.delete") is None

    _, status = refusal(script, "Application.get deleted")
    assert status == 404


def test_available_number_search(script: Script) -> None:
    found = script.returned("AvailableNumber.search")

    assert [number["number"][:5] for number in found] == ["+1919"] * 2
    assert {number["state"] for number in found} == {"NC"}


def test_available_number_search_of_toll_free_numbers(script: Script) -> None:
    (found,) = script.returned("AvailableNumber.search toll-free")

    assert found["number"].endswith("42")
    assert found["patternMatch"].strip() == "42"


def test_available_number_search_and_order(script: Script) -> None:
    (ordered,) = script.returned("AvailableNumber.searchAndOrder")

    assert ordered["id"].startswith("n-")
    assert ordered["location"].endswith(f"/phoneNumbers/{ordered['id']}")


def test_available_number_search_and_order_of_toll_free_numbers(script: Script) -> None:
    (ordered,) = script.returned("AvailableNumber.searchAndOrder toll-free")

    (ours,) = script.returned("PhoneNumber.list ordered")
    assert ours["number"] == ordered["number"]


def test_phone_number_create_gives_the_properties_and_the_id(script: Script) -> None:
    made = script.returned("PhoneNumber.create")

    assert made["name"] == "front desk"
    assert made["id"].startswith("n-")


def test_phone_number_get(script: Script) -> None:
    number = script.returned("PhoneNumber.get")

    assert number["id"] == script.returned("PhoneNumber.create")["id"]
    assert (number["number"], number["numberState"]) == ("+19195551219", "enabled")


def test_phone_number_get_by_the_number_itself(script: Script) -> None:
    assert script.returned("PhoneNumber.get by number") == script.returned("PhoneNumber.get")


def test_phone_number_update_by_the_number_itself(script: Script) -> None:
    """The plus sign is not escaped in the path."""
    assert script.returned("PhoneNumber.update") is None

    number = script.returned("PhoneNumber.get updated")
    assert number == script.returned("PhoneNumber.get") | {"name": "back door"}


def test_phone_number_list_reaches_the_last_page(script: Script) -> None:
    pages = script.returned("PhoneNumber.list")

    assert [len(page) for page in pages] == [2, 2]
    assert script.returned("PhoneNumber.create")["id"] in ids(pages)


def test_phone_number_delete_then_the_list_is_empty(script: Script) -> None:
    assert script.returned("PhoneNumber.delete") is None
    assert script.returned("PhoneNumber.list released") == []


def test_number_info_get(script: Script) -> None:
    info = script.returned("NumberInfo.get")

    assert info["number"] == PERSON
    assert set(info) == {"name", "number", "created", "updated"}


def test_number_info_get_rejects_a_malformed_number(script: Script) -> None:
    _, status = refusal(script, "NumberInfo.get refused")

    assert status == 403


def test_message_send_gives_the_properties_and_the_id(script: Script) -> None:
    sent = script.returned("Message.send")

    assert sent["text"] == "Yes, until six."
    assert sent["id"].startswith("m-")


def test_message_send_rejects_with_the_message_of_the_api(script: Script) -> None:
    said, status = refusal(script, "Message.send refused")

    assert status == 401
    assert said.endswith("does not have permission to use number +19195559999")


def test_message_send_also_takes_a_node_callback(script: Script) -> None:
    assert script.returned("Message.send to a callback")["id"].startswith("m-")


def test_message_send_multiple_answers_for_each_message(script: Script) -> None:
    first, second, third = script.returned("Message.sendMultiple")

    assert [each["result"] for each in (first, second, third)] == ["accepted", "failed", "accepted"]
    assert [each["message"]["text"] for each in (first, second, third)] == ["c", "d", "e"]
    assert first["message"]["id"] != third["message"]["id"]
    assert second["error"]["code"] == "blank-property"


def test_message_get(script: Script) -> None:
    message = script.returned("Message.get")

    assert message["id"] == script.returned("Message.send")["id"]
    assert (message["from"], message["to"], message["state"]) == (LINE, PERSON, "queued")
    assert (message["receiptRequested"], message["deliveryState"]) == ("all", "waiting")


def test_message_get_of_a_received_message(script: Script) -> None:
    message = script.returned("Message.get received")

    assert (message["direction"], message["text"]) == ("in", "open today?")


def test_message_get_rejects_an_unknown_id(script: Script) -> None:
    said = refusal(script, "Message.get unknown")

    assert said == ("The message 'm-unknown' could not be found", 404)


def test_message_list_offers_the_query_of_the_next_page(script: Script) -> None:
    page = script.returned("Message.list")

    assert page["hasNextPage"] is True
    assert len(page["messages"]) == 2
    assert (page["nextLink"]["from"], page["nextLink"]["size"]) == (LINE, "2")


def test_message_list_reaches_the_last_page(script: Script) -> None:
    pages = script.returned("Message.list paged")

    assert [len(page) for page in pages] == [2, 2, 1]
    assert [each["text"] for page in pages for each in page] == [
        "e", "c", "", "b", "Yes, until six.",
    ]  # fmt: skip


def test_message_list_has_nothing_beyond_the_last_page(script: Script) -> None:
    assert script.raised("Message.list beyond")["message"] == "Next page does not exist."


def test_message_send_with_media_sends_an_mms(script: Script) -> None:
    sent = script.returned("Message.send media")

    (listed,) = [
        each
        for page in script.returned("Message.list paged")
        for each in page
        if each["id"] == sent["id"]
    ]
    assert listed["media"] == ["http://pictures.test/cat.jpg"]


@pytest.mark.parametrize(
    ("source", "content_type"), [("buffer", "image/jpeg"), ("file", "application/octet-stream")]
)
def test_media_upload_and_download(script: Script, source: str, content_type: str) -> None:
    assert script.returned(f"Media.upload {source}") == 200
    assert script.returned(f"Media.download {source}") == {
        "contentType": content_type,
        "whole": True,
    }


def test_media_download_rejects_an_unknown_name(script: Script) -> None:
    assert script.raised("Media.download unknown")["statusCode"] == 404


def test_media_list(script: Script) -> None:
    listed = {each["mediaName"]: each["contentLength"] for each in script.returned("Media.list")}

    assert listed == {"my cat+æ/1.jpg": 1024, "cat.bin": 1024}


def test_media_delete_leaves_the_others(script: Script) -> None:
    assert script.returned("Media.delete") == 200
    assert [each["mediaName"] for each in script.returned("Media.list deleted")] == ["cat.bin"]


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
