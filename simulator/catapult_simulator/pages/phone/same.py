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


class Connection(NamedTuple):
    """The needs of an app that uses the account: base URL, credentials, lines for clients."""

    base_url: str
    user_id: str
    token: str
    secret: str
    clients: tuple[tuple[str, str], ...]


def receive(origin: str, tenant: Tenant, person: str, to: str, text: str = "Hello") -> Same:
    """A person texts a number."""
    return Same(
        terminal(origin, "receive", "--from", person, "--to", to, "--text", text),
        control(origin, tenant, "messages", {"from": person, "to": to, "text": text}),
    )


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


def connection(origin: str, tenant: Tenant) -> Connection:
    """Base URL, credentials and lines for the clients that people use."""
    user_id, token, secret = tenant.credentials
    return Connection(origin, user_id, token, secret, _clients(origin, tenant))


def _clients(origin: str, tenant: Tenant) -> tuple[tuple[str, str], ...]:
    user_id, token, secret = tenant.credentials
    environment = "\n".join(
        (
            f"BANDWIDTH_USER_ID={user_id}",
            f"BANDWIDTH_API_TOKEN={token}",
            f"BANDWIDTH_API_SECRET={secret}",
            f"BANDWIDTH_BASE_URL={origin}",
        )
    )
    python = (
        "import bandwidth\n"
        f"client = bandwidth.client('messaging', '{user_id}', '{token}', '{secret}',\n"
        f"                          api_endpoint='{origin}')"
    )
    node = (
        'const Bandwidth = require("node-bandwidth");\n'
        f'const client = new Bandwidth({{userId: "{user_id}", apiToken: "{token}",\n'
        f'  apiSecret: "{secret}", baseUrl: "{origin}"}});'
    )
    message = {"from": "+19195551212", "to": "+19195550001", "text": "Hello from my app"}
    curl = shlex.join(["curl", "-u", f"{token}:{secret}", f"{origin}/v1/users/{user_id}/messages"])
    curl = f"{curl} --json {shlex.quote(json.dumps(message))}"
    return (("curl", curl), ("Python", python), ("Node", node), ("Environment", environment))


_DEFAULT = ("http://127.0.0.1:8080", "http://localhost:8080")
