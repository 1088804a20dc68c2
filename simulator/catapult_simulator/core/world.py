"""World: what the resources of one tenant share. Reset throws it away whole.

A timer's action changes state under the lock and gives back callbacks; they are made after the
lock is free again, because their receiver will usually call us back.
"""

from collections.abc import Callable
from functools import wraps
from threading import Condition, RLock
from typing import Any, TypeVar, cast

from catapult_simulator.core.callbacks import CallbackSender, Delivery, RecordingSender
from catapult_simulator.core.catalogue import CatapultError, Details
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.faults import Faults
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.links import Links
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import Clock, VirtualClock
from catapult_simulator.core.time.timeline import Action, Timeline

_PATIENCE_SECONDS = 60.0  # for a client that reads its answer slowly; it is cut off before

F = TypeVar("F", bound=Callable[..., Any])


class AlreadyRunning(RuntimeError):
    """Somebody already turns this tenant's time: usually an `advance` from inside a webhook."""


class Network:
    """What lies outside of every tenant: who carries callbacks, and what the API is called there.

    `timer_set` is told when a world's next timer changes; the wall clock's ticker listens.
    """

    def __init__(self, sender: CallbackSender | None = None) -> None:
        self.sender: CallbackSender = sender or RecordingSender()
        self.public_url = "https://api.catapult.inetwork.com"
        self.timer_set: Callable[[World, int], None] | None = None


class World:
    """Lock, clock, timeline, ids, journal, faults and errors of one tenant, until it is reset."""

    def __init__(
        self,
        user_id: str,
        *,
        rules: Rules,
        clock: Clock,
        network: Network,
        seed: str,
        first_entry: int = 1,
    ) -> None:
        self.user_id = user_id
        self.rules = rules
        self.clock = clock
        self.network = network
        self.lock = RLock()
        self.timeline = Timeline()
        self.ids = Ids(seed)
        self.faults = Faults()
        self.journal = Journal(clock.now_ms, rules.journal_size, first_entry)
        self.errors = Errors(self.ids, rules.kept_errors)
        self.retired = False
        self._running = False
        self._unanswered: set[str] = set()
        self._answered = Condition(self.lock)

    @property
    def links(self) -> Links:
        """Where callbacks say that things are: under the public URL."""
        return Links(self.network.public_url, self.user_id)

    def record_error(self, error: CatapultError, request: Details = ()) -> None:
        """Keep an error in the errors resource."""
        with self.lock:
            self.errors.record(error, self.clock.now_ms(), request)

    def schedule(self, due_ms: int, action: Action, *arguments: Any) -> None:
        """Run `action(*arguments)` at `due_ms`; in a retired world, never."""
        if self.retired:
            return
        is_next = self.timeline.set(due_ms, action, *arguments)
        if is_next and self.network.timer_set is not None:
            self.network.timer_set(self, due_ms)

    def answer_pending(self, message_id: str) -> None:
        """Nobody is to hear of this message before its sender has the answer."""
        self._unanswered.add(message_id)

    def answer_sent(self, message_id: str) -> None:
        """The answer has been handed to the socket, or its client is gone."""
        with self._answered:
            self._unanswered.discard(message_id)
            self._answered.notify_all()

    def await_answer(self, message_id: str) -> None:
        """Wait until the sender of this message has its answer: usually it has it already."""
        if message_id in self._unanswered:
            with self._answered:
                self._answered.wait_for(
                    lambda: message_id not in self._unanswered, _PATIENCE_SECONDS
                )

    def retire(self) -> None:
        """Nothing that was due happens any more: the tenant was reset or closed."""
        with self.lock:
            self.retired = True
            for timer in self.timeline.pending():
                for waited_for in timer.arguments:
                    if isinstance(waited_for, Delivery):  # somebody may wait for it to be made
                        waited_for.finished.set()
            self.timeline.clear()

    def fire_next(self, until_ms: int) -> list[Delivery] | None:
        """Run the next timer due by `until_ms`; None when there is none."""
        with self.lock:
            timer = self.timeline.pop_due(until_ms)
            if timer is None:
                return None
            if isinstance(self.clock, VirtualClock):
                self.clock.move_to(timer.due_ms)
            return list(timer.action(*timer.arguments))

    def run_due(self, until_ms: int) -> int:
        """Run every timer due by `until_ms`, callbacks included; gives how many there were.

        Raises AlreadyRunning when another thread is at it: that one picks up what is due.
        """
        with self.lock:
            if self._running:
                raise AlreadyRunning(_BUSY)
            self._running = True
        fired = 0
        try:
            while (deliveries := self._fire_or_stop(until_ms)) is not None:
                fired += 1
                for delivery in deliveries:
                    deliver(self, delivery)
        except BaseException:  # an interrupt must not leave time standing still for good
            self._running = False
            raise
        return fired

    def _fire_or_stop(self, until_ms: int) -> list[Delivery] | None:
        # Under one lock: whoever sets a timer while we turn can rely on us to run it.
        with self.lock:
            deliveries = self.fire_next(until_ms)
            self._running = deliveries is not None
            return deliveries


def synchronized(method: F) -> F:
    """Run a public method of a resource under its world's lock: one at a time in each tenant."""

    @wraps(method)
    def locked(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self._world.lock:
            return method(self, *args, **kwargs)

    return cast(F, locked)


_BUSY = (
    "this tenant's time is being turned by another call; an advance from inside a webhook is "
    "refused, the call that is under way delivers what is due"
)
