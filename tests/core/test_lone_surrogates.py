"""A surrogate without its pair: no response could contain it, so nothing takes it in."""

from collections.abc import Callable

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.messages.message import MessageDraft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

ALONE = "a\ud800"
URL = f"http://app.test/{ALONE}"
Call = Callable[[Tenant], object]

ENTRANCES: dict[str, Call] = {
    "text": lambda t: t.receive_message(from_=PERSON, to=LINE, text=ALONE),
    "from": lambda t: t.receive_message(from_=ALONE, to=LINE, text="x"),
    "medium": lambda t: t.receive_message(from_=PERSON, to=LINE, media=[URL]),
    "file": lambda t: t.receive_message(from_=PERSON, to=LINE, media=[Attachment(ALONE, b"x")]),
    "type": lambda t: t.media.put("x", b"x", content_type=ALONE),
    "draft from": lambda t: MessageDraft(ALONE, PERSON),
    "draft to": lambda t: MessageDraft(LINE, ALONE),
    "draft text": lambda t: MessageDraft(LINE, PERSON, ALONE),
    "draft media": lambda t: draft(media=[URL]),
    "draft url": lambda t: draft(callback_url=URL),
    "fallback": lambda t: draft(fallback_url=URL),
    "tag": lambda t: draft(tag=ALONE),
    "application": lambda t: t.applications.create(ALONE, incoming_message_url="http://a.test"),
    "url": lambda t: t.applications.create("shop", incoming_message_url=URL),
    "number's name": lambda t: t.phone_numbers.update(LINE, {"name": ALONE}),
    "caller's name": lambda t: t.number_info.name(PERSON, ALONE),
    "charge": lambda t: t.account.charge("sms-out", ALONE),
    "reply": lambda t: Fault("carrier", reply=ALONE),
    "password": lambda t: Rules(dashboard_password=ALONE),
    "secret": lambda t: Simulator().open_tenant(secret=ALONE),
    "tenant's seed": lambda t: Simulator().open_tenant(seed=ALONE),
    "seed": lambda t: Simulator(seed=ALONE),
    "public url": lambda t: Server(public_url=URL),
}


@pytest.mark.parametrize("call", ENTRANCES.values(), ids=ENTRANCES)
def test_a_lone_surrogate_is_refused(tenant: Tenant, line: PhoneNumber, call: Call) -> None:
    with pytest.raises(ValueError, match="has a surrogate without its pair"):
        call(tenant)

    assert tenant.messages.find() == []


def test_texts_of_all_planes_are_kept(tenant: Tenant, line: PhoneNumber) -> None:
    text = "Grüße 😀 \ue000"

    assert tenant.receive_message(from_=PERSON, to=LINE, text=text).message.text == text
    assert tenant.messages.send(draft(text=text)).text == text
