"""VirtualTime: advances the clock of one world, and runs its timers on the way."""

from datetime import datetime, timedelta

from catapult_simulator.core.advice import ADVICE
from catapult_simulator.core.run_limit import NotSettled, RunLimit, Watched
from catapult_simulator.core.runner import Runner
from catapult_simulator.core.time.moments import LATEST, check_moment, moment_of, ms_of, ns_of
from catapult_simulator.core.time.spans import seconds_of
from catapult_simulator.core.world import World

SETTLE_LIMIT_MS = 3600 * 1000
_LATEST_MS = ms_of(LATEST)
FREEZE = "freeze the app's clock with"
_NS_PER_MS = 1_000_000


class WrongClock(RuntimeError):
    """The tenant runs on the wall clock: it cannot be advanced, and passes only with a server."""

    __module__ = "catapult_simulator"  # its public name, as failures show it


class VirtualTime:
    """The time of one world, which moves by `advance` and `settle` only."""

    def __init__(self, world: World, runner: Runner, watched: Watched) -> None:
        self._world = world
        self._runner = runner
        self._watched = watched
        self._rest_ns = 0  # advanced by so much, which is less than the clock's millisecond

    def advance(self, span: float | timedelta) -> int:
        """Advance by `span`, run all timers due by then, return their number."""
        seconds = seconds_of(span)
        self.require_virtual_clock("advance")
        ms, rest_ns = divmod(self._rest_ns + round(seconds * 1e9), _NS_PER_MS)
        fired = self._run_until(self._world.clock.now_ms() + ms)
        self._rest_ns = rest_ns
        self._record(f"advanced {seconds} s", {"seconds": seconds, "fired": fired})
        return fired

    def advance_to(self, moment: datetime) -> int:
        """Advance to `moment`, run all timers due by then, return their number."""
        check_moment("moment", moment)
        self.require_virtual_clock("advance")
        now_ns = self._world.clock.now_ms() * _NS_PER_MS + self._rest_ns
        if (ns := ns_of(moment)) < now_ns:
            now = moment_of(now_ns // _NS_PER_MS)
            raise ValueError(
                f"cannot advance to {moment.isoformat()}: it is {now.isoformat()} already; "
                "reset the account to go back"
            )
        until_ms, rest_ns = divmod(ns, _NS_PER_MS)
        fired = self._run_until(until_ms)
        self._rest_ns = rest_ns
        self._record(
            f"advanced to {moment.isoformat()}",
            {"seconds": (ns - now_ns) / 1e9, "fired": fired},
        )
        return fired

    def settle(self) -> int:
        """Advance until no timer is due, return how many ran. Raises NotSettled."""
        self.require_virtual_clock("settle")
        limit = RunLimit(self._watched, settling=True)
        until_ms = self._world.clock.now_ms() + SETTLE_LIMIT_MS
        fired = self._runner.run_due(until_ms, limit.check)
        if self._is_due_after(until_ms):
            raise NotSettled(f"after one hour of virtual time {self._watched.still_due()}")
        self._record("settled", {"fired": fired})
        return fired

    def _is_due_after(self, until_ms: int) -> bool:
        """Whether nothing is due before. What is, another thread has set since the timers ran."""
        with self._world.lock:
            next_due = self._world.timeline.next_due()
            has_passed = self._world.clock.now_ms() > until_ms  # by another thread's call
        return next_due is not None and next_due > until_ms and not has_passed

    def run_due_now(self) -> None:
        """Run what is due, unless the call that is advancing time on this thread does it."""
        if not self._runner.is_running_here:
            self._run_timers(self._world.clock.now_ms())

    def _run_until(self, until_ms: int) -> int:
        if until_ms > _LATEST_MS:
            raise ValueError("cannot advance beyond the year 2199; reset the tenant")
        fired = self._run_timers(until_ms)
        self._world.clock.advance_to(until_ms)
        return fired

    def _run_timers(self, until_ms: int) -> int:
        limit = RunLimit(self._watched, settling=False)
        return self._runner.run_due(until_ms, limit.check)

    def require_virtual_clock(self, verb: str) -> None:
        """Raises WrongClock on a wall clock."""
        if not self._world.clock.can_advance:
            raise wrong_clock(verb, self._world.user_id)

    def _record(self, summary: str, detail: dict[str, object]) -> None:
        self._world.journal.record("control", summary, detail)


def wrong_clock(verb: str, user_id: str) -> WrongClock:
    """The refusal of a verb that an account on the wall clock does not have."""
    return WrongClock(f"cannot {verb} tenant {user_id!r}: {_WALL_CLOCK}")


_WALL_CLOCK = f"it runs on the wall clock; {ADVICE['wall-clock']['python']}"
