"""RequestLog: one line for each request, in text or JSON. Secrets are masked, controls escaped."""

from collections.abc import Callable
from json import dumps
from typing import Any, Literal

from catapult_simulator.core.masking import masked_text
from catapult_simulator.core.printable import printable, printable_json
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.clock import WallClock
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.http_server.wsgi import CONNECTION_FAULT, REASON
from catapult_simulator.web.unmatched import path_of

Environ = dict[str, Any]
Form = Literal["text", "json", "off"]
FORMS: tuple[Form, ...] = ("text", "json", "off")
_MAX_PATH = 300  # characters


class RequestLog:
    """Gives lines to `write`, which must not block: it is called on the event loop.

    `off` writes only the requests that no account owns.
    """

    def __init__(self, form: Form, write: Callable[[str], object]) -> None:
        self._form = form
        self._write = write
        self._now_ms = WallClock().now_ms
        self.tenant_of: Callable[[Environ], Tenant | None] = lambda environ: None

    @property
    def is_on(self) -> bool:
        """Whether each request has its line."""
        return self._form != "off"

    def answered(self, environ: Environ | None, status: int, seconds: float) -> None:
        """Write the line of one request."""
        facts = self._facts({} if environ is None else environ, status, seconds)
        self._write(_as_json(facts) if self._form == "json" else _as_text(facts))

    def unmatched(self, request: UnmatchedRequest) -> None:
        """Write the line of a request that no account owns."""
        self._write(str(request))

    def _facts(self, environ: Environ, status: int, seconds: float) -> dict[str, Any]:
        tenant = self.tenant_of(environ)
        return {
            "at": wire_time(self._now_ms()),
            "method": environ.get("REQUEST_METHOD", ""),
            "path": masked_text(path_of(environ)[:_MAX_PATH]),
            "status": status,
            "ms": round(seconds * 1000, 1),
            "tenant": None if tenant is None else tenant.user_id,
            "reason": _reason(environ, status),
        }


def _reason(environ: Environ, status: int) -> str | None:
    if status == 0:
        return "the client left before the response"
    if CONNECTION_FAULT in environ:
        return f"broken by a fault: {environ[CONNECTION_FAULT]}"
    reason: str | None = environ.get(REASON)
    return reason if reason is None else masked_text(reason)


def _as_text(facts: dict[str, Any]) -> str:
    request = f"{facts['at']} {facts['method'] or '-'} {facts['path'] or '-'}"
    line = f"{request} {facts['status'] or '-'} {facts['ms']} ms {facts['tenant'] or '-'}"
    return printable(line if facts["reason"] is None else f"{line} ({facts['reason']})")


def _as_json(facts: dict[str, Any]) -> str:
    return printable_json(dumps(facts, ensure_ascii=False))
