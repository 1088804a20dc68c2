"""node-bandwidth 2.4.1: Application."""

from sdk.node.report import refusal
from sdk.scripts import Script


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
