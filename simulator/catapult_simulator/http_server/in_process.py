"""Calling a WSGI application without a socket: from a client's request to what it would receive.

A request arrives as bytes (`MemoryConnection`) or in parts (`environ_of`).
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.protocol_errors import (
    Headers,
    ProtocolError,
    plain_error,
    render_error,
)
from catapult_simulator.http_server.request_parser import RequestParser
from catapult_simulator.http_server.response_head import response_head
from catapult_simulator.http_server.wsgi import (
    CAN_LONG_POLL,
    CONNECTION_FAULT,
    DELAY,
    GARBAGE,
    Environ,
    HeaderKeys,
    environ_template,
    put_target,
)

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_KEYS = HeaderKeys()
_LIMITS = Limits()


class Answer(NamedTuple):
    """A response, `delay` seconds late, or a broken connection, as a client receives it.

    `fault` is None or one of `CONNECTION_FAULTS`.
    """

    status_line: str
    headers: Headers
    body: bytes
    fault: str | None = None
    delay: float = 0.0
    is_head: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the response comes complete and at once."""
        return self.fault is None and not self.delay

    @property
    def status(self) -> int:
        return int(self.status_line[:3])

    @property
    def reason(self) -> str:
        return self.status_line[4:]

    @property
    def all_headers(self) -> Headers:
        """The headers of the application, and those that the server adds."""
        lines = self._head().decode("latin-1").split("\r\n")[1:-2]
        return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]

    @property
    def wire(self) -> bytes:
        """The bytes before the connection ends. Nothing follows a broken connection."""
        if self.fault == "garbage":
            return GARBAGE
        if self.fault in ("reset", "close"):
            return b""
        body = b"" if self.is_head else self.body
        return self._head() + (body[: len(body) // 2] if self.fault == "truncate" else body)

    def _head(self) -> bytes:
        headers = self.headers
        if not any(name.lower() == "content-length" for name, _ in headers) and self.body:
            headers = [*headers, ("Content-Length", str(len(self.body)))]
        return response_head(self.status_line, headers).complete(close=True)


def call(app: "WSGIApplication", environ: Environ) -> Answer:
    """Call the application; gives its whole answer. Raises what the application raises."""
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Any:
        started[:] = [(status, headers)]
        return _no_write

    chunks = app(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    if not started:
        raise RuntimeError("the application did not call start_response")
    delay = environ.get(DELAY)
    return Answer(
        *started[0],
        body,
        environ.get(CONNECTION_FAULT),
        0.0 if delay is None else delay.seconds,
        is_head=environ["REQUEST_METHOD"] == "HEAD",
    )


def environ_of(
    base: Environ, method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes
) -> Environ:
    """The environ of a request. `base` is a `memory_environ`; its length is that of `body`."""
    environ = base.copy()
    for name, value in headers:
        if key := _key(name):
            before = environ.get(key)
            environ[key] = value if before is None else f"{before},{value}"
    environ.setdefault("HTTP_HOST", environ["SERVER_NAME"])
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["REQUEST_METHOD"] = method
    put_target(environ, target)
    environ["wsgi.input"] = BytesIO(body)
    return environ


def memory_environ(scheme: str, host: str) -> Environ:
    """The keys that all requests to `host` share."""
    environ = environ_template(scheme) | {
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
    }
    del environ[CAN_LONG_POLL]
    return environ


class MemoryConnection:
    """A connection to a WSGI application that carries one request."""

    def __init__(self, app: "WSGIApplication", base: Environ) -> None:
        self._app = app
        self._parser = RequestParser(_LIMITS, base)

    def feed(self, data: bytes) -> Answer | None:
        """The answer, once the request is complete. Raises what the application raises."""
        self._parser.feed(data)
        try:
            request = self._parser.next_request()
        except ProtocolError as problem:
            return Answer(*render_error(plain_error, problem.status, None))
        if request is None:
            return None
        environ = request.environ.copy()
        environ["wsgi.input"] = request.body.open()
        try:
            return call(self._app, environ)
        finally:
            request.body.close()

    def close(self) -> None:
        """Let go of a request that is incomplete."""
        self._parser.close()


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    return _KEYS[name.encode("latin-1")]


def _no_write(data: bytes) -> None:
    raise NotImplementedError("write() is not supported: return the body (PEP 3333)")
