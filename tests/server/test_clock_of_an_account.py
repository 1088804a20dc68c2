"""Accounts of one simulator, each on a clock of its own."""

from datetime import UTC, datetime

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.server import Server
from receivers import App
from server.conftest import AT_ONCE


def connected(tenant: Tenant, app: App) -> Tenant:
    application = tenant.applications.create("shop", incoming_message_url=app.url)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant


def test_an_account_on_the_wall_clock_lives_beside_one_on_virtual_time(app: App) -> None:
    simulator = Simulator(rules=AT_ONCE)
    early = connected(simulator.open_tenant(clock="wall"), app)
    waiting = early.messages.send(draft(text="early", callback_url=app.url))
    with Server(simulator):
        assert app.next().json["text"] == "early"
        late = connected(simulator.open_tenant(clock="wall"), app)
        still = connected(simulator.open_tenant(), app)
        unmoved = still.messages.send(draft(text="still", callback_url=app.url))
        late.messages.send(draft(text="late", callback_url=app.url))

        assert app.next().json["text"] == "late"
        assert early.messages.get(waiting.id).state == "sent"
        assert still.messages.get(unmoved.id).state == "queued"
        assert late.receive_message(from_=PERSON, to=LINE, text="hi").attempts[0].outcome.ok
        still.settle()
        assert [app.next().json["text"] for _ in range(2)] == ["hi", "still"]


def test_an_account_on_virtual_time_lives_in_a_simulator_on_the_wall_clock(app: App) -> None:
    simulator = Simulator(clock="wall", rules=AT_ONCE)
    with Server(simulator):
        tenant = connected(simulator.open_tenant(clock="virtual"), app)
        tenant.messages.send(draft(callback_url=app.url))

        assert tenant.now == datetime(2019, 5, 1, 12, tzinfo=UTC)
        assert tenant.settle() == 2
        tenant.reset()
        assert tenant.can_advance


def test_a_clock_is_virtual_or_wall() -> None:
    simulator = Simulator()

    with pytest.raises(ValueError, match="clock='sundial'; choose one of virtual, wall"):
        simulator.open_tenant(clock="sundial")  # type: ignore[arg-type]  # that is the test
    with pytest.raises(WrongClock, match="this account runs on the wall clock"):
        simulator.open_tenant(clock="wall", now=datetime(2026, 1, 1, tzinfo=UTC))


def test_a_start_of_time_is_that_of_accounts_on_virtual_time() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    simulator = Simulator(now=start)

    assert simulator.open_tenant(clock="virtual").now == start
    assert simulator.open_tenant(clock="wall").now != start


def test_two_servers_of_a_simulator_share_its_wall_clock(app: App) -> None:
    simulator = Simulator(rules=AT_ONCE)
    with Server(simulator):
        with Server(simulator):
            pass
        tenant = connected(simulator.open_tenant(clock="wall"), app)

        assert tenant.receive_message(from_=PERSON, to=LINE, text="hi").attempts
