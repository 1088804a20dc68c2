"""Faults: set, list, remove."""

from typing import Any

import pytest

from builders import LINE, PERSON, Client
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.limits import MAX_FAULTS
from catapult_simulator.core.tenant import Tenant
from control.calls import Control

FAULTS: list[dict[str, Any]] = [
    {"at": "rest", "method": "POST", "path": "messages", "error": "message-rate-limit", "times": 1},
    {"at": "carrier", "to": PERSON, "deliveryCode": 770},
    {"at": "carrier", "to": PERSON, "state": "error"},
    {"at": "carrier", "from": LINE, "silent": True, "delayMs": 5},
    {"at": "carrier", "tag": "x", "reply": "ok"},
    {"at": "callback", "outcome": "twice"},
    {"at": "rest", "connectionFault": "reset"},
]

UNUSED = {"id": "f-1", "struck": 0, "usedUp": False}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_set_listed_and_removed(control: Control, fault: dict[str, Any]) -> None:
    made = control("POST", "/faults", fault)

    assert (made.status, made.json) == (201, fault | UNUSED)
    assert control("GET", "/faults").json == [fault | UNUSED]
    assert control("DELETE", "/faults").status == 204
    assert control("GET", "/faults").json == []


def test_one_fault_is_removed_by_its_id(control: Control) -> None:
    for fault in FAULTS[:2]:
        control("POST", "/faults", fault)

    assert control("DELETE", "/faults/f-1").status == 204
    assert [fault["id"] for fault in control("GET", "/faults").json] == ["f-2"]
    again = control("DELETE", "/faults/f-1")
    assert (again.status, again.code) == (404, "no-such-fault")


def test_a_used_up_fault_stays_listed(control: Control, client: Client) -> None:
    control("POST", "/faults", {"at": "rest", "error": "message-rate-limit", "times": 1})
    client.get("messages")
    client.get("messages")

    (fault,) = control("GET", "/faults").json
    assert (fault["times"], fault["struck"], fault["usedUp"]) == (1, 1, True)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        pytest.param(
            {"at": "rest"},
            "at: a fault at rest needs an effect; set one of error, connectionFault, delayMs",
            id="no effect",
        ),
        pytest.param(
            {"at": "callback", "outcome": "lost", "delayMs": 5},
            "delayMs: delayMs does not fit a fault at callback; these do: "
            "outcome, path, to, from, tag",
            id="another place's",
        ),
        pytest.param(
            {"at": "carrier", "silent": False, "delayMs": 0},
            "at: a fault at carrier needs an effect; set one of "
            "deliveryCode, state, silent, reply, delayMs",
            id="effects switched off",
        ),
    ],
)
def test_a_fault_that_can_do_nothing_is_refused(
    control: Control, fault: dict[str, Any], sentence: str
) -> None:
    refused = control("POST", "/faults", fault)

    assert (refused.status, refused.message) == (400, sentence)


def test_more_faults_than_a_tenant_may_have_are_refused(control: Control, tenant: Tenant) -> None:
    for _ in range(MAX_FAULTS):
        tenant.faults.add(Fault("callback", outcome="lost"))

    refused = control("POST", "/faults", FAULTS[0])

    assert (refused.status, refused.code) == (409, "too-many-faults")


def test_a_delete_with_a_blank_id_deletes_nothing(control: Control, tenant: Tenant) -> None:
    fault = tenant.faults.add(Fault("callback", outcome="lost"))

    refused = control("DELETE", "/faults/")
    assert (refused.status, refused.code) == (400, "bad-request")
    assert (
        f"DELETE /_simulator/tenants/{tenant.user_id}/faults/ is blank" in refused.json["message"]
    )
    assert control("DELETE", "/").status == 400
    assert control("DELETE", "/faults/%20").json["message"] == "fault_id=' ' is blank"
    assert tenant.faults.all() == [fault]


def test_an_id_with_slashes_is_an_unknown_fault(control: Control) -> None:
    assert control("DELETE", "/faults/..%2F..").code == "no-such-fault"
    assert control("POST", "/messages/a%2Fb%3Fc%23d/replay", {}).code == "message-not-found"
