"""The interface between the server and a WSGI application: PEP 3333 and four extensions.

An application may set in its environ:

- `DELAY`: a `Delay`, send this response later;
- `LONG_POLL`: a `LongPoll`, discard this response and call the application again after an event;
- `CONNECTION_FAULT`: break the connection, one of `CONNECTION_FAULTS`.

The server sets `CAN_LONG_POLL` (another server does not) and, on the second call of a `LongPoll`,
`LONG_POLLED`. An error renderer finds the parser's reason under `REASON`.
"""

import logging
import re
from collections.abc import Callable
from typing import Any, NamedTuple

Environ = dict[str, Any]

DELAY = "catapult_simulator.delay"
LONG_POLL = "catapult_simulator.long_poll"
LONG_POLLED = "catapult_simulator.long_polled"
CAN_LONG_POLL = "catapult_simulator.can_long_poll"
CONNECTION_FAULT = "catapult_simulator.connection_fault"
REASON = "catapult_simulator.reason"
EXTENSIONS = (DELAY, LONG_POLL, CONNECTION_FAULT)
CONNECTION_FAULTS = ("reset", "truncate", "garbage", "close")
GARBAGE = b"\x00\xffthis is not HTTP\r\n\r\n"  # sent instead of a response

_REMEMBERED_NAMES = 512
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")


class Delay(NamedTuple):
    """Send the response in `seconds`. No thread is kept meanwhile."""

    seconds: float


class LongPoll(NamedTuple):
    """Call the application again after `wake` is called, at the latest in `seconds`.

    `subscribe(wake)` is called on the event loop after the application returned; it gives the
    function that ends the subscription. An event since the application looked must make it call
    `wake` at once. `wake` may be called from any thread, any number of times. The second call of
    the application finds this object under `LONG_POLLED`; `resume` is for its own use.
    """

    seconds: float
    subscribe: Callable[[Callable[[], None]], Callable[[], None]]
    resume: Callable[[], Any] | None = None


class HeaderKeys(dict[bytes, str]):
    """Environ keys by header name as sent; `""` for a header to leave out.

    It grows by each new name up to a bound: clients repeat their names, attackers do not.
    """

    def __missing__(self, name: bytes) -> str:
        key = _header_key(name)
        if len(self) < _REMEMBERED_NAMES:
            self[name] = key
        return key


def _header_key(name: bytes) -> str:
    if b"_" in name:  # `Content_Length` would become CONTENT_LENGTH too
        return ""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def put_target(environ: Environ, target: str) -> None:
    """Set the keys that come from the request target, in origin or absolute form.

    `PATH_INFO` is unescaped byte by byte (latin-1, PEP 3333) and a `+` stays a `+`.
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
    environ["HTTP_HOST"] = rest[:cut]  # RFC 9112 §3.2.2: it replaces the header
    return rest[cut:] if rest[cut : cut + 1] == "/" else "/" + rest[cut:]


def unescape(path: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), path)


class ErrorStream:
    """`wsgi.errors`: lines go to the log of the simulator."""

    def __init__(self) -> None:
        self._logger = logging.getLogger("catapult_simulator")

    def write(self, text: str) -> int:
        if text.strip():
            self._logger.error("%s", text.rstrip())
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        self.write("".join(lines))

    def flush(self) -> None:
        """Lines are not buffered."""


def environ_template(scheme: str) -> Environ:
    """The keys that all requests of a server share."""
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
        CAN_LONG_POLL: True,
    }
