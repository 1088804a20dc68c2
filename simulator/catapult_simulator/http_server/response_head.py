"""The head of a response as bytes."""

from email.utils import formatdate
from functools import lru_cache
from time import time
from typing import NamedTuple

from catapult_simulator.http_server.protocol_errors import Headers

_OF_THE_SERVER = frozenset(
    {"connection", "transfer-encoding", "date", "server", "x-content-type-options"}
)


class ResponseHead(NamedTuple):
    """Status line and headers; `length` is None without Content-Length.

    `close` is whether the application ends the connection.
    """

    lines: bytes
    length: int | None
    close: bool

    def complete(self, *, close: bool) -> bytes:
        """All bytes of the head. `Date` is the time of this call."""
        return self.lines + _last_lines(int(time()), close)


def response_head(status: str, headers: Headers) -> ResponseHead:
    """Raises ValueError where a header has a line break or characters outside latin-1.

    The server itself sets `Date`, `Server`, `X-Content-Type-Options`, and the headers that concern
    the connection.
    """
    length, close, lines = None, False, [f"HTTP/1.1 {status}"]
    for name, value in headers:
        lower = name.lower()
        if lower == "content-length":
            length = int(value)
        if lower not in _OF_THE_SERVER:
            lines.append(f"{name}: {value}")
        elif lower == "connection":
            close = value.lower() == "close"
    text = "\r\n".join([*lines, ""])
    if text.count("\n") != len(lines) or text.count("\r") != len(lines):
        raise ValueError("a response header contains a line break")
    return ResponseHead(text.encode("latin-1"), length, close)


@lru_cache(maxsize=2)
def _last_lines(second: int, close: bool) -> bytes:
    date, connection = formatdate(second, usegmt=True), "close" if close else "keep-alive"
    lines = (
        f"Date: {date}",
        "Server: catapult-simulator",
        f"Connection: {connection}",
        "X-Content-Type-Options: nosniff",  # an uploaded text must not become a page
    )
    return "\r\n".join([*lines, "", ""]).encode()
