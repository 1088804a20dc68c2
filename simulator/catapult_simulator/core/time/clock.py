"""The two clocks: one that stands still until it is turned, and the one on the wall."""

import time
from datetime import UTC, datetime
from typing import Protocol

# Where virtual time starts unless told otherwise: the API's last public year, a Wednesday noon.
VIRTUAL_START = datetime(2019, 5, 1, 12, tzinfo=UTC)


class Clock(Protocol):
    """Says what time it is, in milliseconds since 1970 UTC. Never runs backwards."""

    def now_ms(self) -> int: ...


class VirtualClock:
    """Stands still until somebody moves it forward."""

    def __init__(self, start: datetime = VIRTUAL_START) -> None:
        self._now_ms = int(start.timestamp() * 1000)

    def now_ms(self) -> int:
        return self._now_ms

    def move_to(self, moment_ms: int) -> None:
        """Move forward to `moment_ms`; a moment already past leaves the clock alone."""
        self._now_ms = max(self._now_ms, moment_ms)


class WallClock:
    """Real UTC, held where it is when the machine's own clock steps back."""

    def __init__(self) -> None:
        self._latest = 0

    def now_ms(self) -> int:
        self._latest = max(self._latest, int(time.time() * 1000))
        return self._latest
