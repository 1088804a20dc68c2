"""WallTime: runs the timers of all tenants on a wall clock, from an event loop."""

import asyncio
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, draft
from catapult_simulator.callbacks.wall_time import WallTime
from catapult_simulator.core.callbacks import Callback, Delivery, Outcome
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.clock import WallClock
from catapult_simulator.core.world import World

PATIENCE = 20.0
AT_ONCE = Rules(dequeue_ms=0, carrier_ms=0, receipt_ms=0)


class Watch:
    """A sender that sets `seen` when a callback has the state `wanted`."""

    def __init__(self) -> None:
        self.states: list[str] = []
        self.seen = Event()
        self.wanted = "delivered"

    def send(self, callback: Callback, url: str) -> Outcome:
        self.states.append(callback.payload.get("deliveryState", callback.payload["state"]))
        if self.states[-1] == self.wanted:
            self.seen.set()
        return Outcome(200)


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop, running on a thread of its own."""
    running = asyncio.new_event_loop()
    thread = Thread(target=running.run_forever)
    thread.start()
    yield running
    running.call_soon_threadsafe(running.stop)
    thread.join(PATIENCE)
    running.close()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def simulator(loop: asyncio.AbstractEventLoop, watch: Watch) -> Simulator:
    simulator = Simulator(clock="wall", callback_sender=watch)
    simulator.network.wall_time = WallTime(loop)
    return simulator


@pytest.fixture
def tenant(simulator: Simulator) -> Tenant:
    return open_shop(simulator, AT_ONCE)


def open_shop(simulator: Simulator, rules: Rules) -> Tenant:
    tenant = simulator.open_tenant(rules=rules)
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant


def send(tenant: Tenant, **changes: Any) -> None:
    tenant.messages.send(draft(callback_url=EVENTS_URL, receipt_requested="all", **changes))


def test_a_message_gets_its_receipt_in_real_time(tenant: Tenant, watch: Watch) -> None:
    send(tenant)

    assert watch.seen.wait(PATIENCE)
    assert watch.states == ["waiting", "delivered"]


def test_delays_take_real_time(tenant: Tenant, watch: Watch) -> None:
    tenant.rules = Rules(dequeue_ms=20, carrier_ms=20, receipt_ms=20)
    before = tenant.now_ms

    send(tenant)

    assert watch.seen.wait(PATIENCE)
    assert tenant.now_ms - before >= 60


def test_an_earlier_timer_does_not_wait_for_a_later_one(
    simulator: Simulator, tenant: Tenant, watch: Watch
) -> None:
    slow = open_shop(simulator, Rules(dequeue_ms=3_600_000))
    send(slow)

    send(tenant)

    assert watch.seen.wait(PATIENCE)
    assert slow.messages.find()[0].state == "queued"


def test_receive_message_returns_after_the_callback(tenant: Tenant, watch: Watch) -> None:
    inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
    assert watch.states == ["received"]


def test_many_messages_of_many_accounts_all_arrive(simulator: Simulator, watch: Watch) -> None:
    done = Event()
    counted: list[str] = []

    def count(callback: Callback, url: str) -> Outcome:
        if callback.payload.get("deliveryState") == "delivered":
            counted.append(callback.message_id)
            if len(counted) == 300:
                done.set()
        return Outcome(200)

    watch.send = count  # type: ignore[method-assign]  # a stand-in
    for shop in [open_shop(simulator, AT_ONCE) for _ in range(3)]:
        for _ in range(100):
            send(shop)

    assert done.wait(PATIENCE)


def test_a_timer_that_fails_does_not_stop_time(
    simulator: Simulator, tenant: Tenant, watch: Watch, loop: asyncio.AbstractEventLoop
) -> None:
    failed, ran = Event(), Event()
    loop.set_exception_handler(lambda loop, context: failed.set())
    world = World("u-1", rules=AT_ONCE, clock=WallClock(), network=simulator.network, seed="u-1")

    def fail() -> list[Delivery]:
        raise RuntimeError("a timer that fails")

    def run() -> list[Delivery]:
        ran.set()
        return []

    with world.lock:
        world.schedule(world.clock.now_ms(), fail)
        world.schedule(world.clock.now_ms(), run)
    send(tenant)

    assert failed.wait(PATIENCE)
    assert ran.wait(PATIENCE)
    assert watch.seen.wait(PATIENCE)
