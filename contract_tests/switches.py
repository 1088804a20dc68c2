"""Features of a simulator only: rules, caller names, received files, faults."""

from base64 import b64encode
from typing import Any, NamedTuple
from urllib.parse import quote

from contract_tests.account import Json
from contract_tests.network import SimulatedNetwork


class File(NamedTuple):
    """A file of a received message."""

    name: str
    content: bytes
    content_type: str


def change_rules(simulated: SimulatedNetwork, **changes: Json) -> dict[str, Json]:
    """Change rules, or the balance in dollars; gives all rules."""
    return dict(_call(simulated, "PATCH", "", changes)["rules"])


def pay(simulated: SimulatedNetwork, amount: int, kind: str) -> None:
    """Add to the balance, in hundred-thousandths of a dollar: a `payment`, `credit` …"""
    _call(simulated, "POST", "/methods/account.pay", {"arguments": [amount, kind]})


def name_caller(simulated: SimulatedNetwork, number: str, name: str) -> None:
    """Set the caller name of `number`; an empty name removes it."""
    _call(simulated, "POST", "/numberInfo", {"number": number, "name": name})


def let_answer(simulated: SimulatedNetwork, person: str, answer: str) -> None:
    """Have the person with this number answer each text so."""
    _call(simulated, "PUT", f"/people/{quote(person)}", {"answers": answer})


def text_files(simulated: SimulatedNetwork, to: str, *files: File) -> dict[str, Json]:
    """Receive a message with `files` at one of the account's numbers; gives the message."""
    media = [
        {"name": name, "content": b64encode(content).decode(), "contentType": content_type}
        for name, content, content_type in files
    ]
    message = {"from": simulated.person, "to": to, "media": media}
    return dict(_call(simulated, "POST", "/messages", message)["message"])


def faults(simulated: SimulatedNetwork) -> list[dict[str, Json]]:
    """The faults that are set, used-up ones included."""
    return list(_call(simulated, "GET", "/faults"))


def clear_faults(simulated: SimulatedNetwork) -> None:
    _call(simulated, "DELETE", "/faults")


def reset(simulated: SimulatedNetwork) -> None:
    """Remove everything from the account."""
    _call(simulated, "POST", "/reset", {})


def magic_numbers(simulated: SimulatedNetwork) -> dict[str, dict[str, str]]:
    """The magic numbers by the name of their outcome."""
    address = f"{simulated.control.base_url}/_simulator/magic"
    answer = simulated.control.session.get(address, timeout=30)
    return {row["name"]: row for row in answer.json()}


def _call(simulated: SimulatedNetwork, method: str, path: str, body: object = None) -> Any:
    control = simulated.control
    address = f"{control.base_url}/_simulator/tenants/{simulated.user_id}{path}"
    answer = control.session.request(method, address, json=body, timeout=30)
    assert answer.ok, f"{method} {address}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None
