"""The same by other ways: what is done in an account, as a line of a terminal and as curl."""

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.command_lines import (
    Address,
    Same,
    api,
    control,
    control_call,
    terminal,
)


def receive(address: Address, tenant: Tenant, person: str, to: str, text: str = "Hello") -> Same:
    """A person texts a number."""
    return Same(
        terminal(address, tenant, "receive", "--from", person, "--to", to, "--text", text),
        control(address, tenant, "messages", {"from": person, "to": to, "text": text}),
    )


def replay(address: Address, tenant: Tenant, message_id: str) -> Same:
    """The callback about a message is sent once more."""
    return Same(
        terminal(address, tenant, "replay", message_id),
        control(address, tenant, f"messages/{message_id}/replay", {}),
    )


def update_application(address: Address, tenant: Tenant, application_id: str) -> Same:
    """An application gets another URL: with curl, the app's own way."""
    changes = {"incomingMessageUrl": APP, "callbackHttpMethod": "post"}
    words = ("application", "update", application_id, "--to", APP, "--method", "POST")
    curl = api(address, tenant, f"applications/{application_id}", changes)
    return Same(terminal(address, tenant, *words), curl)


def connect(address: Address, tenant: Tenant, number: str) -> Same:
    """An app takes the texts of a number."""
    curl = control(address, tenant, "connect", {"url": APP, "number": number})
    return Same(terminal(address, tenant, "connect", APP, "--number", number), curl)


def trigger(address: Address, tenant: Tenant) -> Same:
    """A callback is made."""
    return Same(
        terminal(address, tenant, "trigger", "receipt-failed", "--code", "770"),
        control(address, tenant, "trigger", {"name": "receipt-failed", "code": 770}),
    )


def script(address: Address, tenant: Tenant) -> Same:
    """A person answers by themselves."""
    words = ("person", PERSON, "--when", "join", "YES", "--when", "code", "Thanks")
    answers = {"answers": {"join": "YES", "code": "Thanks"}}
    curl = control(address, tenant, f"people/{PERSON}", answers, "PUT")
    return Same(terminal(address, tenant, *words), curl)


def silence(address: Address, tenant: Tenant) -> Same:
    """A person answers no more."""
    curl = control(address, tenant, f"people/{PERSON}", method="DELETE")
    return Same(terminal(address, tenant, "person", PERSON, "--silent"), curl)


def name_number(address: Address, tenant: Tenant) -> Same:
    """A number gets a caller name."""
    curl = control(address, tenant, "numberInfo", {"number": PERSON, "name": "JANE DOE"})
    return Same(terminal(address, tenant, "number", "name", PERSON, "JANE DOE"), curl)


def journal(address: Address, tenant: Tenant, kind: str | None) -> Same:
    """The journal is read."""
    only = ("--kind", kind) if kind else ()
    query = f"journal?kind={kind}" if kind else "journal"
    curl = control(address, tenant, query, method="GET")
    return Same(terminal(address, tenant, "journal", *only), curl)


def add_fault(address: Address, tenant: Tenant) -> Same:
    """A fault is added."""
    words = ("--at", "carrier", "--to", PERSON, "--delivery-code", "770")
    fault = {"at": "carrier", "to": PERSON, "deliveryCode": 770}
    curl = control(address, tenant, "faults", fault)
    return Same(terminal(address, tenant, "fault", "add", *words), curl)


def remove_fault(address: Address, tenant: Tenant, fault_id: str) -> Same:
    """One fault is removed."""
    curl = control(address, tenant, f"faults/{fault_id}", method="DELETE")
    return Same(terminal(address, tenant, "fault", "remove", fault_id), curl)


def clear_faults(address: Address, tenant: Tenant) -> Same:
    """All faults are removed."""
    curl = control(address, tenant, "faults", method="DELETE")
    return Same(terminal(address, tenant, "fault", "clear"), curl)


def order_number(address: Address, tenant: Tenant, number: str) -> Same:
    """A number is ordered: with curl, the app's own way."""
    curl = api(address, tenant, "phoneNumbers", {"number": number})
    return Same(terminal(address, tenant, "number", "add", number), curl)


def update_number(address: Address, tenant: Tenant, number: str) -> Same:
    """A number gets another name: with curl, the app's own way."""
    curl = api(address, tenant, f"phoneNumbers/{number}", {"name": "shop"})
    return Same(terminal(address, tenant, "number", "update", number, "--name", "shop"), curl)


def release_number(address: Address, tenant: Tenant, number: str) -> Same:
    """A number is released: with curl, the app's own way."""
    curl = api(address, tenant, f"phoneNumbers/{number}", method="DELETE")
    return Same(terminal(address, tenant, "number", "release", number), curl)


def delete_application(address: Address, tenant: Tenant, application_id: str) -> Same:
    """An application is deleted: with curl, the app's own way."""
    curl = api(address, tenant, f"applications/{application_id}", method="DELETE")
    return Same(terminal(address, tenant, "application", "delete", application_id), curl)


def create_application(address: Address, tenant: Tenant) -> Same:
    """An application is created: with curl, the app's own way."""
    curl = api(address, tenant, "applications", {"name": "shop", "incomingMessageUrl": APP})
    return Same(terminal(address, tenant, "application", "add", APP, "--name", "shop"), curl)


def advance(address: Address, tenant: Tenant) -> Same:
    """Virtual time passes."""
    curl = control(address, tenant, "advance", {"seconds": 5})
    return Same(terminal(address, tenant, "advance", "5"), curl)


def settle(address: Address, tenant: Tenant) -> Same:
    """Virtual time passes until nothing is due."""
    return Same(terminal(address, tenant, "settle"), control(address, tenant, "settle"))


def reset(address: Address, tenant: Tenant) -> Same:
    """The account starts anew."""
    return Same(terminal(address, tenant, "reset"), control(address, tenant, "reset"))


def snapshot(address: Address, tenant: Tenant) -> Same:
    """The account becomes a file."""
    curl = control(address, tenant, "setup", method="GET")
    return Same(
        terminal(address, tenant, "snapshot", "save", "account.json"), f"{curl} -o account.json"
    )


def magic(address: Address) -> Same:
    """The magic numbers are listed."""
    return Same("catapult-simulator magic", control_call(address, "magic", method="GET"))


PERSON = "+19195550001"
APP = "http://127.0.0.1:3000/sms"
