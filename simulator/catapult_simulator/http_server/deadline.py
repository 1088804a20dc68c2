"""A timer of the event loop that is moved often and expires seldom."""

import asyncio
from collections.abc import Callable


class Deadline:
    """Moving it to a later time only stores a number; no timer of the loop is cancelled."""

    __slots__ = ("_at", "_loop", "_on_expiry", "_phase", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop, on_expiry: Callable[[], None]) -> None:
        self._loop = loop
        self._on_expiry = on_expiry
        self._at = float("inf")
        self._phase: object = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float, phase: object = None) -> None:
        """Expire in `seconds`. A second call for the same `phase` does not move the deadline."""
        if phase is not None and phase == self._phase:
            return
        self._phase = phase
        self._at = at = self._loop.time() + seconds
        if self._timer is None or self._timer.when() > at:
            self._arm()

    def pause(self) -> None:
        """Do not expire until `set` is called again; the timer is kept for it."""
        self._phase = None
        self._at = float("inf")

    def cancel(self) -> None:
        """Never expire. Lets go of its owner, so that both are freed at once."""
        self.pause()
        self._on_expiry = _nothing
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._at, self._check)

    def _check(self) -> None:
        self._timer = None
        if self._at <= self._loop.time():
            self._on_expiry()
        elif self._at != float("inf"):
            self._arm()


def _nothing() -> None:
    """The owner has gone."""
