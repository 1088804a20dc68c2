"""Callbacks while threads do not start, accounts go, senders raise, processes fork."""

import os
import socket
from collections import defaultdict
from queue import SimpleQueue
from random import Random
from threading import Event, Thread
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON
from callbacks.queues_support import Sender, delivery, new_queues, new_world
from catapult_simulator.callbacks import queues as module
from catapult_simulator.callbacks.connection import Connection, IdleConnections, Origin
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.callbacks.wall_time import WallTime
from catapult_simulator.core.callbacks import Callback, Delivery, Outcome
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.runner import Runner
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.world import World
from receivers import hanging_after, socket_that

PATIENCE = 20.0
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
ORIGIN = Origin("http", "app.test", 80)


def callback() -> Callback:
    payload = {"messageId": "m-1", "eventType": "sms", "from": "+1", "to": "+2", "text": "hi"}
    return Callback("m-1", "", payload, "GET", timeout_ms=10_000)


@pytest.mark.parametrize("seed", range(5))
def test_threads_that_start_only_sometimes_lose_nothing_and_keep_the_order(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, start = Random(seed), Thread.start

    def perhaps(thread: Thread) -> None:
        if random.random() < 0.7:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(Thread, "start", perhaps)
    monkeypatch.setattr(module, "_IDLE_SECONDS", 0.001)
    later: list[Any] = []
    sender, world = Sender(), new_world()
    queues = new_queues(sender, later, threads=4)
    sent = defaultdict(list)

    for number in range(400):
        queues.submit(world, delivery(f"{number % 40} {number}", f"http://{number % 40}.test/"))
        while later:
            later.pop(0)()
    for _ in range(400):
        while sender.sent.empty() and later:
            later.pop(0)()
        receiver, _, name = sender.next().partition(" ")
        sent[receiver].append(int(name))

    assert sorted(name for names in sent.values() for name in names) == list(range(400))
    assert all(names == sorted(names) for names in sent.values())


def test_a_new_account_in_the_place_of_a_closed_one_keeps_its_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """CPython gives a new object the identity of one that is gone."""
    monkeypatch.setattr(module, "id", lambda world: 7, raising=False)
    sender = Sender()
    queues = new_queues(sender, threads=2)
    for number in range(2):
        queues.submit(new_world(), delivery(f"blocking {number}", f"http://slow{number}.test/"))
        sender.next_held()
    closed = new_world()
    queues.submit(closed, delivery("closed", "http://slow.test/"))

    queues.forget(closed)
    for number in range(3):
        queues.submit(new_world(), delivery(f"m-{number}", "http://slow.test/"))

    assert len(queues._ready) == 1
    sender.released.set()
    names = [sender.next() for _ in range(5)]
    assert [name for name in names if name.startswith("m-")] == ["m-0", "m-1", "m-2"]


class Left(BaseException):
    """As the exceptions of pytest.fail and pytest.exit are."""


def test_a_sender_that_leaves_does_not_take_its_thread_along(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sender, world = Sender(), new_world()

    def send(world: World, what: Delivery) -> None:
        if what.callback.message_id == "m-1":
            raise Left
        sender(world, what)

    queues = new_queues(send, threads=1)
    failed = delivery("m-1")

    queues.submit(world, failed)
    queues.submit(world, delivery("m-2"))

    assert sender.next() == "m-2"
    assert failed.finished.is_set()


class Broken:
    """A sender that raises once."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.broken = True

    def send(self, callback: Callback, url: str) -> Outcome:
        if self.broken:
            self.broken = False
            raise Left
        self.sent.append(callback.message_id)
        return Outcome(200)


def ran_one() -> None:
    """No limit."""


def test_what_an_interrupted_call_did_not_send_is_still_due() -> None:
    world, broken = new_world(), Broken()
    world.network.callback_sender = broken
    world.schedule(0, lambda: [delivery("m-1"), delivery("m-2"), delivery("m-3")])
    runner, now_ms = Runner(world), world.clock.now_ms()
    with pytest.raises(Left):
        runner.run_due(now_ms, ran_one)

    runner.run_due(now_ms, ran_one)

    assert broken.sent == ["m-2", "m-3"]


def test_a_given_up_callback_is_told_like_any_other() -> None:
    sender, world = Sender(), new_world()
    queues = new_queues(sender, waiting=0)

    queues.submit(world, delivery("m-1"))

    detail = world.journal.last("callback").detail
    assert {"method", "url", "fallback", "problem", "explanation", "seconds"} <= set(detail)


def test_a_callback_under_way_ends_when_its_sender_is_closed() -> None:
    sender, reached, released = HttpSender(), Event(), Event()
    outcomes: list[Outcome] = []

    def hang(connection: socket.socket) -> None:
        reached.set()
        hanging_after(b"", released)(connection)

    with socket_that(hang) as url:
        thread = Thread(target=lambda: outcomes.append(sender.send(callback(), url)))
        thread.start()
        assert reached.wait(PATIENCE)
        sender.close()
        thread.join(PATIENCE)
        released.set()

    assert outcomes[0].problem == "network"
    assert outcomes[0].seconds < 5
    assert sender.send(callback(), url).explanation == "the simulator was stopped meanwhile"


def test_callbacks_that_wait_when_their_sender_is_closed_are_told_and_not_sent() -> None:
    reached, released, world = SimpleQueue[None](), Event(), new_world()
    sender = world.network.callback_sender = HttpSender()
    queues = new_queues(deliver)

    def hang(connection: socket.socket) -> None:
        reached.put(None)
        hanging_after(b"", released)(connection)

    with socket_that(hang) as url:
        waiting = [delivery(f"m-{number}", url) for number in range(10)]
        for each in waiting:
            queues.submit(world, each)
        reached.get(timeout=PATIENCE)
        sender.close()
        assert all(each.finished.wait(PATIENCE) for each in waiting)
        released.set()

    assert reached.empty()
    assert len(world.journal.entries(kind="callback")) == 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_leaves_the_connections_to_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, there = socket.socketpair()
    idle = IdleConnections()
    idle.put(ORIGIN, Connection(here))
    monkeypatch.setattr(os, "getpid", lambda: -1)

    assert idle.take(ORIGIN) is None
    there.close()


def test_a_timer_that_is_set_after_the_loop_was_closed_is_no_error() -> None:
    import asyncio

    loop = asyncio.new_event_loop()
    simulator = Simulator(clock="wall")
    simulator.network.wall_time = WallTime(loop)
    tenant = simulator.open_tenant()
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    loop.close()

    received = tenant.start_receiving(from_=PERSON, to=LINE, text="hi")

    assert received.delivery is not None
