"""CallbackQueues: who carries callbacks while the clock on the wall runs.

One lane, with a thread of its own, for each tenant and receiver. So callbacks to one receiver keep
their order, and one that is slow or hangs holds up nobody else.
"""

import logging
from collections.abc import Callable
from queue import Empty, Full, Queue
from threading import Lock, Thread

from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.delivery import deliver, without_credentials
from catapult_simulator.core.world import World

logger = logging.getLogger("catapult_simulator")

_WAITING = 10_000  # callbacks in one lane; more than that are written off, and said to be
_IDLE_SECONDS = 5.0  # then a lane and its connections are given up

Key = tuple[int, str]
Carry = Callable[[World, Delivery], None]


class CallbackQueues:
    """Hands deliveries to threads that are started on first use."""

    def __init__(self, carry: Carry = deliver, waiting: int = _WAITING) -> None:
        self._carry = carry
        self._waiting = waiting
        self._lock = Lock()
        self._queues: dict[Key, Queue[tuple[World, Delivery]]] = {}

    def submit(self, world: World, delivery: Delivery) -> None:
        """Carry `delivery` out on its lane, after all that went there before."""
        key = (id(world), _receiver(delivery.callback.url))
        try:
            with self._lock:
                self._lane(key).put_nowait((world, delivery))
        except Full:
            _write_off(world, delivery)

    def _lane(self, key: Key) -> "Queue[tuple[World, Delivery]]":
        if key not in self._queues:
            self._queues[key] = Queue(self._waiting)
            Thread(target=self._drive, args=(key,), name="catapult-lane", daemon=True).start()
        return self._queues[key]

    def _drive(self, key: Key) -> None:
        queue = self._queues[key]
        while True:
            try:
                self._carry(*queue.get(timeout=_IDLE_SECONDS))
            except Empty:
                with self._lock:
                    if queue.empty():
                        del self._queues[key]
                        return
            except Exception:  # the outermost edge of this thread: others wait behind
                logger.exception("a callback failed")


def _receiver(url: str) -> str:
    """Host and port of a URL, whatever else it is."""
    return url.partition("//")[2].partition("/")[0]


def _write_off(world: World, delivery: Delivery) -> None:
    method, url = delivery.callback.method, without_credentials(delivery.callback.url)
    world.journal.record(
        "callback",
        f"{method} {url} -> given up: too many callbacks wait for this receiver",
        {"url": url, "problem": "queue", **delivery.callback.payload},
    )
    delivery.finished.set()
