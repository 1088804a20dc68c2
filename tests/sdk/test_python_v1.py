"""bandwidth-sdk 1.10.0: one script calls all methods in scope, the tests read its report.

The script runs in an environment of its own, because both generations have one name on PyPI.
"""

from pathlib import Path
from typing import Any

import pytest

from catapult_simulator.cli.receiver import Receiver
from sdk import installs
from sdk.scripts import Script
from sdk.sdk_account import LINE, PERSON, SdkAccount, open_account

PICTURE = bytes(range(256)) * 4
TESTS = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script(simulator_url: str, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """The report for an account that owns `LINE` and received one message."""
    interpreter = installs.python_v1()
    account = open_account(simulator_url)
    plan = {
        "access": account.access,
        "line": LINE,
        "person": PERSON,
        "callback": callback_of(account),
        "file": str(tmp_path_factory.mktemp("python") / "cat.mp3"),
    }
    command = (interpreter, "-m", "sdk.python_v1")
    return Script(command, plan, PYTHONPATH=str(TESTS))


def callback_of(account: SdkAccount) -> str:
    """Receive a message at `LINE`; the body of its callback."""
    with Receiver() as app:
        shop = account.create("applications", {"name": "app", "incomingMessageUrl": app.url})
        account.order_number(applicationId=shop)
        account.receive_message("open today?")
        callback = app.next()
    assert callback is not None
    return callback.body.decode()


def ids(resources: list[dict[str, Any]]) -> list[str]:
    return [resource["id"] for resource in resources]


def refusal(script: Script, step: str) -> str:
    thrown = script.raised(step)
    assert thrown["name"] == "AppPlatformError"
    return str(thrown["message"])


def test_every_method_is_exercised(script: Script) -> None:
    assert script.exercised == set(script.available)


@pytest.mark.parametrize("kind", ["Application", "PhoneNumber", "Message", "UserError"])
def test_page_iterator_and_as_iterator_yield_each_once(script: Script, kind: str) -> None:
    pages = script.returned(f"{kind}.page_iterator")

    listed = ids(script.returned(f"{kind}.as_iterator"))
    assert len(pages) > 1
    assert [each["id"] for page in pages for each in page] == listed
    assert len(set(listed)) == len(listed)


def test_application_create_gives_the_id(script: Script) -> None:
    assert script.returned("Application.create")["id"].startswith("a-")


def test_application_create_raises_the_message_of_the_api(script: Script) -> None:
    assert refusal(script, "Application.create refused") == (
        "400 client error: Your application must have a least one callback URL."
    )


def test_application_get_reads_the_older_names(script: Script) -> None:
    application = script.returned("Application.get")

    assert application == script.returned("Application.create")
    assert application["incoming_sms_url"] == "http://app.test/sms"


def test_application_patch_and_refresh(script: Script) -> None:
    assert script.returned("Application.patch")["name"] == "store"

    refreshed = script.returned("Application.refresh")
    assert (refreshed["name"], refreshed["callback_http_method"]) == ("store", "get")
    assert refreshed["incoming_sms_url"] == "http://app.test/sms"


def test_application_list_gives_one_page(script: Script) -> None:
    assert len(script.returned("Application.list")) == 2


def test_application_delete_then_get_fails(script: Script) -> None:
    assert script.returned("Application.delete") is True
    assert refusal(script, "Application.get deleted").startswith("404 client error: ")


def test_phone_number_list_local(script: Script) -> None:
    found = script.returned("PhoneNumber.list_local")

    assert [number["number"][:5] for number in found] == ["+1919"] * 2
    assert all(number["rate_center"] and number["lata"] for number in found)


def test_phone_number_list_tollfree(script: Script) -> None:
    (found,) = script.returned("PhoneNumber.list_tollfree")

    assert found["number"].endswith("42")
    assert found["pattern_match"].strip() == "42"


@pytest.mark.parametrize("method", ["batch_allocate_local", "batch_allocate_tollfree"])
def test_phone_number_batch_allocate_allocates_them(script: Script, method: str) -> None:
    """The second method sends its quantity as a form only."""
    ordered = script.returned(f"PhoneNumber.{method}")

    assert len(ordered) == 2
    assert set(ids(ordered)) <= set(ids(script.returned("PhoneNumber.as_iterator")))


def test_phone_number_allocate_and_get(script: Script) -> None:
    allocated, number = script.returned("PhoneNumber.allocate"), script.returned("PhoneNumber.get")

    assert (number["id"], number["number"]) == (allocated["id"], allocated["number"])
    assert (number["name"], number["number_state"]) == ("front desk", "enabled")
    assert number["application"]["id"] == allocated["application"]["id"]
    assert number["created_time"] == "2019-05-01T12:00:00+00:00"


def test_phone_number_get_number_info_by_the_number_itself(script: Script) -> None:
    assert script.returned("PhoneNumber.get_number_info") == script.returned("PhoneNumber.get")


def test_phone_number_patch_and_refresh(script: Script) -> None:
    assert script.returned("PhoneNumber.patch")["name"] == "back door"
    assert script.returned("PhoneNumber.refresh")["name"] == "back door"


def test_phone_number_list_filters(script: Script) -> None:
    assert ids(script.returned("PhoneNumber.list")) == [script.returned("PhoneNumber.get")["id"]]


def test_phone_number_delete_then_the_list_is_empty(script: Script) -> None:
    assert script.returned("PhoneNumber.delete") is None
    assert script.returned("PhoneNumber.list deleted") == []


def test_number_info_get(script: Script) -> None:
    info = script.returned("NumberInfo.get")

    assert info["number"] == PERSON
    assert info["name"]
    assert info["created"] == info["updated"] == "2019-05-01T12:00:00+00:00"


def test_number_info_get_raises_for_a_malformed_number(script: Script) -> None:
    assert refusal(script, "NumberInfo.get refused").startswith("403 client error: Invalid number")


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
    assert script.returned(step) == name
    assert script.returned(f"Media.download {name}") == [PICTURE.decode("latin-1"), content_type]


def test_media_list_and_delete(script: Script) -> None:
    before, after = script.returned("Media.list"), script.returned("Media.list deleted")

    assert [each["media_name"] for each in before] == ["cat.jpg", "cat.mp3", "my cat.mp3"]
    assert {each["content_length"] for each in before} == {len(PICTURE)}
    assert script.returned("Media.delete") is None
    assert after == before[1:]


def test_media_download_raises_for_an_unknown_name(script: Script) -> None:
    said = refusal(script, "Media.download deleted")

    assert said == "404 client error: The media resource named 'cat.jpg' could not be found"


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
