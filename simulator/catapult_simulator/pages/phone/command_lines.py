"""Command lines: an act of the page as a line of a terminal, and as a curl command."""

import json
import shlex
from typing import Any, NamedTuple

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.core.control_token import TOKEN_VARIABLE
from catapult_simulator.core.tenant import Tenant

# `--json` says the same, from curl 7.82 on: older systems have older ones.
JSON_DATA = ("-H", "Content-Type: application/json", "-d")


class Same(NamedTuple):
    """One act in a terminal, and with curl."""

    terminal: str
    curl: str


class Address(NamedTuple):
    """The way to the simulator: scheme and host, whether its control API asks for a token, and
    whether it has several accounts, so that a command must name one."""

    origin: str
    asks_token: bool = False
    has_several: bool = False


def terminal(address: Address, tenant: Tenant | None, *words: str) -> str:
    """A command, with the account and the address of the simulator where they are needed. It reads
    the token from the environment."""
    account = ("--tenant", tenant.user_id) if tenant and address.has_several else ()
    url = () if address.origin in _DEFAULT else ("--url", address.origin)
    return shlex.join(("catapult-simulator", *words, *account, *url))


def control(
    address: Address, tenant: Tenant, path: str, body: Any = None, method: str = "POST"
) -> str:
    """A call of the control API about one account; an empty `path` means the account itself."""
    return control_call(address, f"tenants/{tenant.user_id}/{path}".rstrip("/"), body, method)


def control_call(address: Address, path: str, body: Any = None, method: str = "POST") -> str:
    """A call of the control API. `body` is JSON; a str is the name of a file with it."""
    sent = body if body is None or isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    usual = "GET" if body is None else "POST"
    words = [
        *(() if method == usual else ("-X", method)),
        f"{address.origin}{CONTROL_PREFIX}/{path}",
        *(() if sent is None else (*JSON_DATA, sent)),
    ]
    return " ".join(["curl", *(_TOKEN if address.asks_token else ()), shlex.join(words)])


def api(address: Address, tenant: Tenant, path: str, body: Any = None, method: str = "POST") -> str:
    """A call of the simulated API."""
    login = f"{tenant.credentials.token}:{tenant.credentials.secret}"
    url = f"{address.origin}/v1/users/{tenant.user_id}/{path}"
    way = () if method == "POST" else ("-X", method)
    data = () if body is None else (*JSON_DATA, json.dumps(body))
    return shlex.join(["curl", "-i", *way, "-u", login, url, *data])


_DEFAULT = ("http://127.0.0.1:8080", "http://localhost:8080")
# The shell puts the token in: it stands in no page.
_TOKEN = (f'-H "Authorization: Bearer ${TOKEN_VARIABLE}"',)
