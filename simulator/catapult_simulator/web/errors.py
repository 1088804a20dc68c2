"""Error responses: the one place where a CatapultError becomes an HTTP response."""

from ipaddress import IPv6Address, ip_address
from typing import Any, NamedTuple

from catapult_simulator.core.catalogue import CatapultError, Details
from catapult_simulator.core.evidence import observed
from catapult_simulator.core.json_text import to_json
from catapult_simulator.web.response import JSON_TYPE, Response

# Documented in errors.md, by category.
STATUSES = {
    "bad-request": 400,
    "authorization": 401,
    "credit": 403,
    "limit": 403,
    "forbidden": 403,
    "not-found": 404,
    "conflict": 409,
    "too-many-requests": 429,
    "payment": 500,
    "backend": 500,
    "unavailable": 503,
}


_TRAFFIC = observed("recorded exchanges 2015-09; the order is confirmed by content lengths")
ENVELOPE = {
    "category": _TRAFFIC,
    "code": _TRAFFIC,
    "message": _TRAFFIC,
    "details": _TRAFFIC,
    "details.name": _TRAFFIC,
    "details.value": _TRAFFIC,
}
CALL_DETAILS = dict.fromkeys(
    ("requestMethod", "remoteAddress", "requestPath"), observed("recorded exchanges 2015-09")
)


class Call(NamedTuple):
    """The request as errors repeat it: method, peer, and the decoded path after `/v1/`."""

    method: str
    remote_address: str
    path: str

    def details(self) -> Details:
        return (
            ("requestMethod", self.method),
            ("remoteAddress", self.remote_address),
            ("requestPath", self.path),
        )


def call_of(environ: dict[str, Any]) -> Call:
    """The call of a WSGI environ. A trailing slash of the path is kept (observed)."""
    path: str = environ["PATH_INFO"]
    if not path.isascii():
        path = path.encode("latin-1").decode("utf-8", "replace")
    return Call(
        environ["REQUEST_METHOD"],
        _as_java_prints(environ.get("REMOTE_ADDR", "127.0.0.1")),
        path.removeprefix("/v1/"),
    )


def envelope(error: CatapultError, details: Details) -> dict[str, Any]:
    """The body of an error: these keys in this order (observed); 429 has no message."""
    body: dict[str, Any] = {"category": error.category, "code": error.code}
    if error.message:
        body["message"] = error.message
    body["details"] = [{"name": name, "value": value} for name, value in details]
    return body


def render(error: CatapultError, call: Call, *, status: int | None = None) -> Response:
    """The response for `error`. No `Cache-Control` on errors (observed 2015)."""
    body = to_json(envelope(error, error.details + call.details())).encode()
    return Response(status or status_of(error), [JSON_TYPE, *_limit_headers(error)], body)


def status_of(error: CatapultError) -> int:
    """The HTTP status of `error`: that of its row, else of its category."""
    return error.kind.status or STATUSES[error.category]


def _limit_headers(error: CatapultError) -> list[tuple[str, str]]:
    """`X-RateLimit-Reset` repeats the detail (documented: rateLimits/resourceRateLimits.md)."""
    return [
        ("X-RateLimit-Reset", value)
        for name, value in error.details
        if name == "rateLimitResetTime"
    ]


def _as_java_prints(address: str) -> str:
    """`0:0:0:0:0:0:0:1`: IPv6 in full, without leading zeros (documented sample)."""
    if ":" not in address:
        return address
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return ":".join(f"{int(part, 16):x}" for part in parsed.exploded.split(":"))
