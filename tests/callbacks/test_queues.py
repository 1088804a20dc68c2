"""CallbackQueues: order for one receiver, and no waiting for another's."""

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


class Carrier:
    """Keeps what it carries; holds up what goes to the slow receiver until it is released."""

    def __init__(self) -> None:
        self.carried: SimpleQueue[str] = SimpleQueue()
        self.entered, self.released = Event(), Event()

    def __call__(self, world: World, delivery: Delivery) -> None:
        if delivery.callback.url == SLOW:
            self.entered.set()
            assert self.released.wait(PATIENCE)
        self.carried.put(delivery.callback.message_id)
        delivery.finished.set()

    def next(self) -> str:
        return self.carried.get(timeout=PATIENCE)


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def world() -> World:
    return new_world()


def new_world() -> World:
    return World("u-1", rules=Rules(), clock=VirtualClock(), network=Network(), seed="u-1")


def delivery(message_id: str, url: str = OTHER) -> Delivery:
    payload = {"from": "+1", "to": "+2", "eventType": "sms", "messageId": message_id}
    return Delivery(Callback(message_id, url, payload))


def test_callbacks_to_one_receiver_keep_their_order(carrier: Carrier, world: World) -> None:
    queues = CallbackQueues(carrier)
    names = [f"m-{number}" for number in range(200)]

    for name in names:
        queues.submit(world, delivery(name))

    assert [carrier.next() for _ in names] == names


def test_a_slow_receiver_holds_up_no_other(carrier: Carrier, world: World) -> None:
    queues = CallbackQueues(carrier)
    queues.submit(world, delivery("m-1", SLOW))
    assert carrier.entered.wait(PATIENCE)

    queues.submit(world, delivery("m-2"))

    assert carrier.next() == "m-2"
    carrier.released.set()
    assert carrier.next() == "m-1"


def test_a_slow_receiver_holds_up_no_other_account(carrier: Carrier, world: World) -> None:
    def carry(of: World, what: Delivery) -> None:
        carrier(of, what) if of is world else carrier.carried.put("theirs")

    queues = CallbackQueues(carry)
    queues.submit(world, delivery("m-1", SLOW))
    assert carrier.entered.wait(PATIENCE)

    queues.submit(new_world(), delivery("m-1", SLOW))

    assert carrier.next() == "theirs"
    carrier.released.set()


def test_what_fits_no_lane_is_written_off_and_said_to_be(carrier: Carrier, world: World) -> None:
    queues = CallbackQueues(carrier, capacity=1)
    queues.submit(world, delivery("m-1", SLOW))
    assert carrier.entered.wait(PATIENCE)
    queues.submit(world, delivery("m-2", SLOW))
    given_up = delivery("m-3", SLOW)

    queues.submit(world, given_up)

    assert given_up.finished.is_set()
    told = world.journal.last("callback")
    assert told.summary == f"POST {SLOW} -> dropped: too many callbacks wait for this receiver"
    assert (told.detail["messageId"], told.detail["problem"]) == ("m-3", "queue")
    carrier.released.set()


@pytest.fixture
def failing(carrier: Carrier) -> Callable[[World, Delivery], None]:
    def carry(world: World, what: Delivery) -> None:
        if what.callback.message_id == "m-1":
            raise RuntimeError("a sender that breaks its word")
        carrier(world, what)

    return carry


def test_a_courier_that_fails_does_not_block_what_comes_after(
    carrier: Carrier, world: World, failing: Any, caplog: pytest.LogCaptureFixture
) -> None:
    queues = CallbackQueues(failing)

    queues.submit(world, delivery("m-1"))
    queues.submit(world, delivery("m-2"))

    assert carrier.next() == "m-2"
    assert "a callback failed" in caplog.text


def test_a_url_that_is_none_has_a_lane(carrier: Carrier, world: World) -> None:
    queues = CallbackQueues(carrier)

    queues.submit(world, delivery("m-1", "http://[::1"))

    assert carrier.next() == "m-1"


def test_an_idle_lane_is_given_up_and_opened_again(
    carrier: Carrier, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.callbacks.queues._IDLE_SECONDS", 0.001)
    queues = CallbackQueues(carrier)

    for name in ("m-1", "m-2", "m-3"):
        queues.submit(world, delivery(name))
        assert carrier.next() == name
