"""FollowedTime: virtual time elsewhere that takes the app's clock in this process along.

The app must see the time of a callback when it is called. So time goes from one timer to the next,
and the app's clock is moved before each: the journal has an entry for each step.
"""

from datetime import datetime, timedelta
from math import inf

from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.run_limit import MAX_EXCHANGED, NotSettled
from catapult_simulator.core.time.clock import VirtualClock
from catapult_simulator.core.time.followed_clock import FollowedClock, Traveller
from catapult_simulator.core.time.moments import check_moment, moment_of, ms_of
from catapult_simulator.core.time.spans import seconds_of
from catapult_simulator.core.virtual_time import SETTLE_LIMIT_MS
from catapult_simulator.testing.remote.time import RemoteTime

_MAX_STEPS = 4 * MAX_EXCHANGED  # of settle; then the simulator goes on, and names the loop
_SHOWN = 10


class FollowedTime:
    """`time`, with `traveller` moved along."""

    def __init__(self, time: RemoteTime, traveller: Traveller) -> None:
        self._time = time
        self._clock = FollowedClock(VirtualClock(moment_of(time.now_ms)), traveller)

    def advance(self, span: float | timedelta) -> int:
        """As `Tenant.advance`."""
        seconds, began_ms = seconds_of(span), self._time.now_ms
        until_ms = began_ms + int(seconds * 1000)
        fired = self._run(until_ms)
        self._clock.advance_to(until_ms)
        left = seconds - (self._time.now_ms - began_ms) / 1000
        return fired + self._time.advance(max(0.0, left))

    def advance_to(self, moment: datetime) -> int:
        """As `Tenant.advance_to`."""
        check_moment("moment", moment)
        return self._go_to(moment, self._time.now_ms)

    def settle(self) -> int:
        """As `Tenant.settle`."""
        fired = self._run(self._time.now_ms + SETTLE_LIMIT_MS, _MAX_STEPS)
        if (pending := self._time.pending()) and pending[0].due_ms > self._clock.now_ms():
            raise NotSettled(_still_due(pending))
        return fired + self._time.settle()

    def _go_to(self, moment: datetime, now_ms: int) -> int:
        fired = self._run(ms_of(moment)) if ms_of(moment) > now_ms else 0
        self._clock.advance_to(ms_of(moment))
        return fired + self._time.advance_to(moment)

    def _run(self, until_ms: int, steps: float = inf) -> int:
        """Run the timers that are due by then, and return their number."""
        fired = 0
        while steps > 0 and (at_ms := self._next_due()) is not None and at_ms <= until_ms:
            if not (ran := self._step_to(at_ms)):
                break  # what is due waits for something else
            fired, steps = fired + ran, steps - 1
        return fired

    def _step_to(self, at_ms: int) -> int:
        if at_ms <= self._clock.now_ms():
            return self._time.advance(0)
        self._clock.advance_to(at_ms)
        return self._time.advance_to(moment_of(at_ms))

    def _next_due(self) -> int | None:
        due = [each.due_ms for each in self._time.pending()]
        return max(min(due), self._clock.now_ms()) if due else None


def _still_due(pending: list[Pending]) -> str:
    listed = "".join(f"\n  {each.what}" for each in pending[:_SHOWN])
    return f"after one hour of virtual time {len(pending)} timers are still due:{listed}"
