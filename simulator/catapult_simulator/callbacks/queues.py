"""CallbackQueues: callbacks on the wall clock, in order for each receiver, by few threads.

There is one queue for each account and receiver. A queue's callbacks are sent one after another; a
thread sends one callback and then takes the queue that has waited longest. Receivers that were slow
last time share three quarters of the threads, so that they never hold up the quick ones.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from itertools import count
from threading import Condition, Thread
from typing import NamedTuple
from urllib.parse import urlsplit

from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Attempt, Delivery, Outcome
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.urls import port_of
from catapult_simulator.core.world import World

logger = logging.getLogger("catapult_simulator")

THREADS = 64
_WAITING = 10_000  # callbacks of one queue; more are given up, and recorded as such
_IDLE_SECONDS = 5.0  # after which a thread ends
_SLOW_SECONDS = 1.0
_SLOW_RECEIVERS = 10_000  # remembered
_RETRY_SECONDS = 0.1  # after no thread could be started

_TOO_MANY = Outcome(None, "", "queue", reason=reason("queue-full"))

Address = tuple[str, str, int | None]
Deliver = Callable[[World, Delivery], None]
Later = Callable[[float, Callable[[], None]], object]


class Key(NamedTuple):
    """One queue: an account, by the identity of its world, and a receiver."""

    account: int
    receiver: Address


class CallbackQueues:
    """Sends callbacks on at most `threads` threads, started on first use.

    `later(seconds, action)` is used where no thread can be started at all: nothing is lost.
    """

    def __init__(
        self,
        later: Later,
        *,
        deliver: Deliver = deliver,
        threads: int = THREADS,
        waiting: int = _WAITING,
    ) -> None:
        self._later = later
        self._deliver = deliver
        self._most_threads = threads
        self._most_slow = threads - threads // 4
        self._waiting = waiting
        self._changed = Condition()
        self._queues: dict[Key, deque[tuple[World, Delivery]]] = {}
        self._ready: deque[tuple[int, Key]] = deque()
        self._ready_slow: deque[tuple[int, Key]] = deque()
        self._turns = count()
        self._slow: OrderedDict[Address, None] = OrderedDict()
        self._sending: set[Key] = set()
        self._sending_slow = 0
        self._threads = 0
        self._idle = 0

    def submit(self, world: World, delivery: Delivery) -> None:
        """Send `delivery` after all that were submitted before it for its account and receiver."""
        key = Key(id(world), receiver_of(delivery.callback.url))
        with self._changed:
            queue = self._queues.setdefault(key, deque())
            full = len(queue) >= self._waiting
            if not full:
                queue.append((world, delivery))
                if len(queue) == 1 and key not in self._sending:
                    self._make_ready(key)
        if full:
            _give_up(world, delivery)

    def forget(self, world: World) -> None:
        """Drop the callbacks of `world` that are not being sent yet."""
        with self._changed:
            keys = [key for key in self._queues if key.account == id(world)]
            dropped = [item for key in keys for item in self._queues.pop(key)]
            # Not later: another world may have the identity of this one by then.
            for ready in (self._ready, self._ready_slow):
                left = [turn for turn in ready if turn[1].account != id(world)]
                ready.clear()
                ready.extend(left)
        for _, delivery in dropped:
            delivery.finish()

    # -- under the lock ----------------------------------------------------------------------

    def _make_ready(self, key: Key) -> None:
        ready = self._ready_slow if key.receiver in self._slow else self._ready
        ready.append((next(self._turns), key))
        self._changed.notify()
        self._start_threads()

    def _start_threads(self) -> None:
        while self._idle < self._waiting_for_a_thread() and self._threads < self._most_threads:
            try:
                Thread(target=self._work, name="catapult-callbacks", daemon=True).start()
            except (RuntimeError, MemoryError):  # the system has no more; those running go on
                if not self._threads:
                    self._later(_RETRY_SECONDS, self._try_again)
                return
            self._threads += 1
            self._idle += 1

    def _waiting_for_a_thread(self) -> int:
        slow = min(len(self._ready_slow), self._most_slow - self._sending_slow)
        return len(self._ready) + slow

    def _take(self) -> tuple[Key, tuple[World, Delivery], bool] | None:
        """The next callback, with its queue's key and whether its receiver is a slow one."""
        while (ready := self._next_ready()) is not None:
            _, key = ready.popleft()
            if queue := self._queues.get(key):
                self._sending.add(key)
                self._sending_slow += ready is self._ready_slow
                return key, queue.popleft(), ready is self._ready_slow
        return None

    def _next_ready(self) -> deque[tuple[int, Key]] | None:
        slow = self._ready_slow if self._sending_slow < self._most_slow else ()
        if self._ready and (not slow or self._ready[0] < slow[0]):
            return self._ready
        return self._ready_slow if slow else None

    def _done(self, key: Key, *, was_slow: bool, seconds: float) -> None:
        self._sending.discard(key)
        self._sending_slow -= was_slow
        self._slow.pop(key.receiver, None)
        if seconds >= _SLOW_SECONDS:
            self._slow[key.receiver] = None
            if len(self._slow) > _SLOW_RECEIVERS:
                self._slow.popitem(last=False)
        if self._queues.get(key):
            self._make_ready(key)
        else:
            self._queues.pop(key, None)

    # -- outside of it -----------------------------------------------------------------------

    def _try_again(self) -> None:
        with self._changed:
            self._start_threads()

    def _work(self) -> None:
        while (taken := self._wait_and_take()) is not None:
            key, (world, delivery), slow = taken
            time = Deadline(0)
            try:
                self._deliver(world, delivery)
            except BaseException:  # the outermost edge of this thread: others wait behind
                logger.exception("a callback failed")
                delivery.finish()
            del world, delivery, taken  # an account that is closed meanwhile is freed
            with self._changed:
                self._done(key, was_slow=slow, seconds=time.elapsed)
                self._idle += 1

    def _wait_and_take(self) -> tuple[Key, tuple[World, Delivery], bool] | None:
        with self._changed:
            while (taken := self._take()) is None:
                if not self._changed.wait(_IDLE_SECONDS) and not self._waiting_for_a_thread():
                    self._threads -= 1
                    break
            self._idle -= 1
            return taken


def receiver_of(url: str) -> Address:
    """Scheme, host and port as a URL parser sees them: user info, path and query do not count."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", port_of(parts)
    except ValueError:  # it leads nowhere; the attempt says so
        return "", url, None


def _give_up(world: World, delivery: Delivery) -> None:
    if not delivery.is_callback:
        delivery.finish()
        return
    callback = delivery.callback
    attempt = Attempt(without_credentials(callback.url), False, _TOO_MANY)
    delivery.attempts.append(attempt)
    world.journal.record(
        "callback",
        f"{callback.method} {attempt.url} -> given up: {_TOO_MANY.explanation}",
        {**callback.payload, "method": callback.method, **attempt.as_dict()},
    )
    delivery.finish()
