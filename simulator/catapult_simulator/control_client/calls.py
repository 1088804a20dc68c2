"""ControlCalls: requests to the control API of a running simulator, and its errors."""

import json
from typing import Any
from urllib.parse import quote

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control_client.errors import (
    ControlError,
    ErrorResponse,
    no_answer,
    no_simulator,
)
from catapult_simulator.control_client.transport import Reply, Transport, Unanswered

Json = dict[str, Any]

# Receiving a message waits for the app: 10 s, and 10 s for its fallback. A list waits up to 60 s.
_TIMEOUT_SECONDS = 75.0


def segment(name: str, value: str) -> str:
    """`value` as one part of a path, quoted. Raises ControlError for a blank one: it would name
    another route, such as that of all faults."""
    if not value.strip():
        raise ControlError(f"{name}={value!r} is blank; give the one that is meant")
    return quote(value, safe="")


def tenant_path(user_id: str, *parts: str) -> str:
    """The path of a tenant's control routes, or of one of them: quoted `parts`."""
    return "/".join(("tenants", segment("userId", user_id), *parts))


class ControlCalls:
    """Calls to the simulator at `url` (without `/v1`) by method and path. Each can raise
    ControlError."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.transport = Transport(url, timeout=_TIMEOUT_SECONDS)

    def _list(self, path: str, **query: Any) -> list[Json]:
        return list(json.loads(self._call("GET", path, **query).body))

    def _json(self, method: str, path: str, *, body: Json | None = None, **query: Any) -> Json:
        return dict(json.loads(self._call(method, path, body=body, **query).body))

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: Json | str | bytes | None = None,
        content_type: str = "application/json",
        **query: Any,
    ) -> Reply:
        text = json.dumps(body) if isinstance(body, dict) else body
        given = text.encode() if isinstance(text, str) else text
        headers = {} if body is None else {"Content-Type": content_type}
        route = f"{CONTROL_PREFIX}/{path}"
        try:
            reply = self.transport.send(method, route, query=query, body=given, headers=headers)
        except Unanswered as reason:
            raise no_answer(self.url, reason) from None
        if reply.status == 204 or (reply.status < 300 and reply.is_json):
            return reply
        raise self._error_of(reply)

    def _error_of(self, reply: Reply) -> ControlError:
        try:
            error = json.loads(reply.body)
            return ErrorResponse(reply.status, error["code"], error["message"], error)
        except (ValueError, LookupError, TypeError):
            pass  # not an error of the control API
        return no_simulator(self.url, reply)
