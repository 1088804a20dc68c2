"""The time of an account as a datetime, and the start of virtual time."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from builders import draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.core.time.clock import VIRTUAL_START
from catapult_simulator.core.time.moments import moment_of, ms_of, parse_moment

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
WRONG = {
    datetime(2026, 1, 1, 12): r"now=2026-01-01T12:00:00 has no time zone; pass an aware datetime",  # noqa: DTZ001
    datetime(1999, 1, 1, tzinfo=UTC): "now=1999-01-01T00:00:00.*choose a time of the years 2002 to",
    datetime(2200, 1, 1, tzinfo=UTC): "now=2200-01-01T00:00:00.*choose a time of the years 2002 to",
}


def test_now_is_an_aware_datetime_in_utc(tenant: Tenant) -> None:
    tenant.advance(0.25)

    assert tenant.now == VIRTUAL_START + timedelta(milliseconds=250)
    assert tenant.now.tzinfo is UTC


def test_virtual_time_starts_where_it_is_set() -> None:
    simulator = Simulator(now=NEW_YEAR)
    here, there = simulator.open_tenant(), simulator.open_tenant(now=VIRTUAL_START)

    here.advance(1)

    assert (here.now, there.now) == (NEW_YEAR + timedelta(seconds=1), VIRTUAL_START)


def test_a_reset_returns_to_the_start() -> None:
    tenant = Simulator().open_tenant(now=NEW_YEAR)
    tenant.advance(3600)

    tenant.reset()

    assert tenant.now == NEW_YEAR


@pytest.mark.parametrize("opening", [Simulator, Simulator().open_tenant])
@pytest.mark.parametrize("now", WRONG, ids=str)
def test_virtual_time_cannot_start_at(opening: Any, now: datetime) -> None:
    with pytest.raises(ValueError, match=WRONG[now]):
        opening(now=now)


@pytest.mark.parametrize("now", ["2026-01-01T12:00:00Z", 1767225600])
def test_a_start_is_a_datetime(now: Any) -> None:
    with pytest.raises(TypeError, match=r"now=.*; pass an aware datetime, such as datetime\(2019"):
        Simulator(now=now)


def test_time_is_advanced_to_a_moment(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft(receipt_requested="all"))
    moment = VIRTUAL_START + timedelta(days=3, microseconds=1_500)

    fired = tenant.advance_to(moment.astimezone(timezone(timedelta(hours=-5))))

    assert (fired, tenant.now) == (3, VIRTUAL_START + timedelta(days=3, milliseconds=1))
    assert tenant.advance_to(moment) == 0
    assert tenant.journal.last().summary == "advanced to 2019-05-04T12:00:00.001500+00:00"


def test_microseconds_add_up_to_the_moment(tenant: Tenant) -> None:
    tenant.advance_to(VIRTUAL_START + timedelta(microseconds=600))
    tenant.advance(0.0004)

    assert tenant.now == VIRTUAL_START + timedelta(milliseconds=1)


@pytest.mark.parametrize("moment", [VIRTUAL_START, VIRTUAL_START + timedelta(microseconds=1)])
def test_a_time_that_has_passed_cannot_be_advanced_to(tenant: Tenant, moment: datetime) -> None:
    tenant.advance(timedelta(microseconds=2))

    with pytest.raises(ValueError, match=r"cannot advance to 2019.*: it is 2019-05-01T12:00:00"):
        tenant.advance_to(moment)


@pytest.mark.parametrize("moment", WRONG, ids=str)
def test_time_cannot_be_advanced_to(tenant: Tenant, moment: datetime) -> None:
    with pytest.raises(ValueError, match=WRONG[moment].replace("now", "moment", 1)):
        tenant.advance_to(moment)


def test_a_wall_clock_has_no_start() -> None:
    with pytest.raises(WrongClock, match=r"now=2026-01-01T00:00:00.*runs on the wall clock"):
        Simulator(clock="wall").open_tenant(now=NEW_YEAR)
    with pytest.raises(WrongClock):
        Simulator(clock="wall", now=NEW_YEAR)


def test_milliseconds_are_exact() -> None:
    moments = [NEW_YEAR + timedelta(milliseconds=ms) for ms in range(0, 100_000, 7)]

    assert [moment_of(ms_of(moment)) for moment in moments] == moments


def test_a_written_moment_has_a_zone() -> None:
    expected = datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))

    assert parse_moment("2026-01-01T00:00:00Z") == NEW_YEAR == expected
    assert parse_moment(" 2026-01-01T02:00+02:00") == NEW_YEAR
    with pytest.raises(ValueError, match="'2026-01-01' has no time zone"):
        parse_moment("2026-01-01")
