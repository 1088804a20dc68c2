"""bandwidth-sdk 1.10.0: Application."""

from sdk.python_v1.report import refusal
from sdk.scripts import Script


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
