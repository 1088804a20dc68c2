"""WallTime: runs the timers of all tenants on a wall clock, from the event loop of the server.

The loop also answers `/v1`. So a timer that a request has set cannot run before the answer to that
request has been written to the socket.
"""

from asyncio import AbstractEventLoop, TimerHandle
from heapq import heappop, heappush
from itertools import count
from threading import Lock, get_ident
from time import perf_counter

from catapult_simulator.callbacks.queues import CallbackQueues
from catapult_simulator.core.runner import run_next
from catapult_simulator.core.world import World

_SLICE_SECONDS = 0.001  # then the loop serves requests before the next timers


class WallTime:
    """Wakes when the next timer of any world is due, and submits callbacks to their queues."""

    def __init__(self, loop: AbstractEventLoop, queues: CallbackQueues | None = None) -> None:
        self._loop = loop
        self._queues = queues or CallbackQueues()
        self._lock = Lock()
        self._due: list[tuple[int, int, World]] = []
        self._orders = count()
        self._wake: TimerHandle | None = None
        self._wakes_at = 0
        self._thread: int | None = None

    def timer_set(self, world: World, due_ms: int) -> None:
        """Wake at `due_ms` for `world`. Called on any thread, under the lock of that world."""
        with self._lock:
            heappush(self._due, (due_ms, next(self._orders), world))
            is_next = self._due[0][0] == due_ms
        if not is_next:
            return
        if get_ident() == self._thread:
            self._plan(world, due_ms)
        else:
            self._loop.call_soon_threadsafe(self._plan, world, due_ms)

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
            self._run_due(perf_counter() + _SLICE_SECONDS)
        finally:  # a timer that fails must not stop the others
            with self._lock:
                next_due = self._due[0] if self._due else None
            if next_due is not None:
                self._plan(next_due[2], next_due[0])

    def _run_due(self, stop_at: float) -> None:
        while (world := self._pop_due()) is not None:
            self._run(world, stop_at)
            if perf_counter() > stop_at:
                break

    def _pop_due(self) -> World | None:
        with self._lock:
            if self._due and self._due[0][0] <= self._due[0][2].clock.now_ms():
                return heappop(self._due)[2]
        return None

    def _run(self, world: World, stop_at: float) -> None:
        now_ms = world.clock.now_ms()
        try:
            while (deliveries := run_next(world, now_ms)) is not None:
                for delivery in deliveries:
                    self._queues.submit(world, delivery)
                if perf_counter() > stop_at:
                    break
        finally:
            self._requeue(world)

    def _requeue(self, world: World) -> None:
        with world.lock:
            next_due = world.timeline.next_due()
            if next_due is not None:
                with self._lock:
                    heappush(self._due, (next_due, next(self._orders), world))
