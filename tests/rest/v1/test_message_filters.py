"""FILTERS: a row is a filter at every entrance."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import LINE, PERSON, Client, draft
from catapult_simulator.core.messages.filters import FILTERS, MessageFilter
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

TESTS = Path(__file__).parents[2]
TOOLS = TESTS.parent / "simulator" / "tools"


def test_an_added_row_is_a_filter_at_every_entrance() -> None:
    path = os.pathsep.join(map(str, (TESTS, TOOLS, *sys.path)))
    script = str(Path(__file__).with_name("added_filter.py"))

    ran = subprocess.run(
        [sys.executable, script],
        env=os.environ | {"PYTHONPATH": path},
        check=True,
        stdout=subprocess.PIPE,
    )

    assert json.loads(ran.stdout) == {
        "find": ["all"],
        "GET messages": ["all"],
        "a word that it has not": 400,
        "control": ["all"],
        "control, a word that it has not": 400,
        "command line": ["all"],
        "OpenAPI": [True, True],
        "ledger": ["receiptRequested"],
    }


@pytest.mark.parametrize("row", FILTERS, ids=lambda row: row.parameter)
def test_a_row_names_a_field_of_messages(row: MessageFilter) -> None:
    assert row.field in Message._fields


def test_a_filter_without_a_row_is_refused_by_name(tenant: Tenant) -> None:
    with pytest.raises(TypeError, match="no filter colour; there are from_, to, direction"):
        tenant.messages.find(colour="red")


@pytest.mark.parametrize("written", ["9195551212", "(919) 555-1212", "+19195551212"])
def test_a_number_is_found_however_it_is_written(
    client: Client, tenant: Tenant, line: PhoneNumber, written: str
) -> None:
    tenant.messages.send(draft(from_=LINE, to=PERSON))
    control = f"/_simulator/tenants/{tenant.user_id}/messages"
    query = "?from=" + written.replace("+", "%2B").replace(" ", "%20")

    assert len(tenant.messages.find(from_=written)) == 1
    assert len(client.get("messages" + query).json) == 1
    assert len(client.get(control + query).json) == 1
