"""Tools that change an account: time, faults, setups."""

import json

import pytest

from assistants.calling import ToolFailed, call_tool
from assistants.conftest import Call
from builders import LINE, PERSON
from catapult_simulator import MessageDraft, Server, Simulator, Tenant
from catapult_simulator.control_client.client import ControlClient
from receivers import App

SETUP = f'version = 1\nnumbers = ["{LINE}=http://127.0.0.1:3000/sms"]'


def test_time_advances_and_says_what_is_still_due(call: Call, tenant: Tenant, shop: App) -> None:
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="hi"))

    answer = call("advance", seconds=0.1)

    assert answer.startswith("It is 2019-05-01T12:00:00Z; 1 things happened.\nstill due in 0.15 s")


def test_time_advances_to_a_moment(call: Call, tenant: Tenant) -> None:
    call("advance", until="2019-05-02T09:00:00Z")

    assert tenant.now_text == "2019-05-02T09:00:00Z"


@pytest.mark.parametrize("arguments", [{}, {"seconds": 1, "until": "2019-05-02T09:00:00Z"}])
def test_time_advances_either_by_seconds_or_to_a_moment(
    call: Call, arguments: dict[str, object]
) -> None:
    with pytest.raises(ToolFailed, match=r"^give seconds, or until$"):
        call("advance", **arguments)


def test_settling_lets_everything_happen(call: Call, tenant: Tenant, shop: App) -> None:
    message = tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="hi"))

    answer = call("settle")

    assert "still due" not in answer
    assert tenant.messages.get(message.id).state == "sent"


def test_time_of_a_wall_clock_cannot_be_moved() -> None:
    from catapult_simulator.assistants.server import make_server

    with Server(Simulator(clock="wall")) as server:
        server.simulator.open_tenant("u-1")
        served = make_server(ControlClient(server.url), None)

        with pytest.raises(ToolFailed, match="it runs on the wall clock"):
            call_tool(served, "settle", {})


def test_a_fault_is_set_listed_and_removed(call: Call, tenant: Tenant) -> None:
    added = call("add_fault", at="carrier", delivery_code=770, sender=LINE, to=PERSON, times=1)
    (fault,) = tenant.faults.all()

    assert (fault.delivery_code, fault.from_, fault.to, fault.times) == (770, LINE, PERSON, 1)
    assert added.startswith(f"{fault.id} at carrier, ")
    assert call("faults").endswith("(struck 0 times)")
    assert call("remove_fault", fault_id=fault.id) == f"{fault.id} is removed."
    assert call("faults") == "No faults are set. Next: add_fault."


def test_all_faults_are_removed_at_once(call: Call, tenant: Tenant) -> None:
    call("add_fault", at="callback", outcome="lost")
    call("add_fault", at="rest", connection_fault="reset", delay_ms=1)

    call("remove_fault", everything=True)

    assert tenant.faults.all() == []


def test_a_fault_without_effect_is_refused(call: Call) -> None:
    with pytest.raises(ToolFailed, match="a fault at rest needs an effect; set one of error"):
        call("add_fault", at="rest")


def test_one_fault_or_all_must_be_named(call: Call) -> None:
    with pytest.raises(ToolFailed, match=r"^give fault_id, or everything=true$"):
        call("remove_fault")


def test_a_setup_is_applied_and_given_back(call: Call, tenant: Tenant) -> None:
    call("apply_setup", setup=SETUP)
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="hi"))

    plain, snapshot = call("get_setup"), call("get_setup", snapshot=True)

    assert json.loads(plain)["numbers"][0]["number"] == LINE
    assert "messages" not in json.loads(plain)
    assert json.loads(snapshot)["messages"][0]["text"] == "hi"
    call("apply_setup", setup=snapshot)
    assert [each.text for each in tenant.messages.find()] == ["hi"]


def test_a_wrong_setup_says_where(call: Call) -> None:
    with pytest.raises(ToolFailed, match=r"^setup, line 2, column 1: numbrs: unknown key; did you"):
        call("apply_setup", setup=SETUP.replace("numbers", "numbrs"))


def test_a_reset_deletes_everything(call: Call, tenant: Tenant, shop: App) -> None:
    call("reset")

    assert tenant.phone_numbers.enabled() == []
