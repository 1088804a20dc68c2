"""From bytes to complete requests. Knows HTTP and the limits; knows no sockets and no responses."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NoReturn

from httptools import (
    HttpParserError,
    HttpParserInvalidMethodError,
    HttpParserUpgrade,
    HttpRequestParser,
)

from catapult_simulator.http_server.limits import KIB, Limits
from catapult_simulator.http_server.protocol_errors import ProtocolError
from catapult_simulator.http_server.request_body import RequestBody
from catapult_simulator.http_server.request_head import (
    expects_continue,
    head_error,
    joined,
    storage_error,
    without_upgrade,
)
from catapult_simulator.http_server.wsgi import Environ, HeaderKeys, put_target

_KEYS = HeaderKeys()
_UNKNOWN_METHOD = re.compile(rb"\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r?\n")
_SLICE_BYTES = 8 * KIB  # parsed at once: at most so many bytes of requests are parsed ahead


class Phase(Enum):
    """The part of a request that the client is sending."""

    IDLE = auto()
    HEAD = auto()
    BODY = auto()


@dataclass(slots=True)
class Request:
    """A complete request. `environ` lacks only `wsgi.input`, which `body.open()` gives."""

    environ: Environ
    body: RequestBody
    keep_alive: bool


class RequestParser:
    """`feed` takes bytes, `next_request` parses them, slice by slice, as requests are asked for.

    `count` numbers the request that `phase` is about, `progress` grows with its body.
    """

    def __init__(self, limits: Limits, template: Environ) -> None:
        self._limits = limits
        self._template = template.copy()
        self._parser = HttpRequestParser(self)
        self._unparsed, self._position = b"", 0
        self._complete: deque[Request] = deque()
        self._error: ProtocolError | None = None
        self._environ: Environ = {}
        self._body = RequestBody(limits.memory_bytes)
        self._target = b""
        self._headers = self._header_bytes = 0
        self._unfinished_bytes = 0
        self._slice, self._searched = b"", 0
        self.phase = Phase.IDLE
        self.count = 0
        self.progress = 0
        self.wants_continue = False

    def set_addresses(self, server: tuple[Any, ...], client: tuple[Any, ...] | None) -> None:
        """Put the socket addresses of both ends into the environ of each request."""
        self._template["SERVER_NAME"], self._template["SERVER_PORT"] = server[0], str(server[1])
        if client is not None:  # None: the client has left already
            self._template["REMOTE_ADDR"], self._template["REMOTE_PORT"] = client[0], str(client[1])

    @property
    def waiting_bytes(self) -> int:
        """The number of bytes that were fed and not parsed."""
        return len(self._unparsed) - self._position

    @property
    def has_more(self) -> bool:
        """Whether `next_request` may give a request without more being fed."""
        return bool(self._complete or self._error or self.waiting_bytes)

    def feed(self, data: bytes) -> None:
        self._unparsed, self._position = self._unparsed[self._position :] + data, 0

    def next_request(self) -> Request | None:
        """The next complete request, None where more bytes are needed.

        Raises the `ProtocolError` that ends the connection, after the requests before it.
        """
        while not self._complete and self._error is None and self.waiting_bytes:
            self._parse_slice()
        if self._complete:
            return self._complete.popleft()
        if self._error is not None:
            raise self._error
        return None

    def close(self) -> None:
        """Close the bodies of requests that are incomplete or were not taken."""
        if self.phase is not Phase.IDLE:
            self._body.close()
        for request in self._complete:
            request.body.close()
        self._complete.clear()
        del self._parser  # it refers to this object: both would stay for the collector

    # -- parsing -----------------------------------------------------------------------------

    def _parse_slice(self) -> None:
        data = self._unparsed[self._position : self._position + _SLICE_BYTES]
        self._position += len(data)
        progress, first = self.progress, self.count + 1 if self.phase is Phase.IDLE else 0
        try:
            self._parse(data)
            self._bound_unfinished(len(data), moved=self.progress != progress)
        except ProtocolError as error:
            self._error = error
        except HttpParserError as problem:
            self._error = self._error or self._error_of(
                problem, data if self.count == first else b""
            )

    def _parse(self, data: bytes) -> None:
        """An offer to `Upgrade` stops the parser. It is declined (RFC 9110 §7.8)."""
        unread_head = self._slice[self._searched :] if self.phase is Phase.HEAD else b""
        self._slice, self._searched = unread_head + data, 0
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade as upgrade:
            self._parser = HttpRequestParser(self)
            self._slice, self._searched = without_upgrade(self._environ), 0
            self._parser.feed_data(self._slice)
            self._parse(data[upgrade.args[0] :])

    # -- called by llhttp --------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self.count += 1
        self._environ = self._template.copy()
        self._body = RequestBody(self._limits.memory_bytes)
        self._target = b""
        self._headers = self._header_bytes = 0
        self._unfinished_bytes = 0
        self.phase = Phase.HEAD

    def on_url(self, part: bytes) -> None:
        self._target += part
        if len(self._target) > self._limits.request_line:
            self._refuse(414, f"a URL of more than {self._limits.request_line} bytes")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers += 1
        self._header_bytes += len(name) + len(value)
        if self._headers > self._limits.header_count:
            self._refuse(431, f"more than {self._limits.header_count} headers")
        if self._header_bytes > self._limits.header_bytes:
            self._refuse(431, f"headers of more than {self._limits.header_bytes} bytes")
        key = _KEYS[name]
        if not key or self.phase is Phase.BODY:  # trailers are ignored
            return
        text = value.decode("latin-1").strip(" \t")
        environ = self._environ
        if key in environ:
            if key == "HTTP_HOST":
                self._refuse(400, "more than one Host header")
            text = joined(key, environ[key], text)
        environ[key] = text

    def on_headers_complete(self) -> None:
        environ = self._environ
        method = environ["REQUEST_METHOD"] = self._parser.get_method().decode("latin-1")
        version = self._parser.get_http_version()
        environ["SERVER_PROTOCOL"] = f"HTTP/{version}"
        target = self._target.decode("latin-1")
        self._require_request_line(f"{method} {target} HTTP/{version}".encode("latin-1"))
        host = environ.get("HTTP_HOST")
        put_target(environ, target)
        if (error := head_error(environ, host, self._limits.body_bytes)) is not None:
            self._refuse(*error)
        self.wants_continue = expects_continue(environ)
        self._unfinished_bytes = 0
        self.phase = Phase.BODY

    def on_body(self, part: bytes) -> None:
        self.progress += 1
        if self._body.size + len(part) > self._limits.body_bytes:
            self._refuse(413, "the body is too large")
        self._store(self._body.add, part)

    def on_message_complete(self) -> None:
        if self._parser.should_upgrade():  # `_parse` feeds it again
            return
        self._store(self._body.complete)
        self._complete.append(Request(self._environ, self._body, self._parser.should_keep_alive()))
        self.phase = Phase.IDLE
        self.wants_continue = False

    def _store(self, write: Callable[..., None], *part: bytes) -> None:
        try:
            write(*part)
        except OSError as problem:
            self._body.close()
            self._refuse(*storage_error(problem))

    # -- checks ------------------------------------------------------------------------------

    def _require_request_line(self, line: bytes) -> None:
        """llhttp accepts more than one space between the parts (RFC 9112 §3 wants one)."""
        at = self._slice.find(line, self._searched)
        if at < 0:
            self._refuse(400, "the request line has more than one space in a row")
        self._searched = at + len(line)

    def _bound_unfinished(self, fed: int, *, moved: bool) -> None:
        """llhttp keeps an unfinished header, trailer or chunk extension: bound it."""
        if self.phase is Phase.IDLE:
            return
        self._unfinished_bytes = 0 if moved else self._unfinished_bytes + fed
        if self._unfinished_bytes > self._limits.header_bytes + _SLICE_BYTES:
            reason = f"headers of more than {self._limits.header_bytes} bytes"
            raise ProtocolError(431, reason, self._parsed_environ())

    def _refuse(self, status: int, reason: str) -> NoReturn:
        """Store the error, since httptools wraps an exception of its callbacks."""
        self._error = ProtocolError(status, reason, self._parsed_environ())
        raise self._error

    def _error_of(self, problem: HttpParserError, data: bytes) -> ProtocolError:
        unknown = isinstance(problem, HttpParserInvalidMethodError) and _UNKNOWN_METHOD.match(data)
        return ProtocolError(501 if unknown else 400, str(problem), self._parsed_environ())

    def _parsed_environ(self) -> Environ | None:
        if not self._target:
            return None
        environ = self._environ
        if "PATH_INFO" not in environ:
            environ["REQUEST_METHOD"] = self._parser.get_method().decode("latin-1")
            put_target(environ, self._target.decode("latin-1"))
        return environ
