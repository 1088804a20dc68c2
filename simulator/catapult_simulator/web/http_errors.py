"""Errors of the HTTP server in the API's envelope: requests that reach no route.

The message is the reason of the parser, so that a refusal says what is wrong.
"""

from typing import Any

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.media import MAX_BYTES
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.http_server.wsgi import REASON
from catapult_simulator.web.errors import Call, call_of, render
from catapult_simulator.web.problem_details import problem_response
from catapult_simulator.web.response import Headers
from catapult_simulator.web.unmatched import reason_of_status, record_unmatched

_ERRORS = {413: catalogue.BODY_TOO_LARGE, 500: catalogue.INTERNAL_ERROR}


class HttpErrors:
    """Renders the errors of the HTTP server of one simulator, and records them there."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def __call__(self, status: int, environ: dict[str, Any] | None) -> tuple[int, Headers, bytes]:
        """`environ` is the part of the request that was parsed."""
        call = Call("", "127.0.0.1", "") if environ is None else call_of(environ)
        reason = "" if environ is None else environ.get(REASON, "")
        upload_error = _upload_error(status, reason, environ, call)
        error = upload_error or (_busy(environ) if status == 503 else _error(status, reason))
        response = render(error, call, status=None if upload_error else status)
        if call.path.startswith(f"{CONTROL_PREFIX}/"):
            response = problem_response(response.status_code, error.code, error.message)
        assert isinstance(response.body, bytes)
        why = reason_of_status(status, environ)
        if call.path.startswith(f"{CONTROL_PREFIX}/") and environ is not None:
            environ[REASON] = why  # for the log; it is no call of an app
        else:
            record_unmatched(self._simulator, environ, response.status_code, why)
        return response.status_code, response.headers, response.body


def _error(status: int, reason: str) -> CatapultError:
    if status in _ERRORS or not reason:
        return _ERRORS.get(status, catalogue.BAD_PARAMETERS).error()
    return catalogue.NOT_HTTP.error(reason=reason)


def _busy(environ: dict[str, Any] | None) -> CatapultError:
    why = "Too many connections" if environ is None else "No thread could be started"
    return catalogue.SIMULATOR_BUSY.error(reason=f"{why}; send the request again")


def _upload_error(
    status: int, reason: str, environ: dict[str, Any] | None, call: Call
) -> CatapultError | None:
    """The API's own error for an upload whose size HTTP refuses (documented: errors.md)."""
    if environ is None or call.method != "PUT" or "/media/" not in call.path:
        return None
    if status == 413:
        size = environ.get("CONTENT_LENGTH") or f"more than {MAX_BYTES}"
        return catalogue.MEDIA_SIZE_OVERFLOW.error(size=size, maximum=MAX_BYTES)
    if "Content-Length" in reason:
        return catalogue.MEDIA_INVALID_CONTENT_LENGHT.error()
    return None
