"""node-bandwidth 2.4.1: Message."""

from sdk.node.report import refusal
from sdk.scripts import Script
from sdk.sdk_account import LINE, PERSON


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
