"""WallTime: runs the timers of every account on a wall clock, on the server's event loop.

The loop answers `/v1` itself, so a timer that a request set cannot run before the response has been
written to the socket.
"""

from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable
from functools import partial
from heapq import heapify, heappop, heappush
from threading import Lock, get_ident
from typing import Any

from catapult_simulator.callbacks.queues import CallbackQueues
from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.runner import run_next
from catapult_simulator.core.time.clock import RealTime
from catapult_simulator.core.world import World

_SLICE_SECONDS = 0.001  # then requests have their turn on the loop
_STALE_ENTRIES = 64  # more than these, and the heap is made anew


class WallTime:
    """Wakes the loop when the next timer is due; callbacks go to the queues."""

    def __init__(self, loop: AbstractEventLoop, queues: CallbackQueues | None = None) -> None:
        self._loop = loop
        self._queues = queues or CallbackQueues(self._later)
        self._lock = Lock()
        # One entry for each world: its next due time, by the world's identity. The heap may hold
        # entries that are no longer true; they are skipped.
        self._worlds: dict[int, tuple[int, World]] = {}
        self._heap: list[tuple[int, int]] = []
        self._wake: TimerHandle | None = None
        self._wakes_at = 0
        self._thread: int | None = None

    def timer_set(self, world: World, due_ms: int) -> None:
        """A world's next timer is due at `due_ms`. From any thread, under that world's lock."""
        if not self._enter(world, due_ms):
            return
        if get_ident() == self._thread:
            self._plan(world, due_ms)
        else:
            self._call(self._plan, world, due_ms)

    def send(self, world: World, delivery: Delivery) -> None:
        """Queue a callback, once its message's POST has been answered. From any thread."""
        world.held_callbacks.when_released(
            delivery.held_by, partial(self._queues.submit, world, delivery)
        )

    def forget(self, world: World) -> None:
        """Let go of a world that was reset or closed."""
        with self._lock:
            self._worlds.pop(id(world), None)
        self._queues.forget(world)

    def _enter(self, world: World, due_ms: int) -> bool:
        """Note when `world` is due next; true if that is before everything else."""
        with self._lock:
            known = self._worlds.get(id(world))
            if known is not None and known[0] <= due_ms:
                return False
            self._worlds[id(world)] = (due_ms, world)
            if len(self._heap) > 2 * len(self._worlds) + _STALE_ENTRIES:
                self._heap = [(due, key) for key, (due, _) in self._worlds.items()]
                heapify(self._heap)
            else:
                heappush(self._heap, (due_ms, id(world)))
            return self._heap[0] == (due_ms, id(world))

    def _plan(self, world: World, due_ms: int) -> None:
        if self._wake is not None:
            if self._wakes_at <= due_ms:
                return
            self._wake.cancel()
        delay = max(0, due_ms - world.clock.now_ms()) / 1000
        self._wakes_at = due_ms
        self._wake = self._loop.call_later(delay, self._tick)

    def _tick(self) -> None:
        self._thread, self._wake = get_ident(), None
        try:
            self._run_due(RealTime.now() + _SLICE_SECONDS)
        finally:  # a timer that fails must not stop the time of the other accounts
            following = self._next()
            if following is not None:
                due_ms, world = following
                self._plan(world, due_ms)

    def _run_due(self, stop_at: float) -> None:
        while (world := self._take_due()) is not None:
            self._run(world, stop_at)
            if RealTime.now() > stop_at:
                break

    def _take_due(self) -> World | None:
        following = self._next()
        if following is None or following[0] > following[1].clock.now_ms():
            return None
        with self._lock:
            self._worlds.pop(id(following[1]), None)
        return following[1]

    def _next(self) -> tuple[int, World] | None:
        """The entry that is due first. Drops entries that are no longer true."""
        with self._lock:
            while self._heap:
                due_ms, key = self._heap[0]
                known = self._worlds.get(key)
                if known is not None and known[0] == due_ms:
                    return known
                heappop(self._heap)
        return None

    def _run(self, world: World, stop_at: float) -> None:
        now_ms = world.clock.now_ms()
        try:
            while (deliveries := run_next(world, now_ms)) is not None:
                for delivery in deliveries:
                    self.send(world, delivery)
                if RealTime.now() > stop_at:
                    break
        finally:
            with world.lock:
                next_due = world.timeline.next_due()
                if next_due is not None:
                    self._enter(world, next_due)

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        self._call(self._loop.call_later, seconds, action)

    def _call(self, action: Callable[..., object], *arguments: Any) -> None:
        """On the loop, from any thread. Once that is closed, time has stopped: nothing is due."""
        try:
            self._loop.call_soon_threadsafe(action, *arguments)
        except RuntimeError:
            if not self._loop.is_closed():
                raise
