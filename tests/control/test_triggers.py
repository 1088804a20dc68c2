"""Triggers and connecting over HTTP."""

from collections.abc import Iterator

import pytest
import requests

from builders import APP_URL, LINE, SECOND_LINE
from catapult_simulator import Server, Simulator
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.triggers import TRIGGERS
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from control.calls import Control
from receivers import App, app_listening


@pytest.mark.parametrize("name", TRIGGERS)
def test_each_trigger_has_its_attempts(
    name: str, control: Control, line: PhoneNumber, sender: RecordingSender
) -> None:
    answer = control("POST", "/trigger", {"name": name})

    assert answer.status == 201
    assert [each["url"] for each in answer.json["callbacks"]] == [APP_URL]
    assert answer.json["message"]["id"] == sender.delivered[0][1].message_id


def test_a_trigger_takes_options(control: Control, sender: RecordingSender) -> None:
    wanted = {"name": "receipt-failed", "url": "http://other.test/x", "method": "GET", "code": 770}

    control("POST", "/trigger", wanted | {"text": "Hi", "person": "+19195550009", "tag": "t"})

    ((url, callback),) = sender.delivered
    payload = callback.payload
    assert (url, callback.method) == ("http://other.test/x", "GET")
    assert (payload["deliveryCode"], payload["text"], payload["tag"]) == ("770", "Hi", "t")


def test_the_list_of_triggers_is_the_table(control: Control) -> None:
    listed = control("GET", "/_simulator/triggers").json

    assert listed == [row.as_dict() for row in TRIGGERS.values()]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/trigger", {"name": "fax"}, 400, "bad-request"),
        ("/trigger", {"name": "sms", "code": 770}, 400, "bad-request"),
        ("/trigger", {"name": "receipt-failed", "code": 0}, 400, "bad-request"),
        ("/trigger", {"name": "sms", "to": SECOND_LINE}, 404, "number-not-found"),
        ("/trigger", {"name": "sms", "url": "ftp://x"}, 400, "bad-request"),
        ("/trigger", {}, 400, "bad-request"),
        ("/connect", {}, 400, "bad-request"),
        ("/connect", {"url": "app.test"}, 400, "bad-request"),
        ("/connect", {"url": APP_URL, "method": "PUT"}, 400, "bad-request"),
        ("/connect", {"url": APP_URL, "number": "12"}, 400, "bad-request"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    control: Control, line: PhoneNumber, path: str, body: object, status: int, code: str
) -> None:
    answer = control("POST", path, body)

    assert (answer.status, answer.code) == (status, code)


def test_an_account_without_a_number_is_a_conflict(control: Control) -> None:
    answer = control("POST", "/trigger", {"name": "sms"})

    assert (answer.status, answer.code) == (409, "no-line")


def test_an_app_is_connected_in_one_call(control: Control, tenant: Tenant) -> None:
    answer = control("POST", "/connect", {"url": APP_URL, "method": "GET"})

    (application,) = tenant.applications.find()
    assert answer.status == 201
    assert answer.json == {
        "number": LINE,
        "url": APP_URL,
        "method": "GET",
        "applicationId": application.id,
    }
    assert tenant.phone_numbers.application_of(LINE) == application.id


def test_one_fault_can_be_read(control: Control, tenant: Tenant) -> None:
    fault = tenant.faults.add(Fault("carrier", silent=True))

    assert control("GET", f"/faults/{fault.id}").json == control("GET", "/faults").json[0]
    assert control("GET", "/faults/f-9").code == "no-such-fault"


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


def test_on_a_wall_clock_the_answer_waits_for_the_app(app: App) -> None:
    with Server(Simulator(clock="wall")) as server:
        tenant = server.simulator.open_tenant()
        url = f"{server.url}/_simulator/tenants/{tenant.user_id}/trigger"

        answer = requests.post(url, json={"name": "mms", "url": f"{app.url}/sms"}, timeout=20)

    assert [each["status"] for each in answer.json()["callbacks"]] == [200]
    assert app.next().json["eventType"] == "mms"
