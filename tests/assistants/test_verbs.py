"""An assistant has the verbs of Python, HTTP, command line and page, and they do the same."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistants.calling import call_tool
from builders import LINE, PERSON
from catapult_simulator import Server, Simulator, Tenant
from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.tools import tools_of
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.callbacks import RecordingSender
from project.verb_acts import ACTS, OTHER
from project.verb_places import ANSWERING, expected, filled, furnish
from project.verb_table import VERBS

# Verb -> its tool.
TOOLS = {
    "receive_message": "text_app",
    "replay": "replay",
    "trigger": "trigger",
    "connect": "connect",
    "advance": "advance",
    "advance_to": "advance",
    "settle": "settle",
    "pending": "pending",
    "reset": "reset",
    "messages.find": "wait_for_message",
    "journal.entries": "journal",
    "faults.add": "add_fault",
    "faults.all": "faults",
    "faults.get": "faults",
    "faults.remove": "remove_fault",
    "faults.clear": "remove_fault",
    "phone_numbers.find": "account",
    "applications.find": "account",
    "people.set": "set_person",
    "people.remove": "set_person",
    "apply_setup": "apply_setup",
    "snapshot": "get_setup",
    "Simulator.unmatched_requests": "unmatched_requests",
}
CONNECTED = "connect does it in one step, apply_setup anything more"
DECLARED = "apply_setup declares it, get_setup shows it"
OF_PEOPLE = "the tools are about one account; a person opens and closes accounts"
# Verb -> why an assistant has no tool for it alone: each costs it room in every conversation.
WITHOUT = {
    "phone_numbers.allocate": CONNECTED,
    "phone_numbers.update": CONNECTED,
    "phone_numbers.release": DECLARED,
    "applications.create": CONNECTED,
    "applications.update": DECLARED,
    "applications.delete": DECLARED,
    "people.all": DECLARED,
    "number_info.name": DECLARED,
    "rules": DECLARED,
    "Simulator.tenants": OF_PEOPLE,
    "Simulator.open_tenant": OF_PEOPLE,
    "Simulator.close_tenant": OF_PEOPLE,
    "Simulator.apply_setup": OF_PEOPLE,
    "Simulator.snapshot": OF_PEOPLE,
}
# Verb -> the call of a tool that does it.
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "receive_message": (
        "text_app",
        {"text": "hi", "person": PERSON, "number": LINE, "wait_seconds": 0},
    ),
    "replay": ("replay", {"message_id": "{message}", "url": OTHER, "edit": {"text": "STOP"}}),
    "trigger": ("trigger", {"name": "receipt-failed", "code": 770}),
    "connect": ("connect", {"url": OTHER, "number": LINE}),
    "advance": ("advance", {"seconds": 5}),
    "settle": ("settle", {}),
    "reset": ("reset", {}),
    "people.remove": ("set_person", {"person": ANSWERING, "answers": []}),
    "faults.add": ("add_fault", {"at": "carrier", "to": PERSON, "delivery_code": 770, "times": 2}),
    "faults.remove": ("remove_fault", {"fault_id": "{fault}"}),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Simulator(callback_sender=RecordingSender())) as server:
        yield server


@pytest.fixture
def furnished(tenant: Tenant) -> Tenant:
    furnish(tenant)
    return tenant


def test_each_verb_has_a_tool_or_a_reason_why_not() -> None:
    verbs, known = {verb.python for verb in VERBS}, TOOLS.keys() | WITHOUT.keys()

    new, gone = sorted(verbs - known), sorted(known - verbs)
    assert not new, f"{new}: give each a tool in TOOLS of this file, or a reason in WITHOUT"
    assert not gone, f"{gone}: take each out of TOOLS or WITHOUT; it is no verb any more"
    assert not TOOLS.keys() & WITHOUT.keys()


def test_each_tool_that_is_named_exists() -> None:
    tools = tools_of(Account(ControlClient("http://127.0.0.1:1"), None))

    assert set(TOOLS.values()) <= {tool.name for tool in tools}


@pytest.mark.parametrize("name", CALLS)
def test_a_tool_does_the_same_as_the_verb(name: str, served: Any, furnished: Tenant) -> None:
    tool, arguments = filled(CALLS[name], furnished)

    call_tool(served, tool, arguments)

    assert ACTS[name].effect(furnished) == expected(ACTS[name])
