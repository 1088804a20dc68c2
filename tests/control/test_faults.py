"""Faults: set, list, remove."""

from typing import Any

import pytest

from builders import LINE, PERSON
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


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_set_listed_and_removed(control: Control, fault: dict[str, Any]) -> None:
    made = control("POST", "/faults", fault)

    assert (made.status, made.json) == (201, fault)
    assert control("GET", "/faults").json == [fault]
    assert control("DELETE", "/faults").status == 204
    assert control("GET", "/faults").json == []
