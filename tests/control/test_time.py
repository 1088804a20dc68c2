"""Advance, settle, reset."""

import pytest

from builders import Client, draft
from catapult_simulator.app import create_app
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from control.calls import Control


def test_virtual_time_is_advanced_and_settled(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    tenant.messages.send(draft(receipt_requested="all"))

    advanced = control("POST", "/advance", {"seconds": 0.1})
    settled = control("POST", "/settle", {})

    assert (advanced.status, advanced.json) == (200, {"now": "2019-05-01T12:00:00Z", "fired": 1})
    assert settled.json == {"now": "2019-05-01T12:00:01Z", "fired": 2}


def test_virtual_time_is_advanced_to_a_moment(control: Control, tenant: Tenant) -> None:
    answer = control("POST", "/advance-to", {"time": "2019-05-02T09:00:00Z"})

    assert (answer.status, answer.json) == (200, {"now": "2019-05-02T09:00:00Z", "fired": 0})


def test_virtual_time_does_not_run_backwards(control: Control, tenant: Tenant) -> None:
    answer = control("POST", "/advance-to", {"time": "2019-05-01T11:59:59Z"})

    assert (answer.status, answer.code) == (400, "bad-request")
    assert "it is 2019-05-01T12:00:00+00:00 already" in answer.message


@pytest.mark.parametrize("verb", ["advance", "settle"])
def test_a_wall_clock_cannot_be_advanced(verb: str) -> None:
    simulator = Simulator(clock="wall")
    tenant = simulator.open_tenant()
    control = Control(Client(create_app(simulator), tenant), tenant)

    answer = control("POST", f"/{verb}", {"seconds": 1} if verb == "advance" else {})

    assert (answer.status, answer.code) == (409, "wrong-clock")
    assert f"cannot {verb} tenant '{tenant.user_id}'" in answer.message


def test_settle_gives_up_after_an_hour(control: Control, line: PhoneNumber, tenant: Tenant) -> None:
    tenant.faults.add(Fault("carrier", delay_ms=3_600_000))
    tenant.messages.send(draft())

    answer = control("POST", "/settle", {})

    assert (answer.status, answer.code) == (409, "not-settled")
    assert "after one hour of virtual time 1 timers are still due" in answer.message


def test_a_tenant_is_reset(control: Control, line: PhoneNumber, tenant: Tenant) -> None:
    assert control("POST", "/reset", {}).status == 204
    assert tenant.phone_numbers.find() == []
