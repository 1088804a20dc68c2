"""Acts: verbs in their four forms, each with the same arguments, and what they change."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from builders import APP_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import Fault, Simulator, Tenant
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.people.script import Script


class Act(NamedTuple):
    """A verb in its four forms, with the same arguments, and what it changes. `{message}`,
    `{fault}` and `{application}` are those of the account."""

    python: Callable[[Tenant], object]
    control: tuple[str, str, Any]
    command: list[str]
    page: tuple[str, dict[str, str]] | None
    effect: Callable[[Tenant], object]


def told(tenant: Tenant) -> list[object]:
    """The payloads of the callbacks, without what differs between accounts."""
    entries = [dict(entry.detail) for entry in tenant.journal.entries(kind="callback")]
    return [
        {key: each.get(key) for key in ("url", "text", "direction", "state", "deliveryCode")}
        for each in entries
    ]


def bound(tenant: Tenant) -> object:
    numbers = {each.number: each.application_id for each in tenant.phone_numbers.find()}
    urls = {each.id: each.incoming_message_url for each in tenant.applications.find()}
    return {number: urls.get(each or "") for number, each in numbers.items()}


def set_faults(tenant: Tenant) -> object:
    return [(each.at, each.to, each.delivery_code, each.times) for each in tenant.faults.all()]


OTHER = "http://other.test/sms"
ACTS: dict[str, Act] = {
    "receive": Act(
        lambda tenant: tenant.receive_message(from_=PERSON, to=LINE, text="hi"),
        ("POST", "/messages", {"from": PERSON, "to": LINE, "text": "hi"}),
        ["receive", "--from", PERSON, "--to", LINE, "--text", "hi"],
        (f"/with/{PERSON}", {"to": LINE, "text": "hi"}),
        told,
    ),
    "replay": Act(
        lambda tenant: tenant.replay(first(tenant), url=OTHER, edit={"text": "STOP"}),
        ("POST", "/messages/{message}/replay", {"url": OTHER, "edit": {"text": "STOP"}}),
        ["replay", "{message}", "--to", OTHER, "--edit", "text=STOP"],
        ("/messages/{message}/again", {"url": OTHER, "text": "STOP"}),
        told,
    ),
    "trigger": Act(
        lambda tenant: tenant.trigger("receipt-failed", code=770),
        ("POST", "/trigger", {"name": "receipt-failed", "code": 770}),
        ["trigger", "receipt-failed", "--code", "770"],
        ("/trigger", {"name": "receipt-failed", "code": "770"}),
        told,
    ),
    "connect": Act(
        lambda tenant: tenant.connect(OTHER, number=LINE),
        ("POST", "/connect", {"url": OTHER, "number": LINE}),
        ["connect", OTHER, "--number", LINE],
        ("/connect", {"url": OTHER, "number": LINE, "text": ""}),
        bound,
    ),
    "advance": Act(
        lambda tenant: tenant.advance(5),
        ("POST", "/advance", {"seconds": 5}),
        ["advance", "5"],
        ("/clock", {"advance": "5"}),
        lambda tenant: tenant.now_text,
    ),
    "settle": Act(
        lambda tenant: tenant.settle(),
        ("POST", "/settle", {}),
        ["settle"],
        ("/clock", {"settle": "1"}),
        lambda tenant: (tenant.now_text, [each.state for each in tenant.messages.find()]),
    ),
    "reset": Act(
        lambda tenant: tenant.reset(),
        ("POST", "/reset", {}),
        ["reset"],
        ("/reset", {}),
        lambda tenant: (len(tenant.messages), tenant.phone_numbers.find()),
    ),
    "fault add": Act(
        lambda tenant: tenant.faults.add(Fault("carrier", to=PERSON, delivery_code=770, times=2)),
        ("POST", "/faults", {"at": "carrier", "to": PERSON, "deliveryCode": 770, "times": 2}),
        [
            *("fault", "add", "--at", "carrier", "--to", PERSON),
            *("--delivery-code", "770", "--times", "2"),
        ],
        ("/faults", {"at": "carrier", "to": PERSON, "delivery_code": "770", "times": "2"}),
        set_faults,
    ),
    "fault remove": Act(
        lambda tenant: tenant.faults.remove(tenant.faults.all()[0].id),
        ("DELETE", "/faults/{fault}", None),
        ["fault", "remove", "{fault}"],
        ("/faults/remove", {"id": "{fault}"}),
        set_faults,
    ),
    "person": Act(
        lambda tenant: tenant.people.set(PERSON, Script.of({"join": ["YES"], "": ["Who?"]})),
        ("PUT", f"/people/{PERSON}", {"answers": {"join": ["YES"], "": ["Who?"]}}),
        ["person", PERSON, "--when", "join", "YES", "--when", "", "Who?"],
        (
            "/answers",
            {"number": PERSON, "when-0": "join", "answer-0": "YES", "answer-1": "Who?"},
        ),
        lambda tenant: tenant.people.all(),
    ),
    "number name": Act(
        lambda tenant: tenant.number_info.name(PERSON, "JANE DOE"),
        ("POST", "/numberInfo", {"number": PERSON, "name": "JANE DOE"}),
        ["number", "name", PERSON, "JANE DOE"],
        ("/names", {"number": PERSON, "name": "JANE DOE"}),
        lambda tenant: tenant.number_info.names,
    ),
    "rules": Act(
        lambda tenant: setattr(tenant, "rules", tenant.rules.but(receipt_ms=5, loop_back=False)),
        ("PATCH", "", {"receiptMs": 5, "loopBack": False}),
        ["tenant", "change", "--rule", "receiptMs=5", "--rule", "loopBack=false"],
        ("/rules", {"receiptMs": "5", "loopBack": "false"}),
        lambda tenant: (tenant.rules.receipt_ms, tenant.rules.loop_back),
    ),
    "number add": Act(
        lambda tenant: tenant.phone_numbers.allocate(SECOND_LINE),
        ("POST", "/methods/phone_numbers.allocate", {"arguments": [SECOND_LINE]}),
        ["number", "add", SECOND_LINE],
        ("/numbers", {"number": SECOND_LINE}),
        bound,
    ),
    "number release": Act(
        lambda tenant: tenant.phone_numbers.release(LINE),
        ("POST", "/methods/phone_numbers.release", {"arguments": [LINE]}),
        ["number", "release", LINE],
        ("/numbers/change", {"number": LINE, "release": "1"}),
        bound,
    ),
    "application delete": Act(
        lambda tenant: tenant.applications.delete(tenant.applications.find()[0].id),
        ("POST", "/methods/applications.delete", {"arguments": ["{application}"]}),
        ["application", "delete", "{application}"],
        ("/applications/change", {"id": "{application}", "delete": "1"}),
        bound,
    ),
}


def first(tenant: Tenant) -> str:
    return tenant.messages.find(direction="in")[-1].id


def furnish(tenant: Tenant) -> None:
    """A number with an app, a text, a message that is on its way, a fault that strikes nobody."""
    tenant.connect(APP_URL, number=LINE)
    tenant.receive_message(from_=PERSON, to=LINE, text="open?")
    tenant.messages.send(draft())
    tenant.faults.add(Fault("carrier", to="+19195550007", silent=True))


def expected(act: Act) -> object:
    """The effect of the form in Python."""
    tenant = Simulator(callback_sender=RecordingSender()).open_tenant()
    furnish(tenant)
    act.python(tenant)
    return act.effect(tenant)


def filled(template: Any, tenant: Tenant) -> Any:
    """`template` with the ids of the account."""
    ids = {
        "{message}": first(tenant),
        "{fault}": tenant.faults.all()[0].id,
        "{application}": tenant.applications.find()[0].id,
    }
    text = json.dumps(template)
    for name, value in ids.items():
        text = text.replace(name, value)
    return json.loads(text)
