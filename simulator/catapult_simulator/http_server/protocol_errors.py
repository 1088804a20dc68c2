"""Errors that the server answers itself, without the application."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from catapult_simulator.http_server.wsgi import REASON, Environ

logger = logging.getLogger("catapult_simulator")

Headers = list[tuple[str, str]]
# Gives status, headers and body for a status; it may choose another status than HTTP suggests.
ErrorRenderer = Callable[[int, Environ | None], tuple[int, Headers, bytes]]


class ProtocolError(Exception):
    """The request cannot reach the application. `environ` is the part that was parsed, or None."""

    def __init__(self, status: int, reason: str, environ: Environ | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.environ = None if environ is None else {**environ, REASON: reason}


def plain_error(status: int, environ: Environ | None) -> tuple[int, Headers, bytes]:
    """The default renderer."""
    phrase = HTTPStatus(status).phrase
    body = f'{{"code":"{phrase.lower().replace(" ", "-")}","message":"{phrase}"}}'.encode()
    return status, [("Content-Type", "application/json")], body


def render_error(
    renderer: ErrorRenderer, status: int, environ: Environ | None
) -> tuple[str, Headers, bytes]:
    """Status line, headers with the length, body. Falls back to `plain_error`."""
    try:
        status, headers, body = renderer(status, environ)
    except Exception as problem:  # the outermost edge: the client still gets a response
        logger.error("rendering a %d failed: %r", status, problem)
        status, headers, body = plain_error(status, environ)
    others = [(name, value) for name, value in headers if name.lower() != "content-length"]
    length = ("Content-Length", str(len(body)))
    return f"{status} {HTTPStatus(status).phrase}", [*others, length], body
