"""Faults at `rest`: errors that a test scripts."""

from typing import Any

import pytest

from builders import LINE, PERSON, Client
from catapult_simulator.core.catalogue import by_code
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web import json_body
from catapult_simulator.web.errors import STATUSES
from catapult_simulator.web.json_body import MAX_BYTES, JsonBody, parse


@pytest.mark.parametrize("code", by_code())
def test_every_error_can_be_scripted(client: Client, tenant: Tenant, code: str) -> None:
    tenant.faults.add(Fault("rest", error=code, times=1))

    answer = client.post("messages", {"from": LINE, "to": PERSON, "text": "x"})

    row = by_code()[code]
    assert (answer.status, answer.code) == (row.status or STATUSES[row.category], code)
    assert "{" not in answer.json.get("message", "")
    assert len(tenant.messages) == 0


def test_a_scripted_error_repeats_values_of_the_request(client: Client, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", error="number-access-denied"))

    answer = client.post("messages", {"from": LINE, "self": "x", "method": "GET"})

    assert answer.message == f"User {tenant.user_id} does not have permission to use number {LINE}"


def test_a_scripted_error_applies_to_matching_requests_only(client: Client, tenant: Tenant) -> None:
    where: dict[str, Any] = {"method": "POST", "path": "messages", "to": PERSON}
    tenant.faults.add(Fault("rest", error="gateway-unavailable", **where))

    assert client.get("messages").status == 200
    assert client.post("applications", {}).code == "missing-property"
    assert client.post("messages", {"to": "+1"}).code == "missing-property"
    assert client.post("messages", {"to": PERSON}).code == "gateway-unavailable"
    assert client.post("messages", [{"to": PERSON}]).code == "gateway-unavailable"


@pytest.mark.parametrize(("body", "status"), [(b"{}", 400), (b"{", 400), (b'{"to": "+1"}', 400)])
def test_a_body_is_parsed_once_though_a_fault_looks_at_it(
    client: Client, tenant: Tenant, monkeypatch: pytest.MonkeyPatch, body: bytes, status: int
) -> None:
    parsed: list[bytes] = []

    def counted(data: bytes) -> JsonBody:
        parsed.append(data)
        return parse(data)

    monkeypatch.setattr(json_body, "parse", counted)
    tenant.faults.add(Fault("rest", to=PERSON, error="gateway-unavailable"))

    answer = client.post("messages", body)

    assert (answer.status, parsed) == (status, [body])


def test_a_fault_does_not_let_a_large_chunked_body_pass(client: Client, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", error="gateway-unavailable", method="GET"))
    body = b'{"name": "x", "incomingCallUrl": "http://a.test"}' + b" " * MAX_BYTES

    answer = client.post("applications", body, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")

    assert (answer.status, answer.message) == (413, "Bad parameters")


def test_a_scripted_error_survives_lone_surrogates(client: Client, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", error="number-access-denied"))

    answer = client.post("messages", rb'{"from": "\ud800"}')

    assert (answer.status, answer.code) == (401, "number-access-denied")
