"""CallbackQueues: sends callbacks on threads of their own while a wall clock runs.

There is one queue, with one thread, for each tenant and receiver. Callbacks to one receiver keep
their order, and a slow receiver delays no other.
"""

import logging
from collections.abc import Callable
from queue import Empty, Full, Queue
from threading import Lock, Thread

from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.urls import without_credentials
from catapult_simulator.core.world import World

logger = logging.getLogger("catapult_simulator")

_CAPACITY = 10_000  # callbacks in one queue; those beyond are dropped, and the journal says so
_IDLE_SECONDS = 5.0  # then a queue, its thread and its connections are closed

Key = tuple[int, str]
Deliver = Callable[[World, Delivery], None]


class CallbackQueues:
    """The queues of all tenants. Each is opened by its first callback."""

    def __init__(self, deliver: Deliver = deliver, capacity: int = _CAPACITY) -> None:
        self._deliver = deliver
        self._capacity = capacity
        self._lock = Lock()
        self._queues: dict[Key, Queue[tuple[World, Delivery]]] = {}

    def submit(self, world: World, delivery: Delivery) -> None:
        """Deliver after all that was submitted before for the same tenant and receiver."""
        key = (id(world), _host_of(delivery.callback.url))
        try:
            with self._lock:
                self._queue(key).put_nowait((world, delivery))
        except Full:
            _drop(world, delivery)

    def _queue(self, key: Key) -> "Queue[tuple[World, Delivery]]":
        if key not in self._queues:
            self._queues[key] = Queue(self._capacity)
            Thread(target=self._work, args=(key,), name="catapult-callbacks", daemon=True).start()
        return self._queues[key]

    def _work(self, key: Key) -> None:
        queue = self._queues[key]
        while True:
            try:
                self._deliver(*queue.get(timeout=_IDLE_SECONDS))
            except Empty:
                with self._lock:
                    if queue.empty():
                        del self._queues[key]
                        return
            except Exception:  # the outermost edge of this thread: it must serve the next callback
                logger.exception("a callback failed")


def _host_of(url: str) -> str:
    """Host and port of a URL, also of a malformed one."""
    return url.partition("//")[2].partition("/")[0]


def _drop(world: World, delivery: Delivery) -> None:
    method, url = delivery.callback.method, without_credentials(delivery.callback.url)
    world.journal.record(
        "callback",
        f"{method} {url} -> dropped: too many callbacks wait for this receiver",
        {"url": url, "problem": "queue", **delivery.callback.payload},
    )
    delivery.finished.set()
