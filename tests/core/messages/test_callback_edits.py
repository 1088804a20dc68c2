"""Edits: a callback is made again with other values of its fields, or without some."""

from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant


@pytest.fixture
def text(tenant: Tenant) -> Message:
    tenant.connect(APP_URL, number=LINE)
    return tenant.receive_message(from_=PERSON, to=LINE, text="open?").message


EDITS: list[tuple[dict[str, object], dict[str, object]]] = [
    ({"text": "x" * 161}, {"text": "x" * 161, "segmentCount": 2}),
    ({"text": "x" * 161, "segmentCount": 9}, {"segmentCount": 9}),
    ({"from": "+19195550002"}, {"from": "+19195550002", "text": "open?"}),
    ({"text": None}, {"text": None, "segmentCount": 1}),
    ({"tag": "late"}, {"tag": "late"}),
    ({"media": ["http://a.test/c.png"], "eventType": "mms"}, {"segmentCount": 1}),
]


@pytest.mark.parametrize(("edit", "expected"), EDITS, ids=lambda each: str(each)[:30])
def test_fields_can_be_edited(
    edit: dict[str, object],
    expected: dict[str, object],
    tenant: Tenant,
    text: Message,
    sender: RecordingSender,
) -> None:
    tenant.replay(text.id, edit=edit)

    payload = sender.delivered[-1][1].payload
    assert {name: payload.get(name) for name in expected} == expected
    assert "text" in payload or edit == {"text": None}


WRONG: list[tuple[Any, type[Exception], str]] = [
    ("text=x", TypeError, "edit='text=x'; pass a mapping of fields"),
    ({"txt": "x"}, ValueError, "edit: no field 'txt'; did you mean text? there are from, ev"),
    ({"messageId": "m-1"}, ValueError, "edit: messageId stays; `trigger` makes a callback with"),
    ({"from": None}, ValueError, "edit: from=None; every callback has it, give a value"),
    ({"text": 7}, TypeError, "text=7; pass a str"),
    ({"media": "http://a.test/c.png"}, TypeError, "media='http://a.test/c.png'; pass a list"),
    ({"segmentCount": 0}, ValueError, "segmentCount=0; choose from 1 to 1000"),
    ({"eventType": "fax"}, ValueError, "eventType='fax'; choose one of sms, mms"),
]


@pytest.mark.parametrize(("edit", "error", "sentence"), WRONG, ids=lambda each: str(each)[:25])
def test_what_no_callback_can_have_is_refused(
    edit: Any, error: type[Exception], sentence: str, tenant: Tenant, text: Message
) -> None:
    with pytest.raises(error) as refused:
        tenant.replay(text.id, edit=edit)

    assert str(refused.value).startswith(sentence)
    assert len(tenant.journal.entries(kind="callback")) == 1
