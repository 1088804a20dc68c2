"""The two clocks."""

import time

import pytest

from catapult_simulator.core.time.clock import RealTime, VirtualClock, WallClock
from catapult_simulator.core.time.timestamps import wire_time


def test_a_virtual_clock_starts_at_a_fixed_moment_and_stands_still() -> None:
    clock = VirtualClock()

    assert wire_time(clock.now_ms()) == "2019-05-01T12:00:00Z"
    assert clock.now_ms() == clock.now_ms()


def test_a_virtual_clock_moves_forward_only() -> None:
    clock = VirtualClock()
    start = clock.now_ms()

    clock.advance_to(start + 5)
    clock.advance_to(start + 3)

    assert clock.now_ms() == start + 5


def test_the_wall_clock_shows_real_time() -> None:
    before = int(time.time() * 1000)

    assert before <= WallClock().now_ms() <= int(time.time() * 1000)


@pytest.mark.parametrize("step_seconds", [-3600, 3600])
def test_the_wall_clock_goes_on_while_the_machines_clock_is_set(
    monkeypatch: pytest.MonkeyPatch, step_seconds: float
) -> None:
    elapsed = iter([0.0, 0.25, 60.0])
    monkeypatch.setattr(RealTime, "now", staticmethod(lambda: next(elapsed)))
    clock = WallClock()
    start_ms = clock.now_ms() - 250
    monkeypatch.setattr(time, "time", lambda: start_ms / 1000 + step_seconds)

    assert clock.now_ms() == start_ms + 60_000


def test_the_wall_clock_cannot_be_advanced() -> None:
    clock = WallClock()

    clock.advance_to(2**53)

    assert (VirtualClock.can_advance, clock.can_advance) == (True, False)
    assert clock.now_ms() < 2**53
