"""The form of a text that was refused or told nobody: another URL of the app, and once more."""

import pytest

from builders import APP_URL, LINE, PERSON
from catapult_simulator import Simulator
from catapult_simulator.core.callbacks import Outcome, RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.answering_app import App
from pages.phone.visitor import Visitor

ELSEWHERE = "http://127.0.0.1:3000/sms"


def receive(tenant: Tenant) -> str:
    return tenant.receive_message(from_=PERSON, to=LINE, text="open?").message.id


def test_a_refused_text_is_sent_to_a_url_that_is_put_right(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    sender = simulator.network.callback_sender
    simulator.network.callback_sender = App(Outcome(404, "", "status"))
    action = f"{home}/messages/{receive(tenant)}/app"
    filled_in = visitor.get(home).fields(action)
    simulator.network.callback_sender = sender

    page = visitor.send(action, {"url": "127.0.0.1:3000/sms", "method": "GET"})

    (application,) = tenant.applications.find()
    assert isinstance(sender, RecordingSender)
    assert filled_in["url"] == APP_URL
    assert (application.id, application.incoming_message_url) == (line.application_id, ELSEWHERE)
    assert [(url, each.method) for url, each in sender.delivered] == [(ELSEWHERE, "GET")]
    assert "Your app took it: 200" in page.part("report")
    assert action not in page.html


def test_a_text_that_nobody_was_told_gets_an_app(
    visitor: Visitor, tenant: Tenant, home: str, sender: RecordingSender
) -> None:
    tenant.phone_numbers.allocate(LINE)
    action = f"{home}/messages/{receive(tenant)}/app"
    filled_in = visitor.get(home).fields(action)

    page = visitor.send(action, filled_in | {"url": ELSEWHERE, "method": "POST"})

    assert [url for url, _ in sender.delivered] == [ELSEWHERE]
    assert tenant.phone_numbers.application_of(LINE)
    assert "Your app took it: 200" in page.part("report")


@pytest.mark.parametrize("connected", [True, False])
def test_the_form_shows_the_same_in_a_terminal_and_with_curl(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, home: str, connected: bool
) -> None:
    simulator.network.callback_sender = App(Outcome(404, "", "status"))
    tenant.phone_numbers.allocate(LINE)
    if connected:
        tenant.connect(APP_URL, number=LINE)
    receive(tenant)

    page = visitor.get(home)

    command = "application update" if connected else "connect"
    path = "/applications/" if connected else "/connect"
    assert page.lines(f"catapult-simulator {command}")
    assert [line for line in page.lines("curl") if path in line and ELSEWHERE in line]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"url": "ftp://app"}, "ftp://app"), ({"url": ELSEWHERE, "method": "PUT"}, "GET or POST")],
)
def test_a_url_that_is_none_changes_nothing(
    visitor: Visitor,
    tenant: Tenant,
    line: PhoneNumber,
    home: str,
    fields: dict[str, str],
    sentence: str,
) -> None:
    message_id = receive(tenant)

    page = visitor.post(f"{home}/messages/{message_id}/app", fields)

    assert page.status == 422
    assert sentence in page.text
    assert tenant.applications.find()[0].incoming_message_url == APP_URL


def test_another_app_is_proposed_for_the_number_and_the_person_that_are_chosen(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    receive(tenant)

    fields = visitor.get(home).fields(f"{home}/connect")

    assert (fields["number"], fields["person"]) == (LINE, PERSON)
