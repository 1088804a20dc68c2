"""Reply: the smallest thing that Flask takes for a response. One status, few headers, bytes.

Werkzeug's own response rewrites `Location` and builds header objects; on the hot routes that is
the largest single cost of an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from json import JSONEncoder
from typing import Any

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], Any]

JSON_TYPE = ("Content-Type", "application/json")  # exactly: a client compares it so (observed)
NO_CACHE = ("Cache-Control", "no-cache")  # on success only (observed 2015)
_STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

to_json: Callable[[Any], str] = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Reply:
    """An answer. `body` is bytes, or chunks with a `Content-Length` among the headers.

    What `on_sent` is given runs once the answer has been handed to the socket.
    """

    def __init__(self, status: int, headers: Headers, body: bytes | Iterable[bytes] = b"") -> None:
        self.status_code = status
        self.headers = headers
        self.body = body
        self._on_sent: list[Callable[[], object]] = []
        if isinstance(body, bytes):
            headers.append(("Content-Length", str(len(body))))

    def on_sent(self, action: Callable[[], object]) -> None:
        """Run `action` after the last byte was handed over, or the client was lost."""
        self._on_sent.append(action)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response(_STATUS_LINES[self.status_code], self.headers)
        chunks = [self.body] if isinstance(self.body, bytes) else self.body
        if environ["REQUEST_METHOD"] == "HEAD":
            _close(chunks)
            chunks = []
        return _Sending(chunks, self._on_sent) if self._on_sent else chunks


class _Sending:
    """Chunks that tell when they are through (PEP 3333: a server calls `close` at the end)."""

    def __init__(self, chunks: Iterable[bytes], on_sent: list[Callable[[], object]]) -> None:
        self._chunks = chunks
        self._on_sent = on_sent

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        _close(self._chunks)
        while self._on_sent:
            self._on_sent.pop(0)()


def json_reply(status: int, content: Any, *headers: tuple[str, str]) -> Reply:
    """`content` as compact JSON in UTF-8."""
    return Reply(status, [NO_CACHE, JSON_TYPE, *headers], to_json(content).encode())


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
