"""Response: a WSGI application with a status, headers and a body; Flask accepts it as a response.

Werkzeug's own response rewrites `Location` and builds header objects, which is the largest single
cost of the frequent routes.
"""

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

from catapult_simulator.core.evidence import Header, assumed, documented, observed, sdk
from catapult_simulator.core.json_text import to_json

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], Any]

JSON_TYPE = ("Content-Type", "application/json")  # exactly: a client compares it so (observed)
NO_CACHE = ("Cache-Control", "no-cache")  # on success only (observed 2015)
_STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Response:
    """One response. `body` is bytes, or chunks with a `Content-Length` among the headers."""

    def __init__(self, status: int, headers: Headers, body: bytes | Iterable[bytes] = b"") -> None:
        self.status_code = status
        self.headers = headers
        self.body = body
        self._on_sent: list[Callable[[], object]] = []
        if isinstance(body, bytes):
            headers.append(("Content-Length", str(len(body))))

    def on_sent(self, action: Callable[[], object]) -> None:
        """Run `action` once the body has been handed to the socket, or the client is gone."""
        self._on_sent.append(action)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response(_STATUS_LINES[self.status_code], self.headers)
        chunks = [self.body] if isinstance(self.body, bytes) else self.body
        if environ["REQUEST_METHOD"] == "HEAD":
            _close(chunks)
            chunks = []
        return _Sending(chunks, self._on_sent) if self._on_sent else chunks


class _Sending:
    """Chunks that run `on_sent` when the server closes them (PEP 3333)."""

    def __init__(self, chunks: Iterable[bytes], on_sent: list[Callable[[], object]]) -> None:
        self._chunks = chunks
        self._on_sent = on_sent

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        _close(self._chunks)
        while self._on_sent:
            self._on_sent.pop(0)()


def json_response(status: int, content: Any, *headers: tuple[str, str]) -> Response:
    """`content` as compact JSON in UTF-8."""
    return Response(status, [NO_CACHE, JSON_TYPE, *headers], to_json(content).encode())


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


_TRAFFIC = observed("recorded exchanges 2015-09")
_TRAFFIC_OF_JUNE = observed("recorded exchanges 2015-06")
# Every header of a response below `/v1`, also those that other modules add.
HEADERS = (
    Header("Cache-Control", "no-cache, on success", _TRAFFIC),
    Header("Cache-Control", "of a file: as it was given", assumed("assumption E37")),
    Header("Content-Type", "application/json and no charset, with a body", _TRAFFIC),
    Header("Content-Type", "none of an empty 200", _TRAFFIC_OF_JUNE),
    Header("Content-Type", "application/json of an empty 201: profile 2018", _TRAFFIC),
    Header(
        "Content-Type",
        "none of an empty 201: profile 2019",
        sdk("Python 3.x and PHP fail on an empty body typed as JSON"),
    ),
    Header(
        "Content-Type",
        "of a file: as it was given",
        sdk("PHP takes the bytes of a file only with the very type of the upload"),
    ),
    Header("Content-Length", "always; a recorded 404 was chunked instead", _TRAFFIC),
    Header("Location", "absolute, of what was created: 201", _TRAFFIC),
    Header(
        "Link", 'absolute; `rel="next"`, of messages', documented("methods/messages/getMessages.md")
    ),
    Header(
        "Link",
        'absolute; `rel="first"`, `"previous"`, `"next"`, of other lists',
        observed("RestResponse.java; recorded exchanges 2015-06, the first"),
    ),
    Header(
        "X-RateLimit-Reset",
        "with 429: when to ask again, in epoch ms",
        documented("rateLimits/resourceRateLimits.md"),
    ),
    Header(
        "Allow",
        "with 405: what the path takes",
        assumed("assumption A6"),
    ),
    Header(
        "WWW-Authenticate",
        'with 401 of a request without Authorization: `Basic realm="Catapult"`',
        assumed("assumption A7"),
    ),
    Header(
        "Content-Disposition",
        "attachment, of a file that is no image, audio or video",
        assumed("assumption A31"),
    ),
    Header("X-Content-Type-Options", "nosniff, always", assumed("assumption A31")),
    Header("Date", "always", _TRAFFIC),
    Header("Server", "always; catapult-simulator, not the recorded Jetty", _TRAFFIC),
    Header("Connection", "keep-alive, or close where the client or an error ends it", _TRAFFIC),
)
