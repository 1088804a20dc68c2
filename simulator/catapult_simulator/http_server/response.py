"""One call of the WSGI application and its response. Knows no sockets and no event loop."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from catapult_simulator.http_server.protocol_errors import Headers
from catapult_simulator.http_server.response_head import response_head
from catapult_simulator.http_server.wsgi import EXTENSIONS, Environ

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("catapult_simulator")


class Response:
    """Head, first chunk and remaining chunks of a response.

    Constructing it calls the application and takes the first chunk. A body without
    `Content-Length` is collected first, to send its length. Raises what the application raises,
    and ValueError for a header that cannot be sent. There is no `write` callable (PEP 3333).
    """

    def __init__(self, app: "WSGIApplication", environ: Environ) -> None:
        self.environ = environ
        self._status = ""
        self._headers: Headers = []
        self._iterable: Any = app(environ, self._start_response)
        try:
            self._take_first_chunk()
        except BaseException:
            self.close()
            raise

    @property
    def status(self) -> int:
        return int(self._status[:3])

    @property
    def is_plain(self) -> bool:
        """Whether the whole response is available and can be sent at once."""
        return len(self.first) >= self.length and self.environ.keys().isdisjoint(EXTENSIONS)

    def next_chunk(self) -> bytes:
        """The chunk after the last one taken, empty at the end."""
        return next(self._chunks, b"")

    def close(self) -> None:
        """Call the `close` of the application's iterable, once."""
        iterable, self._iterable = self._iterable, None
        try:
            if hasattr(iterable, "close"):
                iterable.close()
        except Exception as problem:  # the response was sent already: write it to the log
            logger.error("closing a response failed: %r", problem)

    def _start_response(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        if self._status and exc_info is None:
            raise RuntimeError("start_response was called twice")
        self._status, self._headers = status, headers

    def _take_first_chunk(self) -> None:
        self._chunks: Iterator[bytes] = filter(None, self._iterable)
        self.first = self.next_chunk()
        if not self._status:
            raise RuntimeError("the application did not call start_response")
        if not isinstance(self.first, bytes):
            raise TypeError(f"the application gave {type(self.first).__name__}, not bytes")
        bodiless = self.environ["REQUEST_METHOD"] == "HEAD" or self._status[:3] in ("204", "304")
        self.head = response_head(self._status, self._headers)
        if self.head.length is None:
            self._collect(bodiless=bodiless)
        self.length = 0 if bodiless else self.head.length or 0

    def _collect(self, *, bodiless: bool) -> None:
        self.first = b"".join((self.first, *self._chunks))
        if self.first or not bodiless:
            length = ("Content-Length", str(len(self.first)))
            self.head = response_head(self._status, [*self._headers, length])
