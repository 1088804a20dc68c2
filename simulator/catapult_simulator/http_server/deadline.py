"""A timer of the event loop that is moved all the time and seldom expires."""

import asyncio
from collections.abc import Callable


class Deadline:
    """A timer that is cheap to move: moving it later only writes down a number."""

    __slots__ = ("_at", "_expired", "_loop", "_purpose", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop, expired: Callable[[], None]) -> None:
        self._loop = loop
        self._expired = expired
        self._at = float("inf")
        self._purpose = 0
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float, purpose: int = 0) -> None:
        """Expire in `seconds`, whatever was set before."""
        self._purpose = purpose
        self._at = at = self._loop.time() + seconds
        if self._timer is None or self._timer.when() > at:
            self._arm()

    def set_once(self, seconds: float, purpose: int) -> None:
        """Like `set`, but a second call for the same purpose does not move it."""
        if self._purpose != purpose:
            self.set(seconds, purpose)

    def pause(self) -> None:
        """Never expire; the timer stays, since there will soon be a new deadline."""
        self._purpose = 0
        self._at = float("inf")

    def cancel(self) -> None:
        self.pause()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._at, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._at <= self._loop.time():
            self._expired()
        elif self._at != float("inf"):
            self._arm()
