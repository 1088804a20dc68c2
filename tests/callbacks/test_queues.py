"""CallbackQueues: order for each receiver, and nothing lost."""

import gc
import weakref

import pytest

from callbacks.queues_support import (
    OTHER,
    SLOW,
    Sender,
    delivery,
    new_queues,
    new_world,
)
from catapult_simulator.callbacks.queues import receiver_of
from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.world import World


@pytest.fixture
def sender() -> Sender:
    return Sender()


@pytest.fixture
def world() -> World:
    return new_world()


def test_callbacks_to_one_receiver_keep_their_order(sender: Sender, world: World) -> None:
    queues = new_queues(sender)
    names = [f"m-{number}" for number in range(200)]

    for name in names:
        queues.submit(world, delivery(name))

    assert [sender.next() for _ in names] == names


@pytest.mark.parametrize(
    "url",
    ["http://OTHER.test/x", "http://other.test:80/y", "http://bob:pw@other.test/x",
     "http://other.test?query", "http://other.test#top", "http://other.test"],
)  # fmt: skip
def test_every_spelling_of_a_receiver_is_one_queue(url: str) -> None:
    assert receiver_of(url) == receiver_of(OTHER)


@pytest.mark.parametrize("url", ["https://other.test/x", "http://other.test:81/x", "http://[::1"])
def test_another_receiver_is_another_queue(url: str) -> None:
    assert receiver_of(url) != receiver_of(OTHER)


def test_a_slow_receiver_holds_up_no_other(sender: Sender, world: World) -> None:
    queues = new_queues(sender)
    queues.submit(world, delivery("m-1", SLOW))
    sender.next_held()

    queues.submit(world, delivery("m-2"))

    assert sender.next() == "m-2"
    sender.released.set()
    assert sender.next() == "m-1"


def test_a_slow_receiver_holds_up_no_other_account(sender: Sender, world: World) -> None:
    def send(of: World, what: Delivery) -> None:
        sender(of, what) if of is world else sender.sent.put("theirs")

    queues = new_queues(send)
    queues.submit(world, delivery("m-1", SLOW))
    sender.next_held()

    queues.submit(new_world(), delivery("m-1", SLOW))

    assert sender.next() == "theirs"
    sender.released.set()


def test_more_than_fits_a_queue_is_given_up_and_recorded(sender: Sender, world: World) -> None:
    queues = new_queues(sender, waiting=1)
    queues.submit(world, delivery("m-1", SLOW))
    sender.next_held()
    queues.submit(world, delivery("m-2", SLOW))
    given_up = delivery("m-3", SLOW)

    queues.submit(world, given_up)

    assert given_up.finished.is_set()
    entry = world.journal.last("callback")
    assert entry.summary == f"POST {SLOW} -> given up: too many callbacks wait for this receiver"
    assert (entry.detail["messageId"], entry.detail["problem"]) == ("m-3", "queue")
    sender.released.set()


def test_a_sender_that_fails_does_not_block_what_comes_after(
    sender: Sender, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def send(world: World, what: Delivery) -> None:
        if what.callback.message_id == "m-1":
            raise RuntimeError("a sender that raises")
        sender(world, what)

    queues = new_queues(send)
    failed = delivery("m-1")

    queues.submit(world, failed)
    queues.submit(world, delivery("m-2"))

    assert sender.next() == "m-2"
    assert failed.finished.is_set()
    assert "a callback failed" in caplog.text


def test_a_forgotten_world_is_freed_with_its_callbacks(sender: Sender) -> None:
    closed = new_world()
    queues = new_queues(sender)
    queues.submit(closed, delivery("m-1", SLOW))
    sender.next_held()
    waiting = delivery("m-2", SLOW)
    queues.submit(closed, waiting)

    queues.forget(closed)

    assert waiting.finished.is_set()
    sender.released.set()
    assert sender.next() == "m-1"
    freed = weakref.ref(closed)
    del closed
    queues.submit(new_world(), delivery("m-3"))  # the thread has let go of the last one
    assert sender.next() == "m-3"
    gc.collect()
    assert freed() is None
