"""Replays over HTTP."""

from collections.abc import Iterator

import pytest
import requests

from builders import APP_URL, LINE, PERSON, draft
from catapult_simulator import Server, Simulator
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from control.calls import Control
from receivers import App, app_listening


@pytest.fixture
def received(tenant: Tenant, line: PhoneNumber) -> str:
    return tenant.receive_message(from_=PERSON, to=LINE, text="open?").message.id


def test_a_replay_is_answered_with_its_attempts(
    control: Control, received: str, sender: RecordingSender
) -> None:
    answer = control("POST", f"/messages/{received}/replay", {"edit": {"text": "closed?"}})

    assert answer.status == 201
    assert answer.json["message"]["id"] == received
    assert [each["url"] for each in answer.json["callbacks"]] == [APP_URL]
    assert sender.delivered[-1][1].payload["text"] == "closed?"


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/messages/m-x/replay", {}, 404, "message-not-found"),
        ("/messages/{}/replay", {"url": "ftp://x"}, 400, "bad-request"),
        ("/messages/{}/replay", {"edit": {"colour": "red"}}, 400, "bad-request"),
        ("/messages/{}/replay", {"edit": "red"}, 400, "bad-request"),
        ("/messages/{}/replay", {"edit": {"text": 5}}, 400, "bad-request"),
        ("/messages/{}/replay", {"method": "PUT"}, 400, "bad-request"),
        ("/messages/{}/replay", {"to": "x"}, 400, "bad-request"),
    ],
)
def test_a_replay_that_cannot_be_sent_is_refused(
    control: Control, received: str, path: str, body: object, status: int, code: str
) -> None:
    answer = control("POST", path.format(received), body)

    assert (answer.status, answer.code) == (status, code)


def test_a_number_without_an_app_is_the_reason(control: Control, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)
    message = tenant.receive_message(from_=PERSON, to=LINE, text="open?").message

    answer = control("POST", f"/messages/{message.id}/replay", {})

    assert (answer.status, answer.json["callbacks"]) == (201, [])
    assert answer.json["reason"] == {
        "cause": "no-application",
        "explanation": f"{LINE} has no application, so that no app is told",
        "advice": "set applicationId of the number",
    }


def test_a_message_that_was_not_sent_yet_has_no_event(
    control: Control, tenant: Tenant, line: PhoneNumber
) -> None:
    message = tenant.messages.send(draft())

    answer = control("POST", f"/messages/{message.id}/replay", {})

    assert (answer.status, answer.code) == (409, "no-event")


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


def test_on_a_wall_clock_the_answer_waits_for_the_app(app: App) -> None:
    with Server(Simulator(clock="wall")) as server:
        tenant = server.simulator.open_tenant()
        tenant.phone_numbers.allocate(LINE)
        message = tenant.receive_message(from_=PERSON, to=LINE, text="open?").message
        url = f"{server.url}/_simulator/tenants/{tenant.user_id}/messages/{message.id}/replay"

        answer = requests.post(url, json={"url": f"{app.url}/sms"}, timeout=20)

    assert [each["status"] for each in answer.json()["callbacks"]] == [200]
    assert app.next().json["text"] == "open?"
