"""Deadline: how much of a callback's time is left, on a clock that test tools do not replace."""

from catapult_simulator.core.time.clock import RealTime


class AppHangs(TimeoutError):
    """An app in this process does not answer in time; the text says where it is."""


class Stopped(Exception):
    """The sender has been closed: no callback can be sent any more."""


class Deadline:
    """The end of one callback: connect, TLS, request and answer share `timeout_ms`."""

    def __init__(self, timeout_ms: int) -> None:
        self._started = RealTime.now()
        self._seconds = timeout_ms / 1000

    @property
    def elapsed(self) -> float:
        """Seconds since the callback began."""
        return RealTime.now() - self._started

    def at_most(self, timeout_ms: int) -> "Deadline":
        """A deadline in `timeout_ms`, and not after this one. Raises TimeoutError after that."""
        return Deadline(min(timeout_ms, int(self.remaining() * 1000)))

    def remaining(self) -> float:
        """Seconds until the end. Raises TimeoutError when there are none."""
        left = self._seconds - self.elapsed
        if left <= 0:
            raise TimeoutError
        return left
