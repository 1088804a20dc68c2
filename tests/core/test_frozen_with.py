"""The app's clock follows the account's, with time-machine and with freezegun."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from builders import EVENTS_URL, LINE, PERSON, draft
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.core.time.clock import VIRTUAL_START
from core.webhooks import Webhook

freezegun = pytest.importorskip("freezegun")
time_machine = pytest.importorskip("time_machine")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
FREEZERS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "time_machine": lambda: time_machine.travel(NEW_YEAR, tick=False),
    "freezegun": lambda: freezegun.freeze_time(NEW_YEAR),
    "freezegun tick": lambda: freezegun.freeze_time(NEW_YEAR, tick=True),
}


@pytest.fixture(params=["time_machine", "freezegun"])
def traveller(request: pytest.FixtureRequest) -> Iterator[Any]:
    with FREEZERS[request.param]() as traveller:
        yield traveller


def app_time() -> datetime:
    """The time that code under test sees."""
    return datetime.now(UTC)


class Codes:
    """An app that checks one-time codes, valid for five minutes."""

    def __init__(self) -> None:
        self._sent = app_time()

    def accepts(self) -> bool:
        return app_time() - self._sent < timedelta(minutes=5)


def test_a_one_time_code_expires(shop: Tenant, traveller: Any) -> None:
    with shop.frozen_with(traveller):
        codes = Codes()
        shop.advance(timedelta(minutes=4, seconds=59))
        in_time = codes.accepts()
        shop.advance(1)

        assert (in_time, codes.accepts()) == (True, False)


def test_both_clocks_show_the_same_time(shop: Tenant, traveller: Any) -> None:
    assert app_time() == NEW_YEAR
    with shop.frozen_with(traveller):
        assert app_time() == shop.now == VIRTUAL_START
        shop.advance_to(NEW_YEAR + timedelta(days=31, milliseconds=5))

        assert app_time() == shop.now == NEW_YEAR + timedelta(days=31, milliseconds=5)
        assert time.time() == shop.now.timestamp()


def test_inside_a_webhook_the_app_sees_the_time_of_its_callback(
    shop: Tenant, webhook: Webhook, traveller: Any
) -> None:
    seen: list[datetime] = []
    webhook.react = lambda callback: seen.append(app_time())

    with shop.frozen_with(traveller):
        shop.messages.send(draft(callback_url=EVENTS_URL, receipt_requested="all"))
        shop.advance(3600)

    assert [moment - VIRTUAL_START for moment in seen] == [
        timedelta(milliseconds=250),
        timedelta(seconds=1),
    ]


def test_what_an_app_does_inside_a_webhook_has_the_accounts_time(
    shop: Tenant, webhook: Webhook, traveller: Any
) -> None:
    def answer(callback: Callback) -> None:
        shop.messages.send(draft(text=f"{app_time():%H:%M}"))

    webhook.react = answer
    with shop.frozen_with(traveller):
        shop.advance(3600)
        shop.receive_message(from_=PERSON, to=LINE, text="What is the time?")
        shop.settle()

    assert shop.messages.find(direction="out")[0].text == "13:00"


def test_a_reset_takes_the_apps_clock_back(shop: Tenant, traveller: Any) -> None:
    with shop.frozen_with(traveller):
        shop.advance(3600)
        shop.reset()
        assert app_time() == VIRTUAL_START
        shop.advance(5)
        assert app_time() == VIRTUAL_START + timedelta(seconds=5)


@pytest.mark.parametrize("end", ["nothing", "reset", "close"])
def test_afterwards_the_clocks_are_apart(shop: Tenant, traveller: Any, end: str) -> None:
    with shop.frozen_with(traveller):
        getattr(shop, end, lambda: None)()
    if end != "close":
        shop.advance(60)
        shop.reset()
        shop.advance(60)

    assert app_time() == VIRTUAL_START


def test_an_exception_parts_the_clocks_too(shop: Tenant, traveller: Any) -> None:
    with pytest.raises(KeyError), shop.frozen_with(traveller):
        raise KeyError
    shop.advance(60)

    assert app_time() == VIRTUAL_START


def test_the_fixture_of_time_machine_stands_still(shop: Tenant, time_machine: Any) -> None:
    with shop.frozen_with(time_machine):
        assert app_time() == app_time() == VIRTUAL_START


def test_a_freezer_that_ticks_is_moved_too(shop: Tenant) -> None:
    with FREEZERS["freezegun tick"]() as traveller, shop.frozen_with(traveller):
        shop.advance(3600)

        assert timedelta(0) <= app_time() - shop.now < timedelta(hours=1)


@pytest.mark.parametrize(
    "traveller", [None, "2026-01-01", time_machine.travel(0)], ids=lambda each: type(each).__name__
)
def test_the_clock_of_an_app_is_followed_with(shop: Tenant, traveller: Any) -> None:
    with pytest.raises(TypeError, match="has no method move_to; pass what time_machine"):  # noqa: SIM117
        with shop.frozen_with(traveller):
            pass


def test_a_wall_clock_moves_no_other(traveller: Any) -> None:
    tenant = Simulator(clock="wall").open_tenant()

    with pytest.raises(WrongClock, match="cannot freeze the app's clock with tenant"):  # noqa: SIM117
        with tenant.frozen_with(traveller):
            pass
