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
Resume = Callable[[], Any]


def delay_response(environ: Environ, seconds: float) -> None:
    """Send the response `seconds` later, without holding a thread."""
    environ[DELAY] = Delay(seconds)


def is_delayed(environ: Environ) -> bool:
    """Whether the response to this request will be sent later."""
    return DELAY in environ


def break_connection(environ: Environ, fault: str) -> None:
    """Break the connection instead of completing the response: one of `CONNECTION_FAULTS`."""
    environ[CONNECTION_FAULT] = fault


def disturbance_of(environ: Environ) -> str:
    """A sentence about what a fault does to this response; "" without one."""
    if CONNECTION_FAULT in environ:
        return f"A fault breaks the connection of an app: {environ[CONNECTION_FAULT]}."
    if DELAY in environ:
        return f"A fault keeps this response from an app for {environ[DELAY].seconds:g} s."
    return ""


def can_long_poll(environ: Environ) -> bool:
    """Whether the server can hold this response back, and has not done so already."""
    return CAN_LONG_POLL in environ and LONG_POLLED not in environ


def long_poll(
    environ: Environ, seconds: float, subscribe: Subscribe, resume: Resume | None = None
) -> None:
    """Discard this response and call the view again after an event, once, within `seconds`.

    With `resume`, the view is not called again: its response is `resume()`.
    """
    if can_long_poll(environ):
        environ[LONG_POLL] = LongPoll(seconds, subscribe, resume)


def resumption(environ: Environ) -> Resume | None:
    """The `resume` of the long poll after which this request goes on."""
    poll: LongPoll | None = environ.get(LONG_POLLED)
    return None if poll is None else poll.resume
