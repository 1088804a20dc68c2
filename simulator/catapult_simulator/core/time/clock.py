"""The two clocks: a virtual one, which tests advance, and the wall clock."""

from datetime import UTC, datetime
from time import perf_counter, time
from typing import ClassVar, Protocol

from catapult_simulator.core.time.moments import ms_of

# The usual start of virtual time: noon on a Wednesday of the API's last public year.
VIRTUAL_START = datetime(2019, 5, 1, 12, tzinfo=UTC)


class Clock(Protocol):
    """Tells the time in milliseconds since 1970 UTC. Never runs backwards."""

    can_advance: ClassVar[bool]
    """True: time moves by `advance_to` only. False: time passes by itself."""

    def now_ms(self) -> int: ...

    def advance_to(self, moment_ms: int) -> None:
        """Set the time to `moment_ms` if that is later and the clock can advance."""

    def start_at(self, moment_ms: int) -> None:
        """Begin at `moment_ms`, before anybody has looked, if the clock can advance."""


class VirtualClock:
    """Stands still until it is advanced."""

    can_advance: ClassVar[bool] = True

    def __init__(self, start: datetime = VIRTUAL_START) -> None:
        self._now_ms = ms_of(start)

    def now_ms(self) -> int:
        return self._now_ms

    def advance_to(self, moment_ms: int) -> None:
        self._now_ms = max(self._now_ms, moment_ms)

    def start_at(self, moment_ms: int) -> None:
        self._now_ms = moment_ms


class RealTime:
    """Seconds that pass, on a clock that nothing sets back."""

    # In a class: freezegun replaces the functions that modules name, which would stop time for
    # callbacks made inside frozen time. time-machine leaves perf_counter alone.
    now = staticmethod(perf_counter)


class WallClock:
    """Real UTC. Goes on steadily while the machine's own clock is set back or forward."""

    can_advance: ClassVar[bool] = False

    def __init__(self) -> None:
        self._start_ms = int(time() * 1000)
        self._started = RealTime.now()

    def now_ms(self) -> int:
        return self._start_ms + int((RealTime.now() - self._started) * 1000)

    def advance_to(self, moment_ms: int) -> None:
        """Does nothing: a timer is due because real time has reached it."""

    def start_at(self, moment_ms: int) -> None:
        """Does nothing: real time does not begin anywhere."""
