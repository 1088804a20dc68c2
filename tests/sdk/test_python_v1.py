"""bandwidth-sdk 1.10.0: one script calls all methods in scope, tests read what they gave.

The script runs in an environment of its own, for both generations have one name on PyPI.
"""

from pathlib import Path
from typing import Any

import pytest

from catapult_simulator.cli.receiver import Receiver
from sdk import installs
from sdk.desk import LINE, PERSON, Desk, open_desk
from sdk.scripts import Script

PICTURE = bytes(range(256)) * 4
TESTS = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script(simulator_url: str, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """What the client saw of an account that owns `LINE` and was texted once."""
    interpreter = installs.python_v1()
    desk = open_desk(simulator_url)
    plan = {
        "access": desk.access,
        "line": LINE,
        "person": PERSON,
        "callback": callback_of(desk),
        "file": str(tmp_path_factory.mktemp("python") / "cat.mp3"),
    }
    command = (interpreter, "-m", "sdk.python_v1")
    return Script(command, plan, PYTHONPATH=str(TESTS))


def callback_of(desk: Desk) -> str:
    """Have `LINE` texted; what the app was told, as it came in."""
    with Receiver() as app:
        shop = desk.create("applications", {"name": "app", "incomingMessageUrl": app.url})
        desk.own(applicationId=shop)
        desk.receive("open today?")
        told = app.next()
    assert told is not None
    return told.body.decode()


def ids(resources: list[dict[str, Any]]) -> list[str]:
    return [resource["id"] for resource in resources]


def refusal(script: Script, step: str) -> str:
    thrown = script.threw(step)
    assert thrown["name"] == "AppPlatformError"
    return str(thrown["message"])


def test_every_method_is_exercised(script: Script) -> None:
    assert script.methods == set(script.offered)


@pytest.mark.parametrize("kind", ["Application", "PhoneNumber", "Message", "UserError"])
def test_page_iterator_and_as_iterator_see_each_once(script: Script, kind: str) -> None:
    pages = script.gave(f"{kind}.page_iterator")

    listed = ids(script.gave(f"{kind}.as_iterator"))
    assert len(pages) > 1
    assert [each["id"] for page in pages for each in page] == listed
    assert len(set(listed)) == len(listed)


def test_application_create_gives_the_id(script: Script) -> None:
    assert script.gave("Application.create")["id"].startswith("a-")


def test_application_create_raises_the_words_of_the_api(script: Script) -> None:
    assert refusal(script, "Application.create refused") == (
        "400 client error: Your application must have a least one callback URL."
    )


def test_application_get_reads_the_older_names(script: Script) -> None:
    application = script.gave("Application.get")

    assert application == script.gave("Application.create")
    assert application["incoming_sms_url"] == "http://app.test/sms"


def test_application_patch_and_refresh(script: Script) -> None:
    assert script.gave("Application.patch")["name"] == "store"

    refreshed = script.gave("Application.refresh")
    assert (refreshed["name"], refreshed["callback_http_method"]) == ("store", "get")
    assert refreshed["incoming_sms_url"] == "http://app.test/sms"


def test_application_list_gives_one_page(script: Script) -> None:
    assert len(script.gave("Application.list")) == 2


def test_application_delete_leaves_none_to_get(script: Script) -> None:
    assert script.gave("Application.delete") is True
    assert refusal(script, "Application.get deleted").startswith("404 client error: ")


def test_phone_number_list_local(script: Script) -> None:
    found = script.gave("PhoneNumber.list_local")

    assert [number["number"][:5] for number in found] == ["+1919"] * 2
    assert all(number["rate_center"] and number["lata"] for number in found)


def test_phone_number_list_tollfree(script: Script) -> None:
    (found,) = script.gave("PhoneNumber.list_tollfree")

    assert found["number"].endswith("42")
    assert found["pattern_match"].strip() == "42"


@pytest.mark.parametrize("method", ["batch_allocate_local", "batch_allocate_tollfree"])
def test_phone_number_batch_allocate_makes_them_ours(script: Script, method: str) -> None:
    """The second sends its quantity as a form only."""
    ordered = script.gave(f"PhoneNumber.{method}")

    assert len(ordered) == 2
    assert set(ids(ordered)) <= set(ids(script.gave("PhoneNumber.as_iterator")))


def test_phone_number_allocate_and_get(script: Script) -> None:
    allocated, number = script.gave("PhoneNumber.allocate"), script.gave("PhoneNumber.get")

    assert (number["id"], number["number"]) == (allocated["id"], allocated["number"])
    assert (number["name"], number["number_state"]) == ("front desk", "enabled")
    assert number["application"]["id"] == allocated["application"]["id"]
    assert number["created_time"] == "2019-05-01T12:00:00+00:00"


def test_phone_number_get_number_info_finds_it_by_the_number_itself(script: Script) -> None:
    assert script.gave("PhoneNumber.get_number_info") == script.gave("PhoneNumber.get")


def test_phone_number_patch_and_refresh(script: Script) -> None:
    assert script.gave("PhoneNumber.patch")["name"] == "back door"
    assert script.gave("PhoneNumber.refresh")["name"] == "back door"


def test_phone_number_list_filters(script: Script) -> None:
    assert ids(script.gave("PhoneNumber.list")) == [script.gave("PhoneNumber.get")["id"]]


def test_phone_number_delete_leaves_none_to_list(script: Script) -> None:
    assert script.gave("PhoneNumber.delete") is None
    assert script.gave("PhoneNumber.list deleted") == []


def test_number_info_get(script: Script) -> None:
    info = script.gave("NumberInfo.get")

    assert info["number"] == PERSON
    assert info["name"]
    assert info["created"] == info["updated"] == "2019-05-01T12:00:00+00:00"


def test_number_info_get_raises_for_what_is_no_number(script: Script) -> None:
    assert refusal(script, "NumberInfo.get refused").startswith("403 client error: Invalid number")


def test_message_send_and_get(script: Script) -> None:
    sent, message = script.gave("Message.send"), script.gave("Message.get")

    assert (message["id"], message["text"]) == (sent["id"], "until six")
    assert (message["from_"], message["to"]) == (LINE, PERSON)
    assert (message["state"], message["direction"]) == ("queued", "out")
    assert (message["receipt_requested"], message["delivery_state"]) == ("all", "waiting")
    assert message["callback_url"] == "http://app.test/dlr"


def test_message_send_with_media_sends_an_mms(script: Script) -> None:
    picture = script.gave("Media.get_full_media_url")

    assert script.gave("Message.send media")["media_list"] == [picture]
    assert script.gave("Message.get media")["media_list"] == [picture]


def test_message_send_raises_the_words_of_the_api(script: Script) -> None:
    said = refusal(script, "Message.send refused")

    assert said.startswith("401 client error: User u-")
    assert said.endswith("does not have permission to use number +19195559999")


def test_message_get_raises_for_an_unknown_id(script: Script) -> None:
    said = refusal(script, "Message.get unknown")

    assert said == "404 client error: The message 'm-unknown' could not be found"


def test_message_send_batch_judges_each_by_itself(script: Script) -> None:
    (accepted,) = script.gave("Message.send_batch.execute")
    (refused,) = script.gave("Message.send_batch.execute errors")

    assert (accepted["text"], accepted["id"][:2]) == ("a", "m-")
    assert (refused["text"], refused["state"]) == ("b", "error")
    assert "'to' must contain" in refused["error_message"]


def test_message_list_filters(script: Script) -> None:
    listed = script.gave("Message.list")

    assert len(listed) == 2
    assert {(each["from_"], each["to"]) for each in listed} == {(LINE, PERSON)}
    assert [each["text"] for each in script.gave("Message.list received")] == ["open today?"]


def test_event_create_reads_a_callback(script: Script) -> None:
    event = script.gave("Event.create")

    assert (event["event_type"], event["direction"], event["state"]) == ("sms", "in", "received")
    assert (event["from_"], event["to"], event["text"]) == (PERSON, LINE, "open today?")


def test_event_create_tells_which_message_to_get(script: Script) -> None:
    message = script.gave("Event.create message")

    assert message["id"] == script.gave("Event.create")["message_id"]
    assert message["text"] == "open today?"


@pytest.mark.parametrize(
    ("step", "name", "content_type"),
    [
        ("Media.upload", "cat.jpg", "image/jpeg"),
        ("Media.upload path", "cat.mp3", "audio/mpeg"),
        ("Media.upload stream", "my cat.mp3", "audio/mpeg"),
    ],
    ids=["bytes", "path", "stream"],
)
def test_media_upload_and_download(script: Script, step: str, name: str, content_type: str) -> None:
    assert script.gave(step) == name
    assert script.gave(f"Media.download {name}") == [PICTURE.decode("latin-1"), content_type]


def test_media_list_and_delete(script: Script) -> None:
    before, after = script.gave("Media.list"), script.gave("Media.list deleted")

    assert [each["media_name"] for each in before] == ["cat.jpg", "cat.mp3", "my cat.mp3"]
    assert {each["content_length"] for each in before} == {len(PICTURE)}
    assert script.gave("Media.delete") is None
    assert after == before[1:]


def test_media_download_raises_for_an_unknown_name(script: Script) -> None:
    said = refusal(script, "Media.download deleted")

    assert said == "404 client error: The media resource named 'cat.jpg' could not be found"


def test_account_get(script: Script) -> None:
    account = script.gave("Account.get")

    assert account["account_type"] == "pre-pay"
    assert 0 < float(account["balance"]) < 1000


def test_account_get_raises_for_a_wrong_secret(script: Script) -> None:
    assert refusal(script, "Account.get wrong secret").startswith("401 client error: ")


def test_account_get_transactions(script: Script) -> None:
    charged = {each.get("resource_id") for each in script.gave("Account.get_transactions")}

    assert {script.gave("Message.send")["id"], script.gave("Event.create")["message_id"]} <= charged
    assert len(script.gave("Account.get_transactions few")) == 1


def test_user_error_list_and_get(script: Script) -> None:
    first, _ = script.gave("UserError.list")

    assert (first["category"], first["code"]) == ("not-found", "media-not-found")
    assert {"mediaName", "requestPath"} <= {detail["name"] for detail in first["details"]}
    assert script.gave("UserError.get") == first


def test_user_error_get_raises_for_an_unknown_id(script: Script) -> None:
    assert refusal(script, "UserError.get unknown").startswith("404 client error: ")
