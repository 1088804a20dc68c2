"""ResponseReader: a receiver's HTTP response from bytes, and the beginning of its body as text.

Knows no sockets. Informational responses (1xx) are skipped, trailers ignored.
"""

import zlib
from email.message import Message

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from catapult_simulator.core.callback_reasons import Cause
from catapult_simulator.core.printable import printable

APP_ERROR = "X-App-Error"  # the exception of an app under test, which its server adds
SHOWN_BYTES = 16 * 1024  # of the body: the API ignores it, people want to see it
_TLS_ALERT = b"\x15\x03"  # a server of TLS says so to plain HTTP
_SHOWN_HEAD = 4 * 1024  # characters
_COOKIES = ("set-cookie", "set-cookie2")
_HEAD_BYTES = 64 * 1024  # status lines and headers, informational ones included


class BadResponse(Exception):
    """The receiver's bytes are not an HTTP response; the text is for people."""

    def __init__(self, text: str, cause: Cause) -> None:
        super().__init__(text)
        self.cause = cause


class ResponseReader:
    """Feed it bytes until `complete`. `started` is true from the first byte on."""

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        self.status = 0
        self._head_bytes = 0
        self._headers: dict[str, str] = {}
        self._in_body = False
        self._body = bytearray()
        self._keep_alive = False
        self._surplus = False
        self.started = False
        self.complete = False

    @property
    def reusable(self) -> bool:
        """Whether the connection may carry another request."""
        return (
            self._keep_alive
            and self._framed
            and not self.cut
            and self.status != 101
            and not self._surplus
        )

    @property
    def cut(self) -> bool:
        """Whether the body is longer than the part that is kept."""
        return len(self._body) > SHOWN_BYTES

    def feed(self, data: bytes) -> None:
        """Read on. Raises BadResponse."""
        self.started = True
        if not self._in_body:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            self.complete = True
        except HttpParserError as error:
            self._keep_alive = False
            if not self.complete:  # bytes after a complete response only end the connection
                raise self._bad(data, str(error)) from None
        if self._head_bytes > _HEAD_BYTES and not self._in_body:
            raise BadResponse(f"more than {_HEAD_BYTES // 1024} KiB", "too-many-headers")

    def end(self) -> None:
        """The receiver closed the connection. Raises BadResponse where that is too early."""
        if not self.started:
            raise BadResponse("no byte came", "closed")
        if not self.complete and (not self._in_body or self._framed):
            raise BadResponse("the connection was closed", "cut-off")
        self.complete = True

    def header(self, name: str) -> str | None:
        """The value of a header; `name` in lower case."""
        return self._headers.get(name)

    def head(self) -> str:
        """The headers, one a line, without cookies; the first 4 KiB."""
        lines = (
            f"{name}: {value}" for name, value in self._headers.items() if name not in _COOKIES
        )
        return "\n".join(lines)[:_SHOWN_HEAD]

    def release(self) -> None:
        """Read no more. The parser refers to this object: both would stay for the collector."""
        del self._parser

    def text(self) -> str:
        """The beginning of the body, decompressed and decoded as far as that can be done."""
        body = _decompressed(bytes(self._body[:SHOWN_BYTES]), self._headers.get("content-encoding"))
        return _decoded(body[:SHOWN_BYTES], self._headers.get("content-type", ""))

    # -- called by the parser; also for a second response, which belongs to no request ---------

    def on_message_begin(self) -> None:
        if self.complete:
            self._surplus = True
        else:
            self._headers.clear()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._in_body:  # a trailer otherwise
            self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if not self.complete:
            self.status = int(self._parser.get_status_code())
            self._in_body = not self._informational

    def on_body(self, data: bytes) -> None:
        if self.complete:
            return
        self._body += data
        self.complete = self.cut

    def on_message_complete(self) -> None:
        if self.complete:
            return
        self.complete = not self._informational
        self._keep_alive = self.complete and bool(self._parser.should_keep_alive())

    @property
    def _informational(self) -> bool:
        return 100 <= self.status < 200 and self.status != 101

    def _bad(self, data: bytes, problem: str) -> BadResponse:
        if self._in_body or data.startswith(b"HTTP/"):
            return BadResponse(problem[:1].lower() + problem[1:], "bad-http")
        beginning = printable(data[:40].decode("latin-1"))
        return BadResponse(f"it begins with '{beginning}'", _not_http(data))

    @property
    def _framed(self) -> bool:
        """Whether the response says where its body ends; otherwise the connection's end does."""
        return (
            "content-length" in self._headers
            or "transfer-encoding" in self._headers
            or self.status in (101, 204, 304)
        )


def _not_http(data: bytes) -> Cause:
    return "plain-to-https" if data.startswith(_TLS_ALERT) else "not-http"


def _decompressed(body: bytes, encoding: str | None) -> bytes:
    if encoding not in ("gzip", "deflate"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, SHOWN_BYTES)
    except zlib.error:
        return body


def _decoded(body: bytes, content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type
    try:
        return body.decode(header.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # an unknown charset, or a codec that gives no text
        return body.decode("utf-8", "replace")
