"""What the server and a WSGI application say to each other (PEP 3333 and a little more).

An application may leave a word in its environ for the server:

- `DELAY`: a `Delay`, send this answer later;
- `LONG_POLL`: a `LongPoll`, throw this answer away and call me again when something happened;
- `CONNECTION_FAULT`: break the connection, one of `CONNECTION_FAULTS`.

The server tells it `CAN_LONG_POLL` (always true: another server will not say so) and, on the second
call of a `LongPoll`, `LONG_POLLED`. A refusal hook finds the parser's reason under `REASON`.
"""

import logging
import re
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

Environ = dict[str, Any]

DELAY = "catapult_simulator.hold"
LONG_POLL = "catapult_simulator.wait"
LONG_POLLED = "catapult_simulator.waited"
CAN_LONG_POLL = "catapult_simulator.can_wait"
CONNECTION_FAULT = "catapult_simulator.sabotage"
REASON = "catapult_simulator.reason"
CONNECTION_FAULTS = ("reset", "truncate", "garbage", "close")

_BLOCK = 64 * 1024
_REMEMBERED_NAMES = 512
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")


class Delay(NamedTuple):
    """Send the answer `seconds` from now. No thread is kept meanwhile."""

    seconds: float


class LongPoll(NamedTuple):
    """Call the application again when `wake` is called, at the latest in `seconds`.

    `subscribe(wake)` runs on the event loop after the application returned, and gives back what
    ends the subscription. Whatever happened since the application looked must make it call `wake`
    at once. `wake` may be called from any thread, any number of times.
    """

    seconds: float
    subscribe: Callable[[Callable[[], None]], Callable[[], None]]


class HeaderKeys(dict[bytes, str]):
    """From a header's name as sent to its key in the environ, `""` for one to leave out.

    Remembers the names it met, up to a bound: clients repeat theirs, attackers do not.
    """

    def __missing__(self, name: bytes) -> str:
        key = _header_key(name)
        if len(self) < _REMEMBERED_NAMES:
            self[name] = key
        return key


def _header_key(name: bytes) -> str:
    if b"_" in name:  # `Content_Length` would pass for `Content-Length`
        return ""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def put_target(environ: Environ, target: str) -> None:
    """Fill in the keys that come from the request target, in origin or absolute form.

    `PATH_INFO` is decoded byte by byte (latin-1, as PEP 3333 says) and a `+` stays a `+`;
    `RAW_URI` and `REQUEST_URI` are the target as sent.
    """
    environ["RAW_URI"] = environ["REQUEST_URI"] = target
    if target[:1] != "/":
        target = _origin_form(environ, target)
    path, _, environ["QUERY_STRING"] = target.partition("?")
    environ["PATH_INFO"] = unescape(path) if "%" in path else path


def _origin_form(environ: Environ, target: str) -> str:
    scheme, separator, rest = target.partition("://")
    if not separator or not scheme.isalnum():
        return target
    cut = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
    environ["HTTP_HOST"] = rest[:cut]  # RFC 9112 §3.2.2: it wins over the Host header
    return rest[cut:] if rest[cut : cut + 1] == "/" else "/" + rest[cut:]


def unescape(path: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), path)


class FileWrapper:
    """`wsgi.file_wrapper`: a file in blocks, closed with the answer."""

    def __init__(self, file: IO[bytes], block: int = _BLOCK) -> None:
        self._file = file
        self._block = block

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(self._block):
            yield piece

    def close(self) -> None:
        if hasattr(self._file, "close"):
            self._file.close()


class ErrorStream:
    """`wsgi.errors`: lines go to the program's log."""

    def __init__(self) -> None:
        self._logger = logging.getLogger("catapult_simulator")

    def write(self, text: str) -> int:
        if text.strip():
            self._logger.error("%s", text.rstrip())
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        self.write("".join(lines))

    def flush(self) -> None:
        """Nothing is kept back."""


def environ_template(scheme: str) -> Environ:
    """The part of the environ that every request on a server shares."""
    return {
        "SCRIPT_NAME": "",
        "SERVER_SOFTWARE": "catapult-simulator",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.errors": ErrorStream(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,  # the body is complete: reading it to its end is safe
        "wsgi.file_wrapper": FileWrapper,
        CAN_LONG_POLL: True,
    }
