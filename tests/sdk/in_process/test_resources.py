"""bandwidth-sdk 3.0.3: the life of each resource."""

import warnings
from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON
from catapult_simulator.core.tenant import Tenant

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions use invalid escapes

# Every call opens a connection that only the garbage collector closes.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def test_an_application_is_created_listed_read_updated_and_deleted(account: Any) -> None:
    app_id = account.create_application(
        name="shop", incoming_message_url=APP_URL, callback_http_method="get", auto_answer=False
    )
    account.update_application(app_id, name="store")

    read = account.get_application(app_id)
    assert read == next(account.list_applications())
    assert (read["id"], read["name"], read["incoming_message_url"]) == (app_id, "store", APP_URL)
    assert (read["callback_http_method"], read["auto_answer"]) == ("get", False)

    account.delete_application(app_id)
    assert list(account.list_applications()) == []


def test_a_number_is_ordered_listed_read_updated_and_released(account: Any) -> None:
    app_id = account.create_application(name="shop", incoming_message_url=APP_URL)
    number_id = account.order_phone_number(number=LINE, application_id=app_id, name="desk")
    account.update_phone_number(number_id, name="front desk")

    read = account.get_phone_number(LINE)
    assert read == account.get_phone_number(number_id)
    assert list(account.list_phone_numbers(application_id=app_id)) == [read]
    assert (read["number"], read["name"]) == (LINE, "front desk")
    assert read["national_number"] == "(919) 555-1212"
    assert read["application"].endswith(f"/applications/{app_id}")

    account.delete_phone_number(number_id)
    assert list(account.list_phone_numbers()) == []
    assert [each["id"] for each in account.list_phone_numbers(number_state="released")] == [
        number_id
    ]


def test_a_dashboard_number_is_imported(account: Any, messaging: Any) -> None:
    """The order method passes on any further property."""
    properties = {"accountId": "9999999", "userName": "wileCoyote", "password": "catchThatBird"}
    provider = {"providerName": "bandwidth-dashboard", "properties": properties}

    number_id = account.order_phone_number(number=LINE, name="import", provider=provider)

    assert account.get_phone_number(number_id)["number"] == LINE
    assert messaging.send_message(from_=LINE, to=PERSON, text="hi").startswith("m-")


def test_a_message_is_sent_and_read(messaging: Any, line: str, tenant: Tenant) -> None:
    message_id = messaging.send_message(
        from_=LINE, to=PERSON, text="hello", receipt_requested="all", callback_url=EVENTS_URL,
        callback_http_method="post", callback_timeout=2000, fallback_url=APP_URL, tag="7",
    )  # fmt: skip
    tenant.settle()

    read = messaging.get_message(message_id)
    assert (read["id"], read["message_id"]) == (message_id, message_id)
    assert (read["from"], read["to"], read["text"]) == (LINE, PERSON, "hello")
    assert (read["state"], read["delivery_state"], read["delivery_code"]) == (
        "sent",
        "delivered",
        "0",
    )
    assert (read["callback_url"], read["callback_timeout"]) == (EVENTS_URL, 2000)
    assert read["segment_count"] == 1


def test_an_mms_is_sent(messaging: Any, line: str) -> None:
    message_id = messaging.send_message(from_=LINE, to=PERSON, media=["http://app.test/cat.jpg"])

    assert messaging.get_message(message_id)["media"] == ["http://app.test/cat.jpg"]


def test_messages_are_sent_together(messaging: Any, line: str) -> None:
    drafts = [
        {"from": LINE, "to": PERSON, "text": "one"},
        {"from": LINE, "text": "nobody"},
        {"from": LINE, "to": PERSON, "text": "two"},
    ]

    results = messaging.send_messages(drafts)

    assert [result["result"] for result in results] == ["accepted", "error", "accepted"]
    assert messaging.get_message(results[2]["id"])["text"] == "two"
    assert results[1]["error"]["code"] == "missing-property"
    assert results[1]["message"] == drafts[1]
