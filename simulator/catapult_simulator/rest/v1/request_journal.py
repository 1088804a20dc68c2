"""One journal entry for each authenticated request, without passwords."""

from functools import partial
from typing import Any

from catapult_simulator.core.masking import masked_body, masked_query
from catapult_simulator.web.errors import Call
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.response import Headers, Response

_MAX_BODY = 4 * 1024  # bytes kept of each body


def record(request: ApiRequest, response: Response) -> None:
    """Record the request and its response. The detail is built when the entry is read."""
    answer = response.body[: _MAX_BODY + 1] if isinstance(response.body, bytes) else b""
    request.tenant.journal.record(
        "request",
        f"{request.call.method} /v1/{request.call.path} -> {response.status_code}",
        partial(
            _detail,
            request.call,
            request.environ.get("QUERY_STRING"),
            request.data[: _MAX_BODY + 1],
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
        detail["query"] = masked_query(query)
    if data:
        detail["body"] = _shown(data)
    detail["status"] = status
    detail |= {name.lower(): value for name, value in headers if name in ("Location", "Link")}
    if answer:
        detail["answer"] = _shown(answer)
    return detail


def _shown(data: bytes) -> str:
    """The text of a body, without secrets, of long ones the beginning."""
    text = data[:_MAX_BODY].decode("utf-8-sig", "replace")
    return masked_body(text, cut=len(data) > _MAX_BODY)
