"""CallbackQueues: order for each receiver, and no waiting for another one."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event
from typing import Any

import pytest

from catapult_simulator.callbacks.queues import CallbackQueues
from catapult_simulator.core.callbacks import Callback, Delivery
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import VirtualClock
from catapult_simulator.core.world import Network, World

PATIENCE = 20.0
SLOW, OTHER = "http://slow.test/x", "http://other.test/x"


class BlockingDeliver:
    """Records deliveries. Those to the slow receiver block until `released` is set."""

    def __init__(self) -> None:
        self.delivered: SimpleQueue[str] = SimpleQueue()
        self.entered, self.released = Event(), Event()

    def __call__(self, world: World, delivery: Delivery) -> None:
        if delivery.callback.url == SLOW:
            self.entered.set()
            assert self.released.wait(PATIENCE)
        self.delivered.put(delivery.callback.message_id)
        delivery.finished.set()

    def next(self) -> str:
        return self.delivered.get(timeout=PATIENCE)


@pytest.fixture
def deliver() -> BlockingDeliver:
    return BlockingDeliver()


@pytest.fixture
def world() -> World:
    return new_world()


def new_world() -> World:
    return World("u-1", rules=Rules(), clock=VirtualClock(), network=Network(), seed="u-1")


def delivery(message_id: str, url: str = OTHER) -> Delivery:
    payload = {"from": "+1", "to": "+2", "eventType": "sms", "messageId": message_id}
    return Delivery(Callback(message_id, url, payload))


def test_callbacks_to_one_receiver_keep_their_order(deliver: BlockingDeliver, world: World) -> None:
    queues = CallbackQueues(deliver)
    names = [f"m-{number}" for number in range(200)]

    for name in names:
        queues.submit(world, delivery(name))

    assert [deliver.next() for _ in names] == names


def test_a_slow_receiver_delays_no_other(deliver: BlockingDeliver, world: World) -> None:
    queues = CallbackQueues(deliver)
    queues.submit(world, delivery("m-1", SLOW))
    assert deliver.entered.wait(PATIENCE)

    queues.submit(world, delivery("m-2"))

    assert deliver.next() == "m-2"
    deliver.released.set()
    assert deliver.next() == "m-1"


def test_a_slow_receiver_delays_no_other_account(deliver: BlockingDeliver, world: World) -> None:
    def deliver_to(of: World, what: Delivery) -> None:
        deliver(of, what) if of is world else deliver.delivered.put("theirs")

    queues = CallbackQueues(deliver_to)
    queues.submit(world, delivery("m-1", SLOW))
    assert deliver.entered.wait(PATIENCE)

    queues.submit(new_world(), delivery("m-1", SLOW))

    assert deliver.next() == "theirs"
    deliver.released.set()


def test_a_full_queue_drops_and_records_a_callback(deliver: BlockingDeliver, world: World) -> None:
    queues = CallbackQueues(deliver, capacity=1)
    queues.submit(world, delivery("m-1", SLOW))
    assert deliver.entered.wait(PATIENCE)
    queues.submit(world, delivery("m-2", SLOW))
    dropped = delivery("m-3", SLOW)

    queues.submit(world, dropped)

    assert dropped.finished.is_set()
    entry = world.journal.last("callback")
    assert entry.summary == f"POST {SLOW} -> dropped: too many callbacks wait for this receiver"
    assert (entry.detail["messageId"], entry.detail["problem"]) == ("m-3", "queue")
    deliver.released.set()


@pytest.fixture
def failing(deliver: BlockingDeliver) -> Callable[[World, Delivery], None]:
    def fail_first(world: World, what: Delivery) -> None:
        if what.callback.message_id == "m-1":
            raise RuntimeError("a sender that raises")
        deliver(world, what)

    return fail_first


def test_a_sender_that_raises_does_not_block_the_next_callback(
    deliver: BlockingDeliver, world: World, failing: Any, caplog: pytest.LogCaptureFixture
) -> None:
    queues = CallbackQueues(failing)

    queues.submit(world, delivery("m-1"))
    queues.submit(world, delivery("m-2"))

    assert deliver.next() == "m-2"
    assert "a callback failed" in caplog.text


def test_a_malformed_url_has_a_queue(deliver: BlockingDeliver, world: World) -> None:
    queues = CallbackQueues(deliver)

    queues.submit(world, delivery("m-1", "http://[::1"))

    assert deliver.next() == "m-1"


def test_an_idle_queue_is_closed_and_opened_again(
    deliver: BlockingDeliver, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.callbacks.queues._IDLE_SECONDS", 0.001)
    queues = CallbackQueues(deliver)

    for name in ("m-1", "m-2", "m-3"):
        queues.submit(world, delivery(name))
        assert deliver.next() == name
