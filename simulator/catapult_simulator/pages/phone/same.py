"""The same by other ways: each act of the page as a line of a terminal and as a curl command."""

import json
import shlex
from typing import Any, NamedTuple

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.core.tenant import Tenant


class Same(NamedTuple):
    """One act in a terminal, and with curl."""

    terminal: str
    curl: str


def receive(origin: str, tenant: Tenant, person: str, to: str, text: str = "Hello") -> Same:
    """A person texts a number."""
    return Same(
        terminal(origin, "receive", "--from", person, "--to", to, "--text", text),
        control(origin, tenant, "messages", {"from": person, "to": to, "text": text}),
    )


def journal(origin: str, tenant: Tenant, kind: str | None) -> Same:
    """The journal is read."""
    only = ("--kind", kind) if kind else ()
    query = f"journal?kind={kind}" if kind else "journal"
    return Same(terminal(origin, "journal", *only), control(origin, tenant, query, method="GET"))


def add_fault(origin: str, tenant: Tenant) -> Same:
    """A fault is added."""
    words = ("--at", "carrier", "--to", PERSON, "--delivery-code", "770")
    fault = {"at": "carrier", "to": PERSON, "deliveryCode": 770}
    return Same(terminal(origin, "fault", "add", *words), control(origin, tenant, "faults", fault))


def clear_faults(origin: str, tenant: Tenant) -> Same:
    """All faults are removed."""
    curl = control(origin, tenant, "faults", method="DELETE")
    return Same(terminal(origin, "fault", "clear"), curl)


def order_number(origin: str, tenant: Tenant, number: str) -> Same:
    """A number is ordered: the app's own way."""
    return Same("", api(origin, tenant, "phoneNumbers", {"number": number}))


def create_application(origin: str, tenant: Tenant) -> Same:
    """An application is created: the app's own way."""
    body = {"name": "shop", "incomingMessageUrl": "http://127.0.0.1:3000/sms"}
    return Same("", api(origin, tenant, "applications", body))


def advance(origin: str, tenant: Tenant) -> Same:
    """Virtual time passes."""
    curl = control(origin, tenant, "advance", {"seconds": 5})
    return Same(terminal(origin, "advance", "5"), curl)


def settle(origin: str, tenant: Tenant) -> Same:
    """Virtual time passes until nothing is due."""
    return Same(terminal(origin, "settle"), control(origin, tenant, "settle"))


def reset(origin: str, tenant: Tenant) -> Same:
    """The account starts anew."""
    return Same(terminal(origin, "reset"), control(origin, tenant, "reset"))


def snapshot(origin: str, tenant: Tenant) -> Same:
    """The account becomes a file."""
    curl = control(origin, tenant, "setup", method="GET")
    return Same(terminal(origin, "snapshot", "save", "account.json"), curl)


def magic(origin: str) -> Same:
    """The magic numbers are listed."""
    curl = shlex.join(["curl", f"{origin}{CONTROL_PREFIX}/magic"])
    return Same("catapult-simulator magic", curl)


def terminal(origin: str, *words: str) -> str:
    """A command, with the address of the simulator where that is not the default."""
    url = () if origin in _DEFAULT else ("--url", origin)
    return shlex.join(("catapult-simulator", *words, *url))


def control(origin: str, tenant: Tenant, path: str, body: Any = None, method: str = "POST") -> str:
    """A call of the control API."""
    url = f"{origin}{CONTROL_PREFIX}/tenants/{tenant.user_id}/{path}"
    words = ["curl", *(() if method in ("GET", "POST") else ("-X", method)), url]
    if body is not None:
        words += ["--json", json.dumps(body, ensure_ascii=False)]
    elif method == "POST":
        words += ["-X", "POST"]
    return shlex.join(words)


def api(origin: str, tenant: Tenant, path: str, body: Any) -> str:
    """A call of the simulated API."""
    login = f"{tenant.credentials.token}:{tenant.credentials.secret}"
    url = f"{origin}/v1/users/{tenant.user_id}/{path}"
    return shlex.join(["curl", "-i", "-u", login, url, "--json", json.dumps(body)])


PERSON = "+19195550001"
_DEFAULT = ("http://127.0.0.1:8080", "http://localhost:8080")
