"""World: the state that the resources of one tenant share. A reset replaces it as a whole.

Runs nothing: `runner` runs the timers, `delivery` sends the callbacks that they return.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, TypeVar, cast

from catapult_simulator.core.callbacks import CallbackSender, Delivery, RecordingSender
from catapult_simulator.core.catalogue import CatapultError, Details
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.faults import Faults
from catapult_simulator.core.held_callbacks import HeldCallbacks
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.links import Links
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import Clock
from catapult_simulator.core.time.timeline import OnCancel, Timeline

F = TypeVar("F", bound=Callable[..., Any])
# An action changes state under the world's lock and returns the callbacks to send. They are sent
# after the lock has been released: their receiver will usually call the API.
Action = Callable[..., list[Delivery]]


class Network:
    """Everything outside of the tenants: the callback sender, and the public URL of the API.

    `timer_set(world, due_ms)` is called when the next timer of a world changes. The wall clock uses
    it; None on virtual time.
    """

    def __init__(self, callback_sender: CallbackSender | None = None) -> None:
        self.callback_sender: CallbackSender = callback_sender or RecordingSender()
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
        self.timeline: Timeline[list[Delivery]] = Timeline()
        self.ids = Ids(seed)
        self.faults = Faults()
        self.journal = Journal(clock.now_ms, rules.journal_size, first_entry)
        self.errors = Errors(self.ids, rules.kept_errors)
        self.held_callbacks = HeldCallbacks()
        self.retired = False

    @property
    def links(self) -> Links:
        """Links for callbacks: under the public URL."""
        return Links(self.network.public_url, self.user_id)

    def record_error(self, error: CatapultError, request: Details = ()) -> None:
        """Keep an error in the errors resource. `request`: details of the failed call."""
        with self.lock:
            self.errors.record(error, self.clock.now_ms(), request)

    def schedule(
        self, due_ms: int, action: Action, *arguments: Any, on_cancel: OnCancel | None = None
    ) -> None:
        """Run `action(*arguments)` at `due_ms`. A retired world cancels it at once."""
        if self.retired:
            if on_cancel is not None:
                on_cancel()
            return
        is_next = self.timeline.set(due_ms, action, *arguments, on_cancel=on_cancel)
        if is_next and self.network.timer_set is not None:
            self.network.timer_set(self, due_ms)

    def retire(self) -> None:
        """Cancel all timers for good: the tenant was reset or closed."""
        with self.lock:
            self.retired = True
            self.timeline.cancel_all()


def synchronized(method: F) -> F:
    """Run a method of a resource under its world's lock: one at a time in each tenant."""

    @wraps(method)
    def locked(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self._world.lock:
            return method(self, *args, **kwargs)

    return cast(F, locked)
