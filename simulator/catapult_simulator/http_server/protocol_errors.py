"""What the server says itself, when no application is asked."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from catapult_simulator.http_server.wsgi import REASON, Environ

logger = logging.getLogger("catapult_simulator")

Headers = list[tuple[str, str]]
# A hook may choose another status than the one that HTTP suggests.
Refuse = Callable[[int, Environ | None], tuple[int, Headers, bytes]]


class ProtocolError(Exception):
    """A request that no application will see; `environ` is what was understood of it, or None."""

    def __init__(self, status: int, reason: str, environ: Environ | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.environ = None if environ is None else {**environ, REASON: reason}


def plain_refusal(status: int, environ: Environ | None) -> tuple[int, Headers, bytes]:
    """The wording when nobody gave a better one."""
    phrase = HTTPStatus(status).phrase
    body = f'{{"code":"{phrase.lower().replace(" ", "-")}","message":"{phrase}"}}'.encode()
    return status, [("Content-Type", "application/json")], body


def render_error(
    refuse: Refuse, status: int, environ: Environ | None
) -> tuple[str, Headers, bytes]:
    """Status line, headers with the length, and body; a hook that fails is passed by."""
    try:
        status, headers, body = refuse(status, environ)
    except Exception as problem:  # the outermost edge: the client still gets an answer
        logger.error("wording a %d failed: %r", status, problem)
        status, headers, body = plain_refusal(status, environ)
    named = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return (
        f"{status} {HTTPStatus(status).phrase}",
        [*named, ("Content-Length", str(len(body)))],
        body,
    )
