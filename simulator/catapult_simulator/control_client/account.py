"""AccountClient: the methods of one account of a simulator elsewhere, and its files."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control_client.errors import ErrorResponse, no_answer, no_simulator
from catapult_simulator.control_client.transport import Reply, Transport, Unanswered
from catapult_simulator.core.json_text import to_json as json_text
from catapult_simulator.core.remote.problems import problem_from_json
from catapult_simulator.core.remote.values import from_json, to_json
from catapult_simulator.core.world import CLOSED, RESET, TenantClosed

_JSON = {"Content-Type": "application/json"}
_RESET = "reset"
_GONE = ("no-such-tenant", _RESET)
_REFUSED_SIZE = "body-too-large"
LONGEST_POLL_SECONDS = 60.0


class AccountClient:
    """The account `user_id` of the simulator that `transport` reaches.

    Its methods raise what the account's own raise, TenantClosed where it is not open any more, and
    Unreachable where no simulator answers.
    """

    def __init__(self, transport: Transport, url: str, user_id: str) -> None:
        self._transport = transport
        self.url = url
        self.user_id = user_id

    def call(self, method: str, arguments: Sequence[object], keywords: Mapping[str, object]) -> Any:
        """The result of a method, such as `messages.find`."""
        content = {"arguments": to_json(list(arguments)), "keywords": to_json(dict(keywords))}
        body = json_text(content).encode()
        reply = self._send("POST", f"methods/{method}", body=body, headers=_JSON)
        return from_json(json.loads(reply.body)["result"])

    def close(self) -> None:
        """Delete the account."""
        self._send("DELETE", "")

    def get_setup(self) -> str:
        """The account as the text of a setup."""
        return self._send("GET", "setup").body.decode()

    def put_setup(self, text: str) -> None:
        """Let the account start anew with a setup, in JSON."""
        self._send("PUT", "setup", body=text.encode(), headers=_JSON)

    def wait_for_entry(self, after: int, seconds: float) -> None:
        """Wait until the journal has an entry after that number, or `seconds` have passed."""
        query = {"after": after, "limit": 1, "wait": min(seconds, LONGEST_POLL_SECONDS)}
        self._send("GET", "journal", query=query)

    def put_file(self, name: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Store a file."""
        self._send("PUT", _path_of(name), body=content, headers=headers)

    def get_file(self, name: str) -> bytes:
        """The content of a file."""
        return self._send("GET", _path_of(name)).body

    def _send(self, method: str, path: str, **request: Any) -> Reply:
        user = quote(self.user_id, safe="")
        route = f"{CONTROL_PREFIX}/tenants/{user}/{path}".rstrip("/")
        try:
            reply = self._transport.send(method, route, **request)
        except Unanswered as reason:
            raise no_answer(self.url, reason) from None
        if reply.status < 300:
            return reply
        raise self._error_of(reply)

    def _error_of(self, reply: Reply) -> Exception:
        try:
            error = json.loads(reply.body)
            code, message = error["code"], error["message"]
        except (ValueError, LookupError, TypeError):
            return no_simulator(self.url, reply)
        if "problem" in error:
            return problem_from_json(error["problem"])
        if code in _GONE:
            return TenantClosed(self.user_id, RESET if code == _RESET else CLOSED)
        if code == _REFUSED_SIZE:
            return ValueError(message)
        return ErrorResponse(reply.status, code, message)


def _path_of(name: str) -> str:
    return f"media/{quote(name)}"
