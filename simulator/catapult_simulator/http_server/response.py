"""One call of the WSGI application, and its answer in pieces. Knows no sockets, no loop."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from catapult_simulator.http_server.protocol_errors import Headers
from catapult_simulator.http_server.wsgi import Environ

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

PIECE_BYTES = 64 * 1024

_OURS = frozenset({"connection", "transfer-encoding", "content-length", "date", "server"})


class Answer:
    """Status, headers, and a body that is handed out in pieces.

    The application has been called and the first piece made when this is constructed, for only
    then must `start_response` have been called. Raises what the application raises.
    """

    __slots__ = (
        "_at",
        "_iterable",
        "_iterator",
        "_rest",
        "_written",
        "close",
        "environ",
        "first",
        "length",
        "length_given",
        "lines",
        "stamped",
        "status",
        "whole",
    )

    def __init__(self, app: "WSGIApplication", environ: Environ) -> None:
        self.environ = environ
        self.status = ""
        self.lines: list[str] = []
        self.length: int | None = None
        self.length_given = False
        self.close = False
        self.stamped = False
        self.whole = False
        self.first: bytes = b""
        self._written: list[bytes] = []
        self._rest: bytes = b""
        self._at = 0
        self._iterator: Iterator[bytes] = iter(())
        self._iterable: Iterable[bytes] | None = app(environ, self._start_response)
        try:
            self._read_first(self._iterable)
        except BaseException:
            self.release()
            raise

    def pull(self) -> bytes | memoryview | None:
        """The next piece after `first`, at most `PIECE_BYTES` long, or None at the end."""
        if self._at < len(self._rest):
            piece = memoryview(self._rest)[self._at : self._at + PIECE_BYTES]
            self._at += PIECE_BYTES
            return piece
        for part in self._iterator:
            if part:
                return self._cut(part)
        return None

    def release(self) -> None:
        """Call the iterable's `close`, once."""
        iterable, self._iterable = self._iterable, None
        self._rest = b""
        close = getattr(iterable, "close", None)
        if close is not None:
            close()

    def _read_first(self, iterable: Iterable[bytes]) -> None:
        if isinstance(iterable, (list, tuple)):
            body = iterable[0] if len(iterable) == 1 else b"".join(iterable)
            if self._written:
                body = b"".join(self._written) + body
            self.first = self._cut(body)
            self.whole = self._at >= len(self._rest)
            self._settle_length(len(body))
        else:
            self._iterator = iter(iterable)
            self._read_ahead()
        if not self.status:
            raise RuntimeError("the application did not call start_response")

    def _read_ahead(self) -> None:
        """Up to the end if that is near; without a length, only up to the first news."""
        parts, size = self._written, sum(map(len, self._written))
        for part in self._iterator:
            parts.append(part)
            size += len(part)
            if size >= PIECE_BYTES or (size and self.length is None):
                break
        else:
            self.whole = True
        body = b"".join(parts)
        self.first = self._cut(body)
        if self.whole:
            self.whole = self._at >= len(self._rest)
            self._settle_length(size)

    def _settle_length(self, size: int) -> None:
        if self.length is None and (size or self.environ["REQUEST_METHOD"] != "HEAD"):
            self.length = size  # of an empty answer to HEAD it is not known

    def _cut(self, part: bytes) -> bytes:
        if not isinstance(part, bytes):
            raise TypeError(f"the application answered {type(part).__name__}, not bytes")
        if len(part) <= PIECE_BYTES:
            return part
        self._rest, self._at = part, PIECE_BYTES
        return part[:PIECE_BYTES]

    def _start_response(
        self, status: str, headers: Headers, exc_info: Any = None
    ) -> Callable[[bytes], object]:
        if self.status and exc_info is None:
            raise RuntimeError("start_response was called twice")
        if self.first:  # too late to change one's mind (PEP 3333, "The start_response() Callable")
            _reraise(exc_info)
        self.lines, self.length, self.length_given = [], None, False
        self.close, self.stamped = False, False
        for name, value in headers:
            lower = name.lower()
            if lower in _OURS:
                self._note(name, lower, value)
            else:
                self.lines.append(f"{name}: {value}")
        self.status = status
        return self._written.append

    def _note(self, name: str, lower: str, value: str) -> None:
        """The headers that decide how an answer travels; hop-by-hop ones are the server's."""
        if lower == "connection":
            self.close = value.lower() == "close"
            return
        if lower == "transfer-encoding":
            return
        if lower == "content-length":
            self.length, self.length_given = int(value), True
        else:
            self.stamped = True
        self.lines.append(f"{name}: {value}")


def _reraise(exc_info: Any) -> NoReturn:
    raise exc_info[1].with_traceback(exc_info[2])
