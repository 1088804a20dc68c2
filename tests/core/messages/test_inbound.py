"""A message that no phone can send is refused with the property, its value and the rule."""

from re import escape
from typing import Any

import pytest

from builders import LINE, PERSON
from catapult_simulator.core.messages.inbound import require_sendable
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

NUMBER = "use E.164, such as +19195550001, or a short code of 3 to 8 digits"
NO_URL = "is no URL; use one that begins with http:// or https://"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"from_": "abc"}, f"from: 'abc' is no phone number; {NUMBER}"),
    ({"from_": ""}, f"from: '' is no phone number; {NUMBER}"),
    ({"from_": "12"}, f"from: '12' is no phone number; {NUMBER}"),
    ({"from_": "123456789"}, f"from: '123456789' is no phone number; {NUMBER}"),
    ({"from_": "+0195550001"}, f"from: '+0195550001' is no phone number; {NUMBER}"),
    ({"to": "pizza"}, f"to: 'pizza' is no phone number; {NUMBER}"),
    ({"text": ""}, "text: '' without media is no message; give a text, media, or both"),
    ({"media": [""]}, f"media.0: '' {NO_URL}"),
    ({"media": ["http://a.test/x.jpg", "cat.jpg"]}, f"media.1: 'cat.jpg' {NO_URL}"),
    ({"media": ["ftp://a.test/x.jpg"]}, f"media.0: 'ftp://a.test/x.jpg' {NO_URL}"),
    ({"media": ["http://"]}, f"media.0: 'http://' {NO_URL}"),
    ({"from_": "x" * 100}, f"from: '{'x' * 80}…' is no phone number; {NUMBER}"),
]


def name(value: object) -> str:
    return str(value)[:30]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED, ids=name)
def test_what_no_phone_can_send_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{escape(sentence)}$"):
        require_sendable(**{"from_": PERSON, "to": LINE, "text": "hi"} | changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [row for row in REFUSED if row[0].keys() != {"to"} and row[0] != {"from_": ""}],
    ids=name,
)
def test_a_tenant_receives_no_such_message(
    tenant: Tenant, line: PhoneNumber, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=f"^{escape(sentence)}$"):
        tenant.receive_message(**{"from_": PERSON, "to": LINE, "text": "hi"} | changes)

    assert len(tenant.messages) == 0
    assert tenant.media.find() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"from_": "(919) 555-0001"},
        {"from_": "411"},
        {"from_": "12345678"},
        {"from_": "+442071838750"},
        {"text": " "},
        {"text": "", "media": ["https://a.test/x"]},
        {"text": "", "media": [Attachment("not a url", b"x")]},
    ],
    ids=name,
)
def test_what_a_phone_can_send_is_received(
    tenant: Tenant, line: PhoneNumber, changes: dict[str, Any]
) -> None:
    tenant.receive_message(**{"from_": PERSON, "to": LINE, "text": "hi"} | changes)

    assert len(tenant.messages) == 1
