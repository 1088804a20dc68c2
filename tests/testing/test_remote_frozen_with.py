"""The app's clock follows virtual time elsewhere, up to each callback."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator import Fault, Server
from catapult_simulator.core.run_limit import NotSettled
from catapult_simulator.core.time.clock import VIRTUAL_START
from catapult_simulator.testing.remote.simulator import RemoteSimulator
from catapult_simulator.testing.remote.tenant import RemoteTenant
from receivers import App, app_listening
from testing.uses import Traveller

MS = timedelta(milliseconds=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def account(server: Server) -> Iterator[RemoteTenant]:
    account = RemoteSimulator(server.url).open_tenant()
    account.phone_numbers.allocate(LINE)
    yield account
    account.close()


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as app:
        yield app


def test_inside_a_webhook_the_app_sees_the_time_of_its_callback(
    account: RemoteTenant, app: App
) -> None:
    traveller = Traveller()
    seen: list[datetime] = []
    app.react = lambda _: seen.append(traveller.moments[-1])

    with account.frozen_with(traveller):
        account.messages.send(draft(callback_url=f"{app.url}/events", receipt_requested="all"))
        fired = account.advance(3600)

    assert fired == 3
    assert [moment - VIRTUAL_START for moment in seen] == [250 * MS, 1000 * MS]
    assert traveller.moments[-1] == account.now == VIRTUAL_START + timedelta(hours=1)


def test_settle_takes_the_app_along(account: RemoteTenant, app: App) -> None:
    traveller = Traveller()
    seen: list[datetime] = []
    app.react = lambda _: seen.append(traveller.moments[-1])
    account.faults.add(Fault("carrier", to=PERSON, delay_ms=5000, times=1))

    with account.frozen_with(traveller):
        account.messages.send(draft(callback_url=f"{app.url}/events"))
        account.settle()

    assert [moment - VIRTUAL_START for moment in seen] == [5250 * MS]
    assert account.pending() == []


def test_fractions_of_a_millisecond_add_up(account: RemoteTenant) -> None:
    with account.frozen_with(Traveller()):
        for _ in range(4):
            account.advance(0.0005)

    assert account.now - VIRTUAL_START == 2 * MS


def test_a_reset_takes_the_apps_clock_back(account: RemoteTenant) -> None:
    traveller = Traveller()
    with account.frozen_with(traveller):
        account.advance_to(datetime(2030, 1, 1, tzinfo=UTC))
        account.reset()

        assert traveller.moments[-1] == account.now == VIRTUAL_START
        account.advance(1)
        assert traveller.moments[-1] == VIRTUAL_START + timedelta(seconds=1)


def test_what_never_settles_says_so(account: RemoteTenant) -> None:
    account.rules = account.rules.but(carrier_ms=2 * 3600 * 1000)
    account.messages.send(draft())

    sentence = r"after one hour of virtual time 1 timers are still due:\n  message m-"
    with account.frozen_with(Traveller()), pytest.raises(NotSettled, match=sentence):
        account.settle()


def test_time_goes_on_alone_after_the_block_and_after_the_account(account: Any) -> None:
    traveller = Traveller()
    with account.frozen_with(traveller):
        account.close()

    assert traveller.moments == [VIRTUAL_START]
