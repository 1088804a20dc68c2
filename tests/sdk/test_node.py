"""node-bandwidth 2.4.1: one script calls all methods in scope, tests read what they gave."""

from pathlib import Path
from typing import Any

import pytest

from sdk import installs
from sdk.desk import LINE, PERSON, open_desk
from sdk.scripts import Script

SCRIPT = Path(__file__).parent / "node" / "referee.js"


@pytest.fixture(scope="module")
def script(simulator_url: str, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """What the client saw of an account that owns `LINE` and was texted once."""
    modules = installs.node_modules()
    desk, limited = open_desk(simulator_url), open_desk(simulator_url)
    desk.own()
    limited.fault(at="rest", path="account", error="rate-limit-reached")
    plan = {
        "access": desk.access,
        "limited": limited.access,
        "line": LINE,
        "person": PERSON,
        "received": desk.receive("open today?"),
        "file": str(tmp_path_factory.mktemp("node") / "cat.bin"),
    }
    return Script(["node", SCRIPT], plan, NODE_PATH=str(modules))


def ids(pages: list[list[dict[str, Any]]]) -> list[str]:
    return [item["id"] for page in pages for item in page]


def refusal(script: Script, step: str) -> tuple[str, int]:
    thrown = script.threw(step)
    assert thrown["name"] == "UnexpectedResponseError"
    return thrown["message"], thrown["statusCode"]


def test_every_method_is_exercised(script: Script) -> None:
    assert script.methods == set(script.offered)


def test_application_create_gives_what_was_sent_and_the_id(script: Script) -> None:
    made = script.gave("Application.create")

    assert made["name"] == "shop"
    assert made["id"].startswith("a-")


def test_application_create_rejects_with_the_words_of_the_api(script: Script) -> None:
    said, status = refusal(script, "Application.create refused")

    assert status == 400
    assert said == "Your application must have a least one callback URL."


def test_application_get(script: Script) -> None:
    application = script.gave("Application.get")

    assert application["id"] == script.gave("Application.create")["id"]
    assert application["incomingMessageUrl"] == "http://app.test/sms"
    assert application["autoAnswer"] is False


def test_application_update_changes_what_is_given_only(script: Script) -> None:
    assert script.gave("Application.update") is None

    application = script.gave("Application.get updated")
    assert application == script.gave("Application.get") | {"name": "store"}


def test_application_list_reaches_the_last_page(script: Script) -> None:
    pages = script.gave("Application.list")

    assert [len(page) for page in pages] == [2, 1]
    assert {each["name"] for page in pages for each in page} == {"store", "second", "third"}


def test_application_delete_leaves_none_to_get(script: Script) -> None:
    assert script.gave("Application.delete") is None

    _, status = refusal(script, "Application.get deleted")
    assert status == 404


def test_available_number_search(script: Script) -> None:
    found = script.gave("AvailableNumber.search")

    assert [number["number"][:5] for number in found] == ["+1919"] * 2
    assert {number["state"] for number in found} == {"NC"}


def test_available_number_search_of_toll_free_numbers(script: Script) -> None:
    (found,) = script.gave("AvailableNumber.search toll-free")

    assert found["number"].endswith("42")
    assert found["patternMatch"].strip() == "42"


def test_available_number_search_and_order(script: Script) -> None:
    (ordered,) = script.gave("AvailableNumber.searchAndOrder")

    assert ordered["id"].startswith("n-")
    assert ordered["location"].endswith(f"/phoneNumbers/{ordered['id']}")


def test_available_number_search_and_order_of_toll_free_numbers(script: Script) -> None:
    (ordered,) = script.gave("AvailableNumber.searchAndOrder toll-free")

    (ours,) = script.gave("PhoneNumber.list ordered")
    assert ours["number"] == ordered["number"]


def test_phone_number_create_gives_what_was_sent_and_the_id(script: Script) -> None:
    made = script.gave("PhoneNumber.create")

    assert made["name"] == "front desk"
    assert made["id"].startswith("n-")


def test_phone_number_get(script: Script) -> None:
    number = script.gave("PhoneNumber.get")

    assert number["id"] == script.gave("PhoneNumber.create")["id"]
    assert (number["number"], number["numberState"]) == ("+19195551219", "enabled")


def test_phone_number_get_by_the_number_itself(script: Script) -> None:
    assert script.gave("PhoneNumber.get by number") == script.gave("PhoneNumber.get")


def test_phone_number_update_by_the_number_itself(script: Script) -> None:
    """The plus sign stands in the path as it is."""
    assert script.gave("PhoneNumber.update") is None

    number = script.gave("PhoneNumber.get updated")
    assert number == script.gave("PhoneNumber.get") | {"name": "back door"}


def test_phone_number_list_reaches_the_last_page(script: Script) -> None:
    pages = script.gave("PhoneNumber.list")

    assert [len(page) for page in pages] == [2, 2]
    assert script.gave("PhoneNumber.create")["id"] in ids(pages)


def test_phone_number_delete_leaves_none_to_list(script: Script) -> None:
    assert script.gave("PhoneNumber.delete") is None
    assert script.gave("PhoneNumber.list released") == []


def test_number_info_get(script: Script) -> None:
    info = script.gave("NumberInfo.get")

    assert info["number"] == PERSON
    assert set(info) == {"name", "number", "created", "updated"}


def test_number_info_get_rejects_what_is_no_number(script: Script) -> None:
    _, status = refusal(script, "NumberInfo.get refused")

    assert status == 403


def test_message_send_gives_what_was_sent_and_the_id(script: Script) -> None:
    sent = script.gave("Message.send")

    assert sent["text"] == "Yes, until six."
    assert sent["id"].startswith("m-")


def test_message_send_rejects_with_the_words_of_the_api(script: Script) -> None:
    said, status = refusal(script, "Message.send refused")

    assert status == 401
    assert said.endswith("does not have permission to use number +19195559999")


def test_message_send_hands_its_result_to_a_callback_too(script: Script) -> None:
    assert script.gave("Message.send to a callback")["id"].startswith("m-")


def test_message_send_multiple_judges_each_by_itself(script: Script) -> None:
    first, second, third = script.gave("Message.sendMultiple")

    assert [each["result"] for each in (first, second, third)] == ["accepted", "failed", "accepted"]
    assert [each["message"]["text"] for each in (first, second, third)] == ["c", "d", "e"]
    assert first["message"]["id"] != third["message"]["id"]
    assert second["error"]["code"] == "blank-property"


def test_message_get(script: Script) -> None:
    message = script.gave("Message.get")

    assert message["id"] == script.gave("Message.send")["id"]
    assert (message["from"], message["to"], message["state"]) == (LINE, PERSON, "queued")
    assert (message["receiptRequested"], message["deliveryState"]) == ("all", "waiting")


def test_message_get_of_one_that_came_in(script: Script) -> None:
    message = script.gave("Message.get received")

    assert (message["direction"], message["text"]) == ("in", "open today?")


def test_message_get_rejects_an_unknown_id(script: Script) -> None:
    said = refusal(script, "Message.get unknown")

    assert said == ("The message 'm-unknown' could not be found", 404)


def test_message_list_offers_the_query_of_the_next_page(script: Script) -> None:
    page = script.gave("Message.list")

    assert page["hasNextPage"] is True
    assert len(page["messages"]) == 2
    assert (page["nextLink"]["from"], page["nextLink"]["size"]) == (LINE, "2")


def test_message_list_reaches_the_last_page(script: Script) -> None:
    pages = script.gave("Message.list paged")

    assert [len(page) for page in pages] == [2, 2, 1]
    assert [each["text"] for page in pages for each in page] == [
        "e", "c", "", "b", "Yes, until six.",
    ]  # fmt: skip


def test_message_list_has_nothing_beyond_the_last_page(script: Script) -> None:
    assert script.threw("Message.list beyond")["message"] == "Next page does not exist."


def test_message_send_with_media_sends_an_mms(script: Script) -> None:
    sent = script.gave("Message.send media")

    (listed,) = [
        each
        for page in script.gave("Message.list paged")
        for each in page
        if each["id"] == sent["id"]
    ]
    assert listed["media"] == ["http://pictures.test/cat.jpg"]


@pytest.mark.parametrize(
    ("source", "content_type"), [("buffer", "image/jpeg"), ("file", "application/octet-stream")]
)
def test_media_upload_and_download(script: Script, source: str, content_type: str) -> None:
    assert script.gave(f"Media.upload {source}") == 200
    assert script.gave(f"Media.download {source}") == {"contentType": content_type, "whole": True}


def test_media_download_rejects_an_unknown_name(script: Script) -> None:
    assert script.threw("Media.download unknown")["statusCode"] == 404


def test_media_list(script: Script) -> None:
    listed = {each["mediaName"]: each["contentLength"] for each in script.gave("Media.list")}

    assert listed == {"my cat+æ/1.jpg": 1024, "cat.bin": 1024}


def test_media_delete_leaves_the_others(script: Script) -> None:
    assert script.gave("Media.delete") == 200
    assert [each["mediaName"] for each in script.gave("Media.list deleted")] == ["cat.bin"]


def test_account_get(script: Script) -> None:
    account = script.gave("Account.get")

    assert account["accountType"] == "pre-pay"
    assert 0 < float(account["balance"]) < 1000


def test_account_get_rejects_a_wrong_secret(script: Script) -> None:
    _, status = refusal(script, "Account.get wrong secret")

    assert status == 401


def test_account_get_rejects_with_a_rate_limit_error(script: Script) -> None:
    thrown = script.threw("Account.get limited")

    assert (thrown["name"], thrown["statusCode"]) == ("RateLimitError", 429)
    assert script.gave("Account.get limited is RateLimitError") is True
    (reset,) = [
        detail["value"]
        for detail in thrown["message"]["details"]
        if detail["name"] == "rateLimitResetTime"
    ]
    assert thrown["limitReset"] == reset


def test_account_get_transactions_reaches_the_last_page(script: Script) -> None:
    pages = script.gave("Account.getTransactions")

    assert all(len(page) == 2 for page in pages[:-1])
    charged = [each["resourceId"] for page in pages for each in page if "resourceId" in each]
    assert script.gave("Message.send")["id"] in charged


def test_error_list_reaches_the_last_page(script: Script) -> None:
    pages = script.gave("Error.list")

    codes = [error["code"] for page in pages for error in page]
    assert all(len(page) == 2 for page in pages[:-1])
    assert {"number-access-denied", "message-not-found", "application-not-found"} <= set(codes)


def test_error_get_gives_what_the_list_gives(script: Script) -> None:
    assert script.gave("Error.get") == script.gave("Error.list")[0][0]


def test_error_get_rejects_an_unknown_id(script: Script) -> None:
    _, status = refusal(script, "Error.get unknown")

    assert status == 404
