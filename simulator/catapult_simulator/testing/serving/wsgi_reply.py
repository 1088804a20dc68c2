"""WsgiReply: the response of a WSGI application, held until it is complete.

An app that breaks WSGI (PEP 3333) is told how: no server says it the same way, some not at all.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

_STATUS = re.compile(r"[2-9][0-9]{2}( [^\r\n]*)?")
_BODY = "return a list of bytes, such as [b'']"


class WsgiReply:
    """Status, headers and body as the app gives them."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self._chunks: list[bytes] = []

    def start(
        self, status: str, headers: Iterable[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], None]:
        """The `start_response` of the app. Raises TypeError, ValueError or RuntimeError."""
        if self.status and exc_info is None:
            raise RuntimeError("start_response was called twice")
        checked = _checked_headers(headers)
        self.status, self.headers = _checked_status(status), checked
        return self._write

    def collect(self, chunks: Any) -> bytes:
        """The whole body. Raises what the app raises, TypeError where it is none."""
        if isinstance(chunks, str) or not isinstance(chunks, Iterable):
            raise TypeError(f"the app returned {_shown(chunks)}; {_BODY}")
        try:
            for chunk in chunks:
                self._write(chunk)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        if not self.status:
            raise RuntimeError("the app did not call start_response")
        return b"".join(self._chunks)

    def _write(self, chunk: bytes) -> None:
        if not isinstance(chunk, bytes):
            raise TypeError(f"the body of the app has {_shown(chunk)}; {_BODY}")
        self._chunks.append(chunk)


def _checked_status(status: str) -> str:
    if not isinstance(status, str):
        raise TypeError(f"the app answered with the status {_shown(status)}; write '200 OK'")
    if not _STATUS.fullmatch(status) or not _is_latin(status):
        raise ValueError(f"the app answered with the status {_shown(status)}; write '200 OK'")
    return status


def _checked_headers(headers: Any) -> list[tuple[str, str]]:
    if isinstance(headers, str) or not isinstance(headers, Iterable):
        raise TypeError(f"the app gave the headers {_shown(headers)}; give a list of pairs")
    return [_checked_header(each) for each in headers]


def _checked_header(header: Any) -> tuple[str, str]:
    if not isinstance(header, tuple) or [type(each) for each in header] != [str, str]:
        raise TypeError(f"the app gave the header {_shown(header)}; give a pair of texts")
    name, value = header
    if not _is_latin(name + value) or set("\r\n") & set(name + value):
        raise ValueError(f"the app gave the header {_shown(header)}, which no response can have")
    if name.lower() == "content-length" and not (value.isascii() and value.isdigit()):
        raise ValueError(f"the app gave the header {_shown(header)}; give the number of bytes")
    return name, value


def _is_latin(text: str) -> bool:
    return not text or ord(max(text)) <= 0xFF


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 100 else f"{text[:100]}..."
