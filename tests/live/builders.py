"""Settings, requests and answers for the tests of a live run."""

import json
from collections.abc import Mapping

from contract_tests.account import Json
from contract_tests.live.exchange import Answered, Asked, Caller
from contract_tests.live.settings import Settings, read

BASE = "https://api.example.com"
OWN = "+13362154439"
VARIABLES = {
    "CATAPULT_LIVE": "yes",
    "CATAPULT_BASE_URL": f"{BASE}/v1",
    "CATAPULT_USER_ID": "u-1",
    "CATAPULT_TOKEN": "t-token",
    "CATAPULT_SECRET": "hush",
    "CATAPULT_NUMBERS": f"{OWN}, +13362154440",
    "CATAPULT_CALLBACK_URL": "https://hooks.example.com",
}


def settings(**changes: str) -> Settings:
    """`settings(BUDGET="1")`: those of the variables above, with changes."""
    return read(VARIABLES | {f"CATAPULT_{name}": value for name, value in changes.items()})


def asked(
    method: str, path: str, body: Json = None, *, caller: Caller = "account", host: str = BASE
) -> Asked:
    """A request; `path` is below the user unless it begins with a slash."""
    whole = path if path.startswith("/") else f"/users/u-1/{path}"
    content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json"} if content else {}
    return Asked(method, f"{host}/v1{whole}", whole, headers, content, caller)


def answered(
    request: Asked, status: int, body: Json = None, headers: Mapping[str, str] | None = None
) -> Answered:
    content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    return Answered(request, status, dict(headers or {}), content)
