"""From bytes to complete requests. Knows HTTP and the limits; knows no sockets and no answers."""

import re
from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NoReturn

from httptools import (
    HttpParserError,
    HttpParserInvalidMethodError,
    HttpParserUpgrade,
    HttpRequestParser,
)

from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.protocol_errors import ProtocolError
from catapult_simulator.http_server.request_body import RequestBody
from catapult_simulator.http_server.wsgi import Environ, HeaderKeys, put_target

_KEYS = HeaderKeys()
_UNKNOWN_METHOD = re.compile(rb"\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r?\n")
_SLACK = 256 * 1024  # one read of the event loop: what may come before the limits are looked at


class Stage(Enum):
    """What the client is in the middle of sending."""

    NOTHING = auto()
    HEAD = auto()
    BODY = auto()


@dataclass(slots=True)
class Request:
    """A whole request. `environ` lacks only `wsgi.input`, which `body.open()` gives."""

    environ: Environ
    body: RequestBody
    keep_alive: bool
    http11: bool


class RequestParser:
    """Feed it bytes; it fills `complete`, or raises the `ProtocolError` that ends the connection.

    `count` is the ordinal of the request that `stage` speaks of, `progress` grows with its body.
    """

    def __init__(self, limits: Limits, template: Environ) -> None:
        self._limits = limits
        self._template = template.copy()
        self._parser = HttpRequestParser(self)
        self._environ: Environ = {}
        self._body = RequestBody(limits.memory_bytes)
        self._target = b""
        self._headers = 0
        self._unread_bytes = 0
        self._feed_bytes = 0
        self._refusal: ProtocolError | None = None
        self.complete: deque[Request] = deque()
        self.stage = Stage.NOTHING
        self.count = 0
        self.progress = 0
        self.wants_continue = False

    def set_addresses(self, here: tuple[Any, ...], there: tuple[Any, ...] | None) -> None:
        """Say between which socket addresses the requests travel."""
        self._template["SERVER_NAME"], self._template["SERVER_PORT"] = here[0], str(here[1])
        if there is not None:  # None: the client is gone again
            self._template["REMOTE_ADDR"], self._template["REMOTE_PORT"] = there[0], str(there[1])

    def feed(self, data: bytes) -> None:
        """Take `data` in. Raises `ProtocolError`; nothing may be fed after that."""
        self._feed_bytes = len(data)
        progress = self.progress
        fresh = self.count + 1 if self.stage is Stage.NOTHING else 0
        try:
            self._parse(data)
        except HttpParserError as problem:
            self._judge(problem, data if self.count == fresh else b"")
        if self.stage is not Stage.NOTHING:
            self._bound_unfinished(len(data), moved=self.progress != progress)

    def close(self) -> None:
        """Forget what is unfinished, and everything that nobody took."""
        self._body.close()
        for request in self.complete:
            request.body.close()
        self.complete.clear()

    def _parse(self, data: bytes | memoryview) -> None:
        """An offer to `Upgrade` stops the parser, but we do not take it up (RFC 9110 §7.8)."""
        while True:
            try:
                self._parser.feed_data(data)
                return
            except HttpParserUpgrade as upgrade:
                self._parser = HttpRequestParser(self)
                self._parser.feed_data(_without_upgrade(self._environ))
                data = memoryview(data)[upgrade.args[0] :]

    # -- what llhttp calls -------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self.count += 1
        self._environ = self._template.copy()
        self._target = b""
        self._headers = 0
        self._unread_bytes = 0
        self.stage = Stage.HEAD

    def on_url(self, part: bytes) -> None:
        self._target += part
        if len(self._target) > self._limits.request_line:
            self._refuse(414, "the request target is too long")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers += 1
        if self._headers > self._limits.header_count:
            self._refuse(431, "too many headers")
        key = _KEYS[name]
        if not key or self.stage is Stage.BODY:  # trailers are read over
            return
        text = value.decode("latin-1").strip(" \t")
        environ = self._environ
        if key in environ:
            text = self._joined(key, environ[key], text)
        environ[key] = text

    def on_headers_complete(self) -> None:
        environ = self._environ
        method = environ["REQUEST_METHOD"] = self._parser.get_method().decode("latin-1")
        version = self._parser.get_http_version()
        environ["SERVER_PROTOCOL"] = f"HTTP/{version}"
        put_target(environ, self._target.decode("latin-1"))
        if self._unread_bytes + self._feed_bytes > self._limits.header_bytes:
            self._bound_head()
        self._require_sound_head(method, version)
        self._bound_declared_body()
        self._body = RequestBody(self._limits.memory_bytes)
        self.wants_continue = version == "1.1" and _expects_continue(environ)
        self._unread_bytes = 0
        self.stage = Stage.BODY

    def on_body(self, part: bytes) -> None:
        self.progress += 1
        if self._body.size + len(part) > self._limits.body_bytes:
            self._refuse(413, "the body is too large")
        try:
            self._body.add(part)
        except OSError as problem:
            self._refuse(500, f"the body could not be stored: {problem}")

    def on_message_complete(self) -> None:
        if self._parser.should_upgrade():  # it comes again, see _parse
            return
        keep_alive = self._parser.should_keep_alive()
        http11 = self._environ["SERVER_PROTOCOL"] == "HTTP/1.1"
        self.complete.append(Request(self._environ, self._body, keep_alive, http11))
        self._body = RequestBody(self._limits.memory_bytes)
        self.stage = Stage.NOTHING
        self.wants_continue = False

    # -- judging -----------------------------------------------------------------------------

    def _joined(self, key: str, before: str, text: str) -> str:
        if key == "HTTP_HOST":
            self._refuse(400, "more than one Host header")
        return f"{before}; {text}" if key == "HTTP_COOKIE" else f"{before},{text}"

    def _require_sound_head(self, method: str, version: str) -> None:
        environ = self._environ
        if version == "1.1" and "HTTP_HOST" not in environ:
            self._refuse(400, "no Host header")  # RFC 9112 §3.2
        if version not in ("1.0", "1.1"):
            self._refuse(400, f"HTTP/{version} is not spoken here")
        if method == "CONNECT":
            self._refuse(501, "this is no proxy")
        if environ.get("HTTP_TRANSFER_ENCODING", "chunked").lower() != "chunked":
            self._refuse(501, "unknown transfer coding")

    def _bound_declared_body(self) -> None:
        declared = self._environ.get("CONTENT_LENGTH")
        if declared is not None and int(declared) > self._limits.body_bytes:
            self._refuse(413, "the body is too large")

    def _bound_head(self) -> None:
        """Measured again from what was understood, since one read may hold several requests."""
        sizes = (len(k) + len(v) for k, v in self._environ.items() if k.startswith("HTTP_"))
        if sum(sizes) > self._limits.header_bytes:
            self._refuse(431, "the headers are too large")

    def _bound_unfinished(self, fed: int, *, moved: bool) -> None:
        """A head, trailer or chunk extension without end is kept by the parser: not for long."""
        self._unread_bytes = 0 if moved else self._unread_bytes + fed
        if self._unread_bytes > self._limits.header_bytes + _SLACK:
            raise ProtocolError(431, "the headers are too large", self._understood())

    def _refuse(self, status: int, reason: str) -> NoReturn:
        """Raised inside the parser, which wraps it: kept aside for `_judge`."""
        self._refusal = ProtocolError(status, reason, self._understood())
        raise self._refusal

    def _judge(self, problem: HttpParserError, data: bytes) -> NoReturn:
        if self._refusal is not None:
            raise self._refusal from None
        unknown = isinstance(problem, HttpParserInvalidMethodError) and _UNKNOWN_METHOD.match(data)
        raise ProtocolError(501 if unknown else 400, str(problem), self._understood()) from None

    def _understood(self) -> Environ | None:
        if not self._target:
            return None
        environ = self._environ
        if "REQUEST_METHOD" not in environ:
            environ["REQUEST_METHOD"] = self._parser.get_method().decode("latin-1")
            put_target(environ, self._target.decode("latin-1"))
        return environ


def _expects_continue(environ: Environ) -> bool:
    expect: str = environ.get("HTTP_EXPECT", "")
    return expect.lower() == "100-continue"


def _without_upgrade(environ: Environ) -> bytes:
    """The head that was understood, written down again without the offer."""
    lines = [f"{environ['REQUEST_METHOD']} {environ['RAW_URI']} {environ['SERVER_PROTOCOL']}"]
    for key, value in environ.items():
        name = key.removeprefix("HTTP_").replace("_", "-")
        if key == "HTTP_CONNECTION":
            value = "close" if "close" in value.lower() else "keep-alive"
        if key.startswith(("HTTP_", "CONTENT_")) and key != "HTTP_UPGRADE":
            lines.append(f"{name}: {value}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
