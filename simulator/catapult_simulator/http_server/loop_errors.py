"""The errors that an event loop reports, logged at most once a second each."""

import asyncio
import logging
from typing import Any

logger = logging.getLogger("catapult_simulator")

_QUIET_SECONDS = 1.0  # between two log lines of the same error


class LoopErrorLog:
    """The loop's exception handler: one line for an error, and one a second if it repeats.

    asyncio reports every failed `accept`, hundreds at once, while a process has no descriptors.
    """

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        message, problem = context["message"], context.get("exception")
        if loop.time() < self._next.get(message, 0.0):
            return
        self._next[message] = loop.time() + _QUIET_SECONDS
        by_client = isinstance(problem, (OSError, asyncio.CancelledError))  # broken connections
        level = logging.DEBUG if by_client and "socket.accept" not in message else logging.ERROR
        logger.log(level, "%s: %r", message, problem)
