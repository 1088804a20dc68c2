"""The threads of CallbackQueues: bounded, ended when idle, and nothing is lost without them."""

from threading import Thread
from threading import enumerate as running_threads

import pytest

from callbacks.queues_support import PATIENCE, SLOW, Later, Sender, delivery, new_queues, new_world
from catapult_simulator.callbacks import queues as module
from catapult_simulator.core.world import World


@pytest.fixture
def sender() -> Sender:
    return Sender()


@pytest.fixture
def later() -> Later:
    """The actions that the queues schedule."""
    return []


@pytest.fixture
def world() -> World:
    return new_world()


def sender_threads() -> set[Thread]:
    return {thread for thread in running_threads() if thread.name == "catapult-callbacks"}


def test_the_threads_are_bounded(sender: Sender, world: World) -> None:
    before = sender_threads()
    queues = new_queues(sender, threads=4)

    for number in range(300):
        queues.submit(world, delivery(f"m-{number}", f"http://slow{number}.test/"))
    for _ in range(4):
        sender.next_held()

    assert len(sender_threads() - before) == 4
    assert sender.held.empty()
    sender.released.set()
    assert {sender.next() for _ in range(300)} == {f"m-{number}" for number in range(300)}


def test_receivers_that_were_slow_leave_a_quarter_of_the_threads(
    sender: Sender, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues = new_queues(sender, threads=4)
    monkeypatch.setattr(module, "_SLOW_SECONDS", 0.0)
    sender.released.set()
    urls = [f"http://slow{number}.test/" for number in range(8)]
    for url in urls:
        queues.submit(world, delivery("first", url))
        sender.next_held()
        sender.next()
    sender.released.clear()

    for url in urls:
        queues.submit(world, delivery("second", url))
    for _ in range(3):
        sender.next_held()
    queues.submit(world, delivery("quick"))

    assert sender.next() == "quick"
    assert sender.held.empty()
    sender.released.set()
    assert [sender.next() for _ in urls] == ["second"] * 8


def test_a_receiver_that_is_quick_again_may_use_every_thread(
    sender: Sender, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues = new_queues(sender, threads=4)
    monkeypatch.setattr(module, "_SLOW_SECONDS", 0.0)
    queues.submit(world, delivery("slow"))
    sender.next()
    monkeypatch.setattr(module, "_SLOW_SECONDS", 1.0)
    queues.submit(world, delivery("quick"))
    sender.next()
    queues.submit(world, delivery("quick"))
    sender.next()

    assert not queues._slow


class Stubborn(Thread):
    """A thread that cannot be started the first few times."""

    refusals = 0

    def start(self) -> None:
        if Stubborn.refusals:
            Stubborn.refusals -= 1
            raise RuntimeError("can't start new thread")
        super().start()


def test_without_a_single_thread_nothing_is_lost(
    sender: Sender, world: World, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Thread", Stubborn)
    Stubborn.refusals = 100
    queues = new_queues(sender, later)
    for number in range(50):
        queues.submit(world, delivery(f"m-{number}", f"http://{number}.test/"))
    assert sender.sent.empty()
    Stubborn.refusals = 0

    later[0]()

    assert {sender.next() for _ in range(50)} == {f"m-{number}" for number in range(50)}


def test_with_one_thread_that_started_nothing_is_lost(
    sender: Sender, world: World, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues = new_queues(sender, later)
    queues.submit(world, delivery("m-0", SLOW))
    sender.next_held()
    monkeypatch.setattr(module, "Thread", Stubborn)
    Stubborn.refusals = 1000
    for number in range(1, 50):
        queues.submit(world, delivery(f"m-{number}", f"http://{number}.test/"))

    sender.released.set()

    assert {sender.next() for _ in range(50)} == {f"m-{number}" for number in range(50)}
    assert later == []
    Stubborn.refusals = 0


def test_an_idle_thread_ends_and_another_is_started(
    sender: Sender, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_IDLE_SECONDS", 0.001)
    before = sender_threads()
    queues = new_queues(sender)

    for name in ("m-1", "m-2", "m-3"):
        queues.submit(world, delivery(name))
        assert sender.next() == name
        for thread in sender_threads() - before:
            thread.join(PATIENCE)

    assert sender_threads() <= before
    assert not queues._queues
