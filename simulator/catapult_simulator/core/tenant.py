"""Tenant: one isolated account, and the facade that REST API, control API and fixtures call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.blocked_loop import require_free_loop
from catapult_simulator.core.due import pending_in, wait_until, watch
from catapult_simulator.core.expectations.expectations import Expectations
from catapult_simulator.core.messages.inbox import Inbound as Inbound
from catapult_simulator.core.messages.store import Watcher
from catapult_simulator.core.people.people import People
from catapult_simulator.core.run_limit import NotSettled as NotSettled
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant_callbacks import TenantCallbacks
from catapult_simulator.core.time.followed_clock import (
    FollowedClock,
    Traveller,
    check_traveller,
)
from catapult_simulator.core.virtual_time import FREEZE
from catapult_simulator.core.virtual_time import WrongClock as WrongClock

T = TypeVar("T")


class Tenant(TenantCallbacks, People, Expectations):
    """One account, with a clock, journal, ids and faults of its own.

    Ids are generated from `seed`. Without one, virtual time has the same ids again after a reset,
    and real time new ones: an app may have stored those from before.
    """

    def advance(self, seconds: float | timedelta) -> int:
        """Advance virtual time by `seconds`, run all timers due by then, return their number.

        Fractions of a millisecond add up. Raises WrongClock on a wall clock, AlreadyRunning from
        inside a webhook, ValueError for a negative number and for more than ten years, NotSettled
        where 100,000 timers run at one instant, or two numbers answer each other 500 times then.
        """
        return self._time.advance(seconds)

    def advance_to(self, moment: datetime) -> int:
        """Advance virtual time to `moment`, an aware datetime, and return how many timers ran.

        Raises ValueError for a time that has passed, for one without a time zone, and after the
        year 2199; else as `advance`.
        """
        return self._time.advance_to(moment)

    def settle(self) -> int:
        """Advance virtual time until no timer is due, and return how many ran.

        Raises NotSettled, with the timers still due, after one hour of virtual time, 50 s of real
        time or 100,000 timers, and where two numbers answer each other 500 times.
        """
        return self._time.settle()

    def pending(self) -> list[Pending]:
        """All that is still due, in words: callbacks that an app has not answered, then queued
        messages, receipts, callbacks and scripted answers, soonest first."""
        return pending_in(self._world)

    def watch(self, watcher: Watcher, ended: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` with each message that is new or has changed, and `ended` when the account
        is reset or closed, on the thread that does it: neither may block. Returns how to end it."""
        return watch(self._world, self.messages, watcher, ended)

    def _wait_until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        if self._runner.is_running_here:
            raise AlreadyRunning(_NO_WAIT)
        require_free_loop(each.incoming_message_url for each in self.applications.find())
        if (found := look()) is not None:
            return found
        self._require_running_clock("wait")
        return wait_until(lambda: (self._world, self.messages), look, seconds)

    @contextmanager
    def frozen_with(self, traveller: Traveller) -> Iterator[None]:
        """Let the app's clock follow the account's: `with catapult.frozen_with(traveller): …`.

        `traveller` is what `time_machine.travel(…, tick=False)` or freezegun's `freeze_time(…)`
        gives in a `with` statement. It is moved to `now` at once, and whenever virtual time moves:
        inside a webhook, the app sees the time at which its callback was due.

        Raises WrongClock on a wall clock, TypeError for an object without `move_to`.
        """
        check_traveller(traveller)
        self._time.require_virtual_clock(FREEZE)
        make_clock = self._make_clock
        self._make_clock = lambda: FollowedClock(make_clock(), traveller)  # of a reset
        self._world.clock = FollowedClock(self._world.clock, traveller)
        try:
            yield
        finally:
            self._make_clock = make_clock
            if not self.is_closed and isinstance(self._world.clock, FollowedClock):
                self._world.clock = self._world.clock.clock


_NO_WAIT = (
    "nothing can happen while a webhook waits: the call that runs this account's time waits for "
    "the webhook. Let it return, and wait in the test"
)
