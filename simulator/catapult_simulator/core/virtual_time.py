"""VirtualTime: advances the clock of one world, and runs its timers on the way."""

from datetime import UTC, datetime, timedelta

from catapult_simulator.core.checks import check_number, shown
from catapult_simulator.core.runner import Runner
from catapult_simulator.core.world import World

SETTLE_LIMIT_MS = 3600 * 1000
MAX_SECONDS = 10 * 366 * 24 * 3600  # of one call: ten years
# Sort keys of messages have 19 digits, which last until the year 2262.
_LATEST_MS = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp() * 1000)
_NS_PER_MS = 1_000_000


class NotSettled(RuntimeError):
    """Timers are still due after an hour of virtual time: two apps may be answering each other."""


class WrongClock(RuntimeError):
    """The tenant runs on the wall clock: it cannot be advanced, and passes only with a server."""


class VirtualTime:
    """The time of one world, which moves by `advance` and `settle` only."""

    def __init__(self, world: World, runner: Runner) -> None:
        self._world = world
        self._runner = runner
        self._rest_ns = 0  # advanced by so much, which is less than the clock's millisecond

    def advance(self, span: float | timedelta) -> int:
        """Advance by `span`, run all timers due by then, return their number."""
        seconds = seconds_of(span)
        self._require_virtual_clock("advance")
        ms, rest_ns = divmod(self._rest_ns + round(seconds * 1e9), _NS_PER_MS)
        fired = self._run_until(self._world.clock.now_ms() + ms)
        self._rest_ns = rest_ns
        self._record(f"advanced {seconds} s", {"seconds": seconds, "fired": fired})
        return fired

    def settle(self) -> int:
        """Advance until no timer is due, return how many ran. Raises NotSettled."""
        self._require_virtual_clock("settle")
        fired = self._runner.run_due(self._world.clock.now_ms() + SETTLE_LIMIT_MS)
        if pending := self._world.timeline.pending():
            raise NotSettled(_still_due([str(timer) for timer in pending[:10]], len(pending)))
        self._record("settled", {"fired": fired})
        return fired

    def _run_until(self, until_ms: int) -> int:
        if until_ms > _LATEST_MS:
            raise ValueError("cannot advance beyond the year 2199; reset the tenant")
        fired = self._runner.run_due(until_ms)
        self._world.clock.advance_to(until_ms)
        return fired

    def _require_virtual_clock(self, verb: str) -> None:
        if not self._world.clock.can_advance:
            raise WrongClock(f"cannot {verb} tenant {self._world.user_id!r}: {_WALL_CLOCK}")

    def _record(self, summary: str, detail: dict[str, object]) -> None:
        self._world.journal.record("control", summary, detail)


def seconds_of(span: float | timedelta) -> float:
    """`span` in seconds. Raises TypeError and ValueError for what time cannot advance by."""
    seconds = span.total_seconds() if isinstance(span, timedelta) else span
    try:
        check_number("seconds", seconds, 0, MAX_SECONDS)
    except ValueError:
        limit = f"0 to {MAX_SECONDS} seconds, which are ten years"
        raise ValueError(f"cannot advance by {shown(seconds)} s; choose from {limit}") from None
    return seconds


def _still_due(timers: list[str], count: int) -> str:
    listed = "\n  ".join(timers)
    return f"after one hour of virtual time {count} timers are still due:\n  {listed}"


_WALL_CLOCK = "it runs on the wall clock; serve with --clock virtual"
