"""Delay, long poll and broken connection, which a WSGI response cannot express.

The HTTP server of the simulator obeys them; another WSGI server ignores them.
"""

from collections.abc import Callable
from typing import Any

from catapult_simulator.http_server.wsgi import (
    CAN_LONG_POLL,
    CONNECTION_FAULT,
    DELAY,
    LONG_POLL,
    LONG_POLLED,
    Delay,
    LongPoll,
)

Environ = dict[str, Any]
Subscribe = Callable[[Callable[[], None]], Callable[[], None]]


def delay_response(environ: Environ, seconds: float) -> None:
    """Send the response `seconds` later, without holding a thread."""
    environ[DELAY] = Delay(seconds)


def break_connection(environ: Environ, fault: str) -> None:
    """Break the connection instead of completing the response: one of `CONNECTION_FAULTS`."""
    environ[CONNECTION_FAULT] = fault


def long_poll(environ: Environ, seconds: float, subscribe: Subscribe) -> None:
    """Discard this response and call the view again after an event, once, within `seconds`."""
    if environ.get(CAN_LONG_POLL) and not environ.get(LONG_POLLED):
        environ[LONG_POLL] = LongPoll(seconds, subscribe)
