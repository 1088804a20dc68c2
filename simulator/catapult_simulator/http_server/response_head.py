"""The head of an answer as bytes, and how its body is delimited."""

from time import gmtime, time

from catapult_simulator.http_server.request_parser import Request
from catapult_simulator.http_server.response import Answer

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SERVER = "Server: catapult-simulator"


def http_date(seconds: int) -> str:
    """`seconds` since the epoch as `Wed, 01 May 2019 12:00:00 GMT`, whatever the locale."""
    year, month, day, hour, minute, second, weekday = gmtime(seconds)[:7]
    clock = f"{hour:02}:{minute:02}:{second:02}"
    return f"{_DAYS[weekday]}, {day:02} {_MONTHS[month - 1]} {year} {clock} GMT"


class DateLine:
    """The `Date` header, made once a second."""

    def __init__(self) -> None:
        self._second = -1
        self._line = ""

    def __call__(self) -> str:
        now = int(time())
        if now != self._second:
            self._second = now
            self._line = f"Date: {http_date(now)}"
        return self._line


class Framing:
    """How one answer's body is told from what follows (RFC 9112 §6.3).

    `left` is how many bytes of body may still be sent, None when nobody knows.
    """

    __slots__ = ("_cut", "chunked", "close", "left")

    def __init__(self, request: Request, answer: Answer) -> None:
        bodiless = request.environ["REQUEST_METHOD"] == "HEAD" or _forbids_body(answer.status)
        unknown = answer.length is None and not bodiless
        self.chunked = unknown and request.http11
        self.close = answer.close or not request.keep_alive or (unknown and not self.chunked)
        self.left = 0 if bodiless else answer.length
        self._cut = False

    @property
    def incomplete(self) -> bool:
        """Whether the client was promised more than it got."""
        return self._cut or bool(self.left)

    def truncate(self, first: int) -> None:
        """Send half the body, or of an unknown one half the `first` bytes, as if it were all."""
        self._cut = True
        self.left = (first if self.left is None else self.left) // 2

    def frame(self, piece: bytes | memoryview) -> bytes | memoryview:
        promised = len(piece)
        if self.left is not None:
            piece = piece[: self.left]
            self.left -= len(piece)
        if self.chunked and promised:
            return b"%x\r\n%b\r\n" % (promised, bytes(piece))
        return piece

    def end(self) -> bytes:
        return b"0\r\n\r\n" if self.chunked and not self._cut else b""


def render_head(answer: Answer, framing: Framing, date_line: DateLine) -> bytes:
    """Everything up to the empty line. Raises ValueError where a header breaks its line."""
    lines = [f"HTTP/1.1 {answer.status}", *answer.lines, *_length_lines(answer, framing)]
    lines += _stamps(answer, date_line) if answer.stamped else (date_line(), _SERVER)
    lines.append("Connection: close" if framing.close else "Connection: keep-alive")
    head = "\r\n".join(lines)
    if head.count("\n") != len(lines) - 1 or head.count("\r") != len(lines) - 1:
        raise ValueError("a header of the answer contains a line break")
    return f"{head}\r\n\r\n".encode("latin-1")


def _length_lines(answer: Answer, framing: Framing) -> list[str]:
    if framing.chunked:
        return ["Transfer-Encoding: chunked"]
    if answer.length_given or answer.length is None or _forbids_body(answer.status):
        return []
    return [f"Content-Length: {answer.length}"]


def _stamps(answer: Answer, date_line: DateLine) -> list[str]:
    names = {line.partition(":")[0].lower() for line in answer.lines}
    ours = {"date": date_line(), "server": _SERVER}
    return [line for name, line in ours.items() if name not in names]


def _forbids_body(status: str) -> bool:
    return status[:3] in ("204", "304") or status[:1] == "1"
