"""Acts: the verbs that change an account, in their four forms, each with the same arguments."""

from datetime import UTC, datetime

from builders import LINE, PERSON, SECOND_LINE
from catapult_simulator import Fault, Setup, Tenant
from catapult_simulator.core.people.script import Script
from project.verb_places import ANSWERING, SETUP, Act, first


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


def answering(tenant: Tenant) -> object:
    return tenant.people.all()


def apps(tenant: Tenant) -> object:
    return sorted((each.name, each.incoming_message_url) for each in tenant.applications.find())


OTHER = "http://other.test/sms"
LATER = "2030-01-01T00:00:00Z"
ACTS: dict[str, Act[Tenant]] = {
    "receive_message": Act(
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
    "faults.add": Act(
        lambda tenant: tenant.faults.add(Fault("carrier", to=PERSON, delivery_code=770, times=2)),
        ("POST", "/faults", {"at": "carrier", "to": PERSON, "deliveryCode": 770, "times": 2}),
        [
            *("fault", "add", "--at", "carrier", "--to", PERSON),
            *("--delivery-code", "770", "--times", "2"),
        ],
        ("/faults", {"at": "carrier", "to": PERSON, "delivery_code": "770", "times": "2"}),
        set_faults,
    ),
    "faults.remove": Act(
        lambda tenant: tenant.faults.remove(tenant.faults.all()[0].id),
        ("DELETE", "/faults/{fault}", None),
        ["fault", "remove", "{fault}"],
        ("/faults/remove", {"id": "{fault}"}),
        set_faults,
    ),
    "people.set": Act(
        lambda tenant: tenant.people.set(PERSON, Script.of({"join": ["YES"], "": ["Who?"]})),
        ("PUT", f"/people/{PERSON}", {"answers": {"join": ["YES"], "": ["Who?"]}}),
        ["person", PERSON, "--when", "join", "YES", "--when", "", "Who?"],
        (
            "/answers",
            {"number": PERSON, "when-0": "join", "answer-0": "YES", "answer-1": "Who?"},
        ),
        answering,
    ),
    "number_info.name": Act(
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
    "phone_numbers.allocate": Act(
        lambda tenant: tenant.phone_numbers.allocate(SECOND_LINE),
        ("POST", "/methods/phone_numbers.allocate", {"arguments": [SECOND_LINE]}),
        ["number", "add", SECOND_LINE],
        ("/numbers", {"number": SECOND_LINE}),
        bound,
    ),
    "phone_numbers.release": Act(
        lambda tenant: tenant.phone_numbers.release(LINE),
        ("POST", "/methods/phone_numbers.release", {"arguments": [LINE]}),
        ["number", "release", LINE],
        ("/numbers/change", {"number": LINE, "release": "1"}),
        bound,
    ),
    "applications.delete": Act(
        lambda tenant: tenant.applications.delete(tenant.applications.find()[0].id),
        ("POST", "/methods/applications.delete", {"arguments": ["{application}"]}),
        ["application", "delete", "{application}"],
        ("/applications/change", {"id": "{application}", "delete": "1"}),
        bound,
    ),
    "advance_to": Act(
        lambda tenant: tenant.advance_to(datetime(2030, 1, 1, tzinfo=UTC)),
        ("POST", "/advance-to", {"time": LATER}),
        ["advance-to", LATER],
        ("/clock", {"to": LATER}),
        lambda tenant: tenant.now_text,
    ),
    "faults.clear": Act(
        lambda tenant: tenant.faults.clear(),
        ("DELETE", "/faults", None),
        ["fault", "clear"],
        ("/faults/remove", {}),
        set_faults,
    ),
    "people.remove": Act(
        lambda tenant: tenant.people.remove(ANSWERING),
        ("DELETE", f"/people/{ANSWERING}", None),
        ["person", ANSWERING, "--silent"],
        ("/answers", {"number": ANSWERING, "remove": "1"}),
        answering,
    ),
    "phone_numbers.update": Act(
        lambda tenant: tenant.phone_numbers.update(LINE, {"application_id": None}),
        (
            "POST",
            "/methods/phone_numbers.update",
            {"arguments": [LINE, {"application_id": None}]},
        ),
        ["number", "update", LINE, "--no-application"],
        ("/numbers/change", {"number": LINE, "application": ""}),
        bound,
    ),
    "applications.create": Act(
        lambda tenant: tenant.applications.create("club", incoming_message_url=OTHER),
        (
            "POST",
            "/methods/applications.create",
            {"arguments": ["club"], "keywords": {"incoming_message_url": OTHER}},
        ),
        ["application", "add", OTHER, "--name", "club"],
        ("/applications", {"name": "club", "url": OTHER}),
        apps,
    ),
    "applications.update": Act(
        lambda tenant: tenant.applications.update(
            tenant.applications.find()[0].id, {"incoming_message_url": OTHER}
        ),
        (
            "POST",
            "/methods/applications.update",
            {"arguments": ["{application}", {"incoming_message_url": OTHER}]},
        ),
        ["application", "update", "{application}", "--to", OTHER],
        ("/applications/change", {"id": "{application}", "name": "app", "url": OTHER}),
        apps,
    ),
    "apply_setup": Act(
        lambda tenant: tenant.apply_setup(Setup(SETUP)),
        ("PUT", "/setup", SETUP),
        ["setup", "apply", "{file}"],
        ("/setup", {"setup": "{setup}"}),
        bound,
    ),
}
