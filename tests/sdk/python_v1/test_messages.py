"""bandwidth-sdk 1.10.0: Message and Event."""

from sdk.python_v1.report import refusal
from sdk.scripts import Script
from sdk.sdk_account import LINE, PERSON


def test_message_send_and_get(script: Script) -> None:
    sent, message = script.returned("Message.send"), script.returned("Message.get")

    assert (message["id"], message["text"]) == (sent["id"], "until six")
    assert (message["from_"], message["to"]) == (LINE, PERSON)
    assert (message["state"], message["direction"]) == ("queued", "out")
    assert (message["receipt_requested"], message["delivery_state"]) == ("all", "waiting")
    assert message["callback_url"] == "http://app.test/dlr"


def test_message_send_with_media_sends_an_mms(script: Script) -> None:
    picture = script.returned("Media.get_full_media_url")

    assert script.returned("Message.send media")["media_list"] == [picture]
    assert script.returned("Message.get media")["media_list"] == [picture]


def test_message_send_raises_the_message_of_the_api(script: Script) -> None:
    said = refusal(script, "Message.send refused")

    assert said.startswith("401 client error: User u-")
    assert said.endswith("does not have permission to use number +19195559999")


def test_message_get_raises_for_an_unknown_id(script: Script) -> None:
    said = refusal(script, "Message.get unknown")

    assert said == "404 client error: The message 'm-unknown' could not be found"


def test_message_send_batch_answers_for_each_message(script: Script) -> None:
    (accepted,) = script.returned("Message.send_batch.execute")
    (refused,) = script.returned("Message.send_batch.execute errors")

    assert (accepted["text"], accepted["id"][:2]) == ("a", "m-")
    assert (refused["text"], refused["state"]) == ("b", "error")
    assert "'to' must contain" in refused["error_message"]


def test_message_list_filters(script: Script) -> None:
    listed = script.returned("Message.list")

    assert len(listed) == 2
    assert {(each["from_"], each["to"]) for each in listed} == {(LINE, PERSON)}
    assert [each["text"] for each in script.returned("Message.list received")] == ["open today?"]


def test_event_create_reads_a_callback(script: Script) -> None:
    event = script.returned("Event.create")

    assert (event["event_type"], event["direction"], event["state"]) == ("sms", "in", "received")
    assert (event["from_"], event["to"], event["text"]) == (PERSON, LINE, "open today?")


def test_event_create_gives_the_id_of_the_message(script: Script) -> None:
    message = script.returned("Event.create message")

    assert message["id"] == script.returned("Event.create")["message_id"]
    assert message["text"] == "open today?"
