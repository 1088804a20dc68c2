"""CallbackQueues: order for each receiver, bounded threads, and nothing lost."""

import gc
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from threading import enumerate as running_threads
from typing import Any

import pytest

from catapult_simulator.callbacks import queues as module
from catapult_simulator.callbacks.queues import CallbackQueues, receiver_of
from catapult_simulator.core.callbacks import Callback, Delivery
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import VirtualClock
from catapult_simulator.core.world import Network, World

PATIENCE = 20.0
SLOW, OTHER = "http://slow.test/x", "http://other.test/x"
Later = list[Callable[[], None]]


class Sender:
    """Keeps what it sends; holds up what goes to a slow receiver until it is released."""

    def __init__(self) -> None:
        self.sent: SimpleQueue[str] = SimpleQueue()
        self.held: SimpleQueue[str] = SimpleQueue()
        self.released = Event()

    def __call__(self, world: World, delivery: Delivery) -> None:
        if "slow" in delivery.callback.url:
            self.held.put(delivery.callback.message_id)
            assert self.released.wait(PATIENCE)
        self.sent.put(delivery.callback.message_id)
        delivery.finish()

    def next(self) -> str:
        return self.sent.get(timeout=PATIENCE)

    def next_held(self) -> str:
        return self.held.get(timeout=PATIENCE)


@pytest.fixture
def sender() -> Sender:
    return Sender()


@pytest.fixture
def later() -> Later:
    """What the queues want done later."""
    return []


@pytest.fixture
def world() -> World:
    return new_world()


def new_world() -> World:
    return World("u-1", rules=Rules(), clock=VirtualClock(), network=Network(), seed="u-1")


def delivery(message_id: str, url: str = OTHER) -> Delivery:
    payload = {"from": "+1", "to": "+2", "eventType": "sms", "messageId": message_id}
    return Delivery(Callback(message_id, url, payload))


def new_queues(deliver: Any, later: Later | None = None, **options: Any) -> CallbackQueues:
    actions: Later = [] if later is None else later
    return CallbackQueues(
        lambda seconds, action: actions.append(action), deliver=deliver, **options
    )


def sender_threads() -> set[Thread]:
    return {thread for thread in running_threads() if thread.name == "catapult-callbacks"}


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
