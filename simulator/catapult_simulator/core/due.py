"""Pending timers and callbacks of a world, in words; and waiting for news of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.checks import check_function
from catapult_simulator.core.interruption import interruption
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.messages.store import Watcher
from catapult_simulator.core.time.clock import RealTime
from catapult_simulator.core.world import World

T = TypeVar("T")


def pending_in(world: World) -> list[Pending]:
    """Callbacks that wait for an answer, then the timers, soonest first."""
    with world.lock:
        now_ms = world.clock.now_ms()
        waiting = [Pending(now_ms, f"{each} {each.waits_for}") for each in world.under_way]
        timers = world.timeline.pending()
        return waiting + [
            Pending(timer.due_ms, str(timer), max(0, timer.due_ms - now_ms)) for timer in timers
        ]


def wait_until(
    place: Callable[[], tuple[World, Messages]], look: Callable[[], T | None], seconds: float
) -> T | None:
    """Call `look` now and after each new message, change of one, and entry of the journal, until
    it gives something. None after `seconds` of real time.

    `place` gives world and messages of the account, which a reset replaces.
    """
    until, current = RealTime.now() + seconds, interruption()
    found = None
    while found is None and RealTime.now() < until:
        world, messages = place()
        happened = Event()
        with _watched(world, messages, happened.set), current.waking(happened.set):
            while found is None and place()[0] is world and RealTime.now() < until:
                happened.clear()
                current.check()
                found = look()
                if found is None:
                    happened.wait(max(0.0, until - RealTime.now()))
    return look() if found is None else found


def watch(
    world: World, messages: Messages, watcher: Watcher, ended: Callable[[], None]
) -> Callable[[], None]:
    """Call `watcher` with each message that is new or has changed, and `ended` when the account is
    reset or closed, on the thread that does it. Returns how to end that."""

    check_function("watcher", watcher)
    check_function("ended", ended)

    def note() -> None:
        if world.retired:
            ended()

    return _subscribe(world, messages, watcher, note)


def wait_for_delivery(journal: Journal, delivery: Delivery, seconds: float) -> None:
    """Wait until the callback has been sent, or nothing has happened for so long."""
    woken, current = Event(), interruption()
    unsubscribe = delivery.subscribe(woken.set)
    try:
        with current.waking(woken.set):
            while not delivery.finished.is_set():
                before = journal.next_number
                woken.wait(seconds)
                current.check()
                if journal.next_number == before:  # else callbacks before it were sent meanwhile
                    return
    finally:
        unsubscribe()


@contextmanager
def _watched(world: World, messages: Messages, wake: Callable[[], None]) -> Iterator[None]:
    end = _subscribe(world, messages, lambda _: wake(), wake)
    try:
        yield
    finally:
        end()


def _subscribe(
    world: World, messages: Messages, watcher: Watcher, on_entry: Callable[[], None]
) -> Callable[[], None]:
    """Call `watcher` with each message that is new or has changed, and `on_entry` for each new
    entry of the journal. Returns how to end that."""
    ends = (
        messages.watch(watcher),
        world.journal.subscribe(on_entry, after=world.journal.next_number - 1),
    )

    def end() -> None:
        for each in ends:
            each()

    return end
