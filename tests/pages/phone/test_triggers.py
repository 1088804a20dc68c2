"""Callbacks on demand from the page: each of the API's, to the bound app or to any URL."""

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE
from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.messages.triggers import TRIGGERS
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor


def test_each_callback_that_the_api_has_can_be_chosen(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    page = visitor.get(f"{home}/trigger")

    assert all(f'<option value="{name}"' in page.html for name in TRIGGERS)
    assert all(each.description in page.text for each in TRIGGERS.values())


@pytest.mark.parametrize("name", TRIGGERS)
def test_it_goes_to_the_app_of_the_number_and_its_message_is_shown(
    visitor: Visitor,
    tenant: Tenant,
    line: PhoneNumber,
    home: str,
    sender: RecordingSender,
    name: str,
) -> None:
    page = visitor.send(f"{home}/trigger", {"name": name, "url": "", "to": "", "code": ""})

    assert [url for url, _ in sender.delivered] == [APP_URL]
    assert f"POST {APP_URL}" in page.part("report")


def test_it_goes_to_any_url_by_any_method_with_other_values(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    form = {"name": "receipt-failed", "url": "localhost:4000/x", "method": "GET", "code": "770"}
    visitor.send(f"{home}/trigger", form | {"text": "مرحبا 😀", "tag": "t-1", "person": PERSON})

    ((url, callback),) = sender.delivered
    assert (url, callback.method) == ("http://localhost:4000/x", "GET")
    assert callback.payload["deliveryCode"] == "770"
    assert (callback.payload["text"], callback.payload["tag"]) == ("مرحبا 😀", "t-1")


def test_for_a_url_a_number_is_ordered(
    visitor: Visitor, tenant: Tenant, home: str, sender: RecordingSender
) -> None:
    visitor.send(f"{home}/trigger", {"name": "sms", "url": "http://other.test/sms"})

    assert [each.number for each in tenant.phone_numbers.enabled()] == [LINE]
    assert len(sender.delivered) == 1


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Name: ''; choose one of sms, long,"),
        ({"name": "<b>"}, "Name: '<b>'"),
        ({"name": "sms", "code": "770"}, "only receipt-failed has a code"),
        ({"name": "receipt-failed", "code": "x"}, "'x' is no whole number"),
        ({"name": "sms", "tag": "t"}, "is about an incoming message"),
        ({"name": "sms", "url": "ftp://x"}, "'ftp://x' is no URL"),
        ({"name": "sms", "to": SECOND_LINE}, SECOND_LINE),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_form_as_it_was(
    visitor: Visitor,
    tenant: Tenant,
    line: PhoneNumber,
    home: str,
    sender: RecordingSender,
    form: dict[str, str],
    sentence: str,
) -> None:
    page = visitor.post(f"{home}/trigger", form | {"text": "as it was"})

    assert page.status == 422
    assert sentence in page.text
    assert ">as it was</textarea>" in page.html
    assert sender.delivered == []


def test_nobody_to_tell_is_said_with_the_reason(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    nothing = visitor.post(f"{home}/trigger", {"name": "sms"})
    tenant.phone_numbers.allocate(LINE)
    no_app = visitor.post(f"{home}/trigger", {"name": "sent"})

    assert (nothing.status, no_app.status) == (422, 422)
    assert "has no number" in nothing.text
    assert "has no application" in no_app.text


def test_on_a_wall_clock_the_page_does_not_wait_for_the_app() -> None:
    simulator = Simulator(clock="wall")
    tenant = simulator.open_tenant()
    tenant.connect(APP_URL)

    page = Visitor(create_app(simulator)).post(f"/phone/{tenant.user_id}/trigger", {"name": "sms"})

    assert page.status == 303
    assert page.headers["location"].endswith(tenant.messages.find()[0].id)
