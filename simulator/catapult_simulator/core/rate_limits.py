"""Rate limits of a tenant: off by default, switched on by its rules, measured on its clock.

Source: rateLimits/messageRateLimits.md (403 on sending), resourceRateLimits.md and
futureChanges.md (429 on everything else).
"""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from catapult_simulator.core.catalogue import (
    MESSAGE_DELAY_LIMIT,
    MESSAGE_RATE_LIMIT,
    MESSAGE_RATE_LIMIT_PER_TN,
    RATE_LIMIT_REACHED,
)
from catapult_simulator.core.world import World

WINDOW_MS = 10_000  # documented: an average over 10 seconds
MAX_DELAY_MS = 15 * 60 * 1000  # documented: where queueing is contracted


class Allowance(NamedTuple):
    """`limit` requests per `window_ms`, and up to `burst` at once after a pause."""

    limit: int
    burst: int
    window_ms: int


# Documented, from 2019-07-01 on. Other families keep `request_interval_ms`.
CLASSES = {
    "order numbers": Allowance(100, 800, 60_000),
    "search numbers": Allowance(100, 800, 60_000),
    "manage numbers": Allowance(2000, 3000, 1000),
}


class SendingState(NamedTuple):
    """The memory of the limits on sending: times of attempts, and when the next message may go."""

    attempts: tuple[int, ...] = ()
    attempts_of: Mapping[str, tuple[int, ...]] = {}
    next_slot_ms: int = 0


class SendingLimits:
    """Limits on sending: the average over 10 s of all attempts (assumption A20)."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._all = _Attempts()
        self._by_number: dict[str, _Attempts] = {}
        self._next_slot_ms = 0

    def admit(self, number: str) -> int:
        """Count an attempt; return how long it must wait, in ms. Raises the error of a limit."""
        rules, now_ms = self._world.rules, self._world.clock.now_ms()
        if rules.messages_per_second_and_number is not None:
            self._check_number(number, rules.messages_per_second_and_number, now_ms)
        if rules.messages_per_second is None:
            return 0
        if rules.queues_messages:
            return self._delay(rules.messages_per_second, now_ms)
        rate = self._all.rate(now_ms)
        if rate > rules.messages_per_second:
            raise MESSAGE_RATE_LIMIT.error(**_average(rules.messages_per_second, rate))
        return 0

    @property
    def state(self) -> SendingState:
        """Their memory now."""
        of_numbers = {number: each.times for number, each in self._by_number.items()}
        return SendingState(self._all.times, of_numbers, self._next_slot_ms)

    def restore(self, state: SendingState) -> None:
        """Remember this."""
        self._all = _Attempts(state.attempts)
        self._by_number = {number: _Attempts(each) for number, each in state.attempts_of.items()}
        self._next_slot_ms = state.next_slot_ms

    def _check_number(self, number: str, limit: float, now_ms: int) -> None:
        rate = self._by_number.setdefault(number, _Attempts()).rate(now_ms)
        if rate > limit:
            raise MESSAGE_RATE_LIMIT_PER_TN.error(**_average(limit, rate), number=number)

    def _delay(self, limit: float, now_ms: int) -> int:
        slot_ms = max(now_ms, self._next_slot_ms)
        if slot_ms - now_ms > MAX_DELAY_MS:
            raise MESSAGE_DELAY_LIMIT.error()
        self._next_slot_ms = slot_ms + round(1000 / limit)
        return slot_ms - now_ms


class RequestLimits:
    """Limits on requests: one per interval for each family of resources, or those of 2019."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._buckets: dict[tuple[str, Allowance], _Bucket] = {}

    def admit(self, family: str, number_class: str | None) -> None:
        """Count a request. Raises `rate-limit-reached`, with the time of the next one allowed."""
        with self._world.lock:
            shared = number_class if self._world.rules.number_classes else None
            allowance = self._allowance(shared)
            if allowance is None:
                return
            # The key has the allowance: a changed one starts with a full bucket.
            key = (shared or family, allowance)
            bucket = self._buckets.setdefault(key, _Bucket(allowance))
            reset_ms = bucket.take(self._world.clock.now_ms())
        if reset_ms is not None:
            raise RATE_LIMIT_REACHED.error(rateLimitResetTime=reset_ms)

    def _allowance(self, number_class: str | None) -> Allowance | None:
        if number_class is not None:
            return CLASSES[number_class]
        interval_ms = self._world.rules.request_interval_ms
        return None if interval_ms is None else Allowance(1, 1, interval_ms)


class _Attempts:
    """The timestamps of the attempts within the window."""

    def __init__(self, times: Iterable[int] = ()) -> None:
        self._timestamps = deque(times)

    @property
    def times(self) -> tuple[int, ...]:
        return tuple(self._timestamps)

    def rate(self, now_ms: int) -> float:
        """Add an attempt; return the attempts per second, this one included."""
        self._timestamps.append(now_ms)
        while self._timestamps[0] <= now_ms - WINDOW_MS:
            self._timestamps.popleft()
        return len(self._timestamps) * 1000 / WINDOW_MS


class _Bucket:
    """A token bucket that is full at first."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._tokens = float(allowance.burst)
        self._filled_ms = 0

    def take(self, now_ms: int) -> int | None:
        """Take a token, or return the time at which there will be one."""
        per_ms = self._allowance.limit / self._allowance.window_ms
        gained = (now_ms - self._filled_ms) * per_ms
        self._tokens = min(float(self._allowance.burst), self._tokens + gained)
        self._filled_ms = now_ms
        if self._tokens >= 1 - 1e-9:
            self._tokens -= 1
            return None
        return now_ms + max(1, round((1 - self._tokens) / per_ms))


def _average(limit: float, rate: float) -> dict[str, object]:
    return {"limit": f"{limit:g}", "per": 1, "window": WINDOW_MS // 1000, "rate": f"{rate:.1f}"}
