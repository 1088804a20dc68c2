"""The control API's document: examples are answers that were really given, details are typed."""

import json
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from builders import LINE, PERSON, Client, draft
from catapult_simulator.app import create_app
from catapult_simulator.control.journal import render_entry
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Outcome
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.journal import KINDS
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.openapi import document
from catapult_simulator.openapi.control_operations import OPERATIONS
from catapult_simulator.openapi.examples import CONTROL_FILE
from catapult_simulator.openapi.journal_details import DETAILS
from control_examples import CALLS, played, text

DOCUMENT: dict[str, Any] = document(create_app(Simulator()), "control", "http://simulator.test")


def validator(component: str) -> OAS31Validator:
    schema = {"$ref": f"#/components/schemas/{component}", "components": DOCUMENT["components"]}
    return OAS31Validator(schema)


def test_the_stored_examples_are_what_the_control_api_answers() -> None:
    assert json.loads(CONTROL_FILE.read_text(encoding="utf-8")) == json.loads(text()), (
        "play them anew: python simulator/tools/control_examples.py"
    )


def test_each_call_succeeds_as_its_row_says() -> None:
    for endpoint, status, body in played():
        response = OPERATIONS[endpoint].response

        assert status == response.status, body
        assert (body is None) == (response.schema is None)


def test_each_operation_with_a_body_is_played() -> None:
    with_body = {name for name, row in OPERATIONS.items() if row.response.schema is not None}

    assert {name for name in with_body if name.startswith("control.")} <= CALLS.keys()


def test_each_success_in_the_document_has_its_example() -> None:
    lacking = [
        operation["operationId"]
        for item in DOCUMENT["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
        for status, response in operation["responses"].items()
        if status < "300" and "application/json" in response.get("content", ())
        if "examples" not in response["content"]["application/json"]
    ]

    assert lacking == ["control_document", "v1_document"]


class Unreachable:
    """Apps of which nobody answers."""

    def send(self, callback: object, url: str) -> Outcome:
        refused = reason("refused", address="127.0.0.1:9000")
        return Outcome(None, "", "network", 0.1, refused)


def busy_tenant() -> Tenant:
    """A tenant with entries of every kind, in every form."""
    simulator = Simulator()
    tenant = simulator.open_tenant()
    client = Client(create_app(simulator), tenant)
    shop = {"name": "shop", "incomingMessageUrl": "http://app.test/"}
    application = client.post("applications", shop).headers["location"].rpartition("/")[2]
    client.post("phoneNumbers", {"number": LINE, "applicationId": application})
    client.get("messages?size=1")
    tenant.faults.add(Fault("rest", method="GET", path="messages", error="internal-error", times=1))
    tenant.faults.add(Fault("carrier", to=PERSON, delivery_code=770, times=1))
    tenant.faults.add(Fault("callback", outcome="twice", times=1))
    client.get("messages")
    for text_ in ("STOP", "hello"):
        tenant.receive_message(from_=PERSON, to=LINE, text=text_, media=["http://a.test/cat.jpg"])
    for profile in PROFILES.values():
        tenant.rules = tenant.rules.but(profile=profile)
        wanted = draft(receipt_requested="all", callback_url="http://app.test/", tag="x")
        tenant.messages.send(wanted)
        tenant.settle()
    simulator.network.callback_sender = Unreachable()
    tenant.receive_message(from_=PERSON, to=LINE, text="unheard")
    tenant.advance(1)
    return tenant


def test_the_details_of_real_entries_are_those_of_the_document() -> None:
    entries = [render_entry(entry) for entry in busy_tenant().journal]

    problems = [
        f"{entry['kind']} {entry['detail']}: {error.message}"
        for entry in entries
        for error in validator("Entry").iter_errors(entry)
    ]

    assert problems == []
    assert {entry["kind"] for entry in entries} == set(KINDS) == set(DETAILS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_detail_of_another_kind_is_refused(kind: str) -> None:
    entry = {"number": 1, "at": "2019-05-01T12:00:00Z", "kind": kind, "summary": "", "detail": {}}

    assert list(validator("Entry").iter_errors(entry))
    assert list(validator("Entry").iter_errors(entry | {"detail": {"nonsense": 1}}))
