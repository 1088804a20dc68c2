"""Why a request belongs to no account: recorded for people, and said in the log of requests."""

from http import HTTPStatus
from typing import Any

from catapult_simulator.core.simulator import Simulator
from catapult_simulator.http_server.wsgi import REASON

_UNASKED = ("/favicon.ico",)  # browsers ask for it by themselves
_RESOURCES = ("users", "phoneNumbers", "availableNumbers")


def record_unmatched(
    simulator: Simulator, environ: dict[str, Any] | None, status: int, reason: str
) -> None:
    """Keep a request that no account owns. `environ`: the part of it that was parsed."""
    environ = environ if environ is not None else {}
    environ[REASON] = reason
    path = path_of(environ)
    if path not in _UNASKED:
        simulator.unmatched_requests.record(environ.get("REQUEST_METHOD", ""), path, status, reason)


def path_of(environ: dict[str, Any]) -> str:
    """The decoded path of a request; empty where it could not be read."""
    path: str = environ.get("PATH_INFO", "")
    return path.encode("latin-1").decode("utf-8", "replace")


def reason_of_path(path: str) -> str:
    """Why a path leads nowhere, and what to do about it."""
    first = path.split("/")[1] if path.startswith("/") else path
    if not first and path != "/":
        return f"path {path} begins with an empty segment; the base URL ends without a slash"
    if first in _RESOURCES:
        return f"missing /v1: the path of this API is /v1{path}"
    if first == "v1":
        return f"path {path} names no resource; below /v1 are {', '.join(_RESOURCES)}"
    return f"path {path} is not part of this API; the base URL ends before /v1"


def reason_of_status(status: int, environ: dict[str, Any] | None) -> str:
    """Why the HTTP server refused a request."""
    reason: str = (environ or {}).get(REASON, "")
    return reason or HTTPStatus(status).phrase.lower()
