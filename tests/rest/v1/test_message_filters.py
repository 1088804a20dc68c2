"""MESSAGE_FILTERS: a row is a filter of each interface."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from builders import LINE, PERSON, Client, draft
from catapult_simulator.core.messages.filters import MESSAGE_FILTERS, MessageFilter
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

TESTS = Path(__file__).parents[2]
TOOLS = TESTS.parent / "simulator" / "tools"


@pytest.mark.parametrize(
    ("field", "value", "wrong", "answer", "type_"),
    [
        pytest.param("receipt_requested", "all", "some", 400, "string", id="choice"),
        pytest.param("segment_count", "2", "two", 400, "integer", id="integer"),
        pytest.param("to", "+19195550077", "919 555 0077", [], "string", id="text"),
    ],
)
def test_an_added_row_is_a_filter_at_every_entrance(
    field: str, value: str, wrong: str, answer: object, type_: str
) -> None:
    path = os.pathsep.join(map(str, (TESTS, TOOLS, *sys.path)))
    script = str(Path(__file__).with_name("added_filter.py"))

    ran = subprocess.run(
        [sys.executable, script, field, value, wrong],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
    )

    assert not ran.returncode, ran.stderr
    shown = json.loads(ran.stdout)
    found = shown["find"]
    assert len(found) == 1
    assert shown == {
        "find": found,
        "GET messages": found,
        "GET messages, wrong": answer,
        "control": found,
        "control, wrong": answer,
        "command line": found,
        "OpenAPI": [type_, type_],
        "ledger": ["receipt", "segments", "recipient"],
    }


def values_of(hint: object) -> set[object]:
    """The types, or the words of a Literal, that a type hint admits beside None."""
    if hint is type(None):
        return set()
    return set().union(*map(values_of, get_args(hint))) if get_args(hint) else {hint}


@pytest.mark.parametrize("row", MESSAGE_FILTERS, ids=lambda row: row.parameter)
def test_the_kind_of_a_row_is_that_of_its_field(row: MessageFilter) -> None:
    held = get_type_hints(Message)[row.field]
    fitting = {"integer": {int}, "choice": {*row.choices}}.get(row.kind, {str})

    assert values_of(held) == fitting, (
        f"MESSAGE_FILTERS in core/messages/filters.py: {row.field!r} holds {held}, which does not "
        f"fit kind={row.kind!r}, choices={row.choices}"
    )


def test_a_row_whose_field_messages_lack_is_named() -> None:
    row = MessageFilter("tag", "tag", "text", "assumed: a test", "With this tag.")

    with pytest.raises(ValueError, match="'tag' is no field of Message; use id, direction, from_"):
        _ = row.place


@pytest.mark.parametrize(
    ("filters", "error", "sentence"),
    [
        ({"state": "delivered"}, ValueError, "state='delivered'; choose one of received, queued"),
        ({"to": 19195551212}, TypeError, "to=19195551212; pass a str"),
    ],
)
def test_a_value_that_no_message_can_have_is_refused(
    tenant: Tenant, filters: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        tenant.messages.find(**filters)


def test_a_filter_without_a_row_is_refused_by_name(tenant: Tenant) -> None:
    with pytest.raises(TypeError, match="no filter colour; there are from_, to, direction"):
        tenant.messages.page({"colour": "red"})


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
