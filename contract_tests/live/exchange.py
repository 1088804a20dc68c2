"""One request of a check with its response, as it went over the wire."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import requests

from contract_tests.account import Credentials

Caller = Literal["account", "wrong secret", "another", "nobody"]
CODE = re.compile(r"[\w-]{1,60}")
OF_A_MESSAGE = re.compile(r"-(m-[a-z2-7]{23})(\.\w*)?$")  # the end of a received file's name
DENIED = ("access-denied", "user-access-denied")


@dataclass(frozen=True)
class Asked:
    """A request before it is sent. `path` is below `/v1` and has the query."""

    method: str
    url: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    caller: Caller
    raw: bool = False  # sent without an HTTP library, which would change it

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the path below the user: `("messages", "m-1")`."""
        parts = tuple(part for part in urlsplit(self.path).path.split("/") if part)
        return parts[2:] if parts[:1] == ("users",) else parts

    def __str__(self) -> str:
        """Method and path, on one line of a terminal."""
        path = self.path if len(self.path) <= 120 else f"{self.path[:120]}…"
        return f"{self.method} {path}"

    @property
    def family(self) -> str:
        return self.parts[0] if self.parts else ""


@dataclass(frozen=True)
class Answered:
    """The response to `asked`."""

    asked: Asked
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    def header(self, name: str) -> str:
        """A header in whatever case it came, or an empty text."""
        found = (value for each, value in self.headers.items() if each.lower() == name)
        return next(found, "")

    @property
    def place(self) -> str:
        """The last part of `Location`: the id of what was made, or an empty text."""
        return last_part(self.header("location"))

    @property
    def code(self) -> str:
        """The code of an error, or an empty text."""
        body = self.json
        code = str(body.get("code", "")) if isinstance(body, dict) else ""
        return code if CODE.fullmatch(code) else ""

    @property
    def refused(self) -> bool:
        """Was it a request of the account, and refused?"""
        return self.asked.caller == "account" and self.status >= 400

    @property
    def unwelcome(self) -> bool:
        """Does it say that the account, or the service, takes no requests at all just now?"""
        if self.asked.caller != "account":
            return False
        if self.status == 429 or self.status >= 500:
            return True
        body = self.json if isinstance(self.json, dict) else {}
        kind = body.get("category")
        return self.status in (401, 403) and (
            kind in ("credit", "limit") or self.code in DENIED or not self.code
        )

    def __str__(self) -> str:
        said = f"{self.status} {self.code}".strip()
        return f"{self.asked.method} {'/'.join(self.asked.parts[:1])} was answered {said}"


@dataclass
class WireLog:
    """The exchanges of the check that runs."""

    exchanges: list[Answered] = field(default_factory=list)

    def clear(self) -> None:
        self.exchanges.clear()


def last_part(url: str) -> str:
    """The id of the resource at `url`."""
    return url.rstrip("/").rpartition("/")[2]


def asked_of(request: requests.PreparedRequest, base_url: str, own: Credentials) -> Asked:
    """The request as it is about to leave."""
    url = str(request.url)
    body = request.body or b""
    return Asked(
        method=str(request.method),
        url=url,
        path=url.removeprefix(base_url).removeprefix("/v1"),
        headers={str(name): _text(value) for name, value in request.headers.items()},
        body=body.encode() if isinstance(body, str) else bytes(body),
        caller=caller_of(_text(request.headers.get("Authorization", "")), own),
    )


def caller_of(authorization: str, own: Credentials) -> Caller:
    """Whose credentials these are."""
    if not authorization:
        return "nobody"
    token, _, secret = _decoded(authorization).partition(":")
    if (token, secret) == (own.token, own.secret):
        return "account"
    return "wrong secret" if token == own.token else "another"


def answered(asked: Asked, answer: requests.Response) -> Answered:
    return Answered(asked, answer.status_code, dict(answer.headers), answer.content)


def _decoded(authorization: str) -> str:
    try:
        return base64.b64decode(authorization.partition(" ")[2]).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
