"""One journal entry for each authenticated request, without passwords."""

import re
from functools import partial
from json import dumps
from typing import Any

from catapult_simulator.web.errors import Call
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.response import Headers, Response

_MAX_BODY = 4 * 1024  # bytes kept of each body


def record(request: ApiRequest, response: Response) -> None:
    """Record the request and its response. The detail is built when the entry is read."""
    answer = response.body[:_MAX_BODY] if isinstance(response.body, bytes) else b""
    request.tenant.journal.record(
        "request",
        f"{request.call.method} /v1/{request.call.path} -> {response.status_code}",
        partial(
            _detail,
            request.call,
            request.environ.get("QUERY_STRING"),
            request.data[:_MAX_BODY],
            response.status_code,
            response.headers,
            answer,
        ),
    )


def _detail(
    call: Call, query: str | None, data: bytes, status: int, headers: Headers, answer: bytes
) -> dict[str, Any]:
    detail: dict[str, Any] = {"method": call.method, "path": f"/v1/{call.path}"}
    if query:
        detail["query"] = query
    if data:
        detail["body"] = _without_secrets(data)
    detail["status"] = status
    detail |= {name.lower(): value for name, value in headers if name in ("Location", "Link")}
    if answer:
        detail["answer"] = _without_secrets(answer)
    return detail


# Both match in a body that is cut anywhere; the first also a number as password, the second also
# a URL whose slashes are escaped.
_PASSWORD = re.compile(r'("password"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^\s,}"]+)')
_IN_URL = re.compile(r"(https?:\\?/\\?/)[^/\s\"]+@")


def _without_secrets(data: bytes) -> str:
    """The text of a body, with `***` for dashboard passwords and for credentials in URLs."""
    text = data.decode("utf-8", "replace")
    return _IN_URL.sub(r"\1***@", _PASSWORD.sub(rf"\1{dumps('***')}", text))
