"""Deadline: how much of a callback's time is left, on a clock that test tools do not replace."""

from time import perf_counter


class _RealTime:
    # In a class: freezegun replaces the functions that modules name, which would stop the deadline
    # of a callback made inside frozen time. time-machine leaves perf_counter alone.
    now = staticmethod(perf_counter)


class Deadline:
    """The end of one callback: connect, TLS, request and answer share `timeout_ms`."""

    def __init__(self, timeout_ms: int) -> None:
        self._started = _RealTime.now()
        self._seconds = timeout_ms / 1000

    @property
    def elapsed(self) -> float:
        """Seconds since the callback began."""
        return _RealTime.now() - self._started

    def remaining(self) -> float:
        """Seconds until the end. Raises TimeoutError when there are none."""
        left = self._seconds - self.elapsed
        if left <= 0:
            raise TimeoutError
        return left
