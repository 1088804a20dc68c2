"""The two clocks: a virtual one, which tests advance, and the wall clock."""

import time
from datetime import UTC, datetime
from typing import ClassVar, Protocol

# The start of virtual time: noon on a Wednesday of the API's last public year.
VIRTUAL_START = datetime(2019, 5, 1, 12, tzinfo=UTC)


class Clock(Protocol):
    """Tells the time in milliseconds since 1970 UTC. Never runs backwards."""

    can_advance: ClassVar[bool]
    """True: time moves by `advance_to` only. False: time passes by itself."""

    def now_ms(self) -> int: ...

    def advance_to(self, moment_ms: int) -> None:
        """Make it `moment_ms`, if that is still to come and the clock can advance."""


class VirtualClock:
    """Stands still until it is advanced."""

    can_advance: ClassVar[bool] = True

    def __init__(self, start: datetime = VIRTUAL_START) -> None:
        self._now_ms = int(start.timestamp() * 1000)

    def now_ms(self) -> int:
        return self._now_ms

    def advance_to(self, moment_ms: int) -> None:
        self._now_ms = max(self._now_ms, moment_ms)


class WallClock:
    """Real UTC. Holds its time while the machine's own clock is set back."""

    can_advance: ClassVar[bool] = False

    def __init__(self) -> None:
        self._latest = 0

    def now_ms(self) -> int:
        self._latest = max(self._latest, int(time.time() * 1000))
        return self._latest

    def advance_to(self, moment_ms: int) -> None:
        """Nothing: a timer that is due is due because its moment has passed."""
