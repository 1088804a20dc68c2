"""World: the state that the resources of one tenant share. A reset replaces it as a whole.

Runs nothing: `runner` runs the timers, `delivery` sends the callbacks that they return.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from threading import RLock
from typing import Any, Protocol, TypeVar, cast

from catapult_simulator.core.callbacks import CallbackSender, Delivery, RecordingSender
from catapult_simulator.core.catalogue import CatapultError, Details
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.fault_list import Faults
from catapult_simulator.core.held_callbacks import HeldCallbacks
from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.links import Links
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import Clock
from catapult_simulator.core.time.timeline import OnCancel, Timeline, in_words

F = TypeVar("F", bound=Callable[..., Any])
# An action changes state under the world's lock and returns the callbacks to send. They are sent
# after the lock has been released: their receiver will usually call the API.
Action = Callable[..., list[Delivery]]


CLOSED = "was closed; open another one: make_catapult() in a test, open_tenant() of a simulator"
RESET = "was reset since this was taken from it; take it from the account again: catapult.messages"


class TenantClosed(RuntimeError):
    """The account has been closed, or has been reset since this resource was taken from it."""

    __module__ = "catapult_simulator"  # its public name, as failures show it

    def __init__(self, user_id: str, why: str = CLOSED) -> None:
        super().__init__(f'account "{user_id}" {why}')


class WallTime(Protocol):
    """Runs timers when they are due, while time passes by itself."""

    def timer_set(self, world: "World", due_ms: int) -> None:
        """The next timer of `world` is due at `due_ms`. Called under the world's lock."""

    def forget(self, world: "World") -> None:
        """`world` has been retired: let go of it."""


class Network:
    """Everything outside of the tenants: the callback sender, and the URL of the API.

    `public_url` is the one that was set; without it, `url` is where the API listens.

    `application` is the WSGI application of the API while a server runs it, else None.

    `wall_time` runs the timers of worlds on the wall clock while a server runs, else it is None.

    `direct_senders` have the callbacks to URLs that begin with their keys: apps without a port.
    """

    def __init__(self, callback_sender: CallbackSender | None = None) -> None:
        self.callback_sender: CallbackSender = callback_sender or RecordingSender()
        self.public_url: str | None = None
        self.url = f"https://{REAL_HOST}"
        self.application: Callable[..., Any] | None = None
        self.wall_time: WallTime | None = None
        self.direct_senders: dict[str, CallbackSender] = {}
        self.ended_worlds = 0  # by resets, and by the ends of tenants

    def sender_of(self, url: str) -> CallbackSender:
        """The sender of callbacks to `url`."""
        for begin, sender in tuple(self.direct_senders.items()):
            if url.startswith(begin):
                return sender
        return self.callback_sender


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
        client_origin: str | None = None,
    ) -> None:
        self.client_origin = client_origin
        self.user_id = user_id
        self.rules = rules
        self.clock = clock
        self.network = network
        self.lock = RLock()
        self.timeline: Timeline[list[Delivery]] = Timeline()
        self.ids = Ids(seed)
        self.journal = Journal(clock.now_ms, rules.journal_size, first_entry)
        self.faults = Faults(self.journal)
        self.errors = Errors(self.ids, rules.kept_errors)
        self.held_callbacks = HeldCallbacks()
        self.under_way: list[Delivery] = []  # callbacks that wait for an app's answer
        self.retired, self.why_retired = False, RESET

    def change_rules(self, rules: Rules) -> None:
        """Follow these rules from now on. A log that gets smaller drops its oldest entries."""
        with self.lock:
            self.rules = rules
            self.journal.resize(rules.journal_size)
            self.errors.resize(rules.kept_errors)

    @property
    def links(self) -> Links:
        """Links for callbacks: under the public URL, else as the latest request of the account."""
        network = self.network
        return Links(network.public_url or self.client_origin or network.url, self.user_id)

    @property
    def _wall_time(self) -> WallTime | None:
        return None if self.clock.can_advance else self.network.wall_time

    def record_error(self, error: CatapultError, request: Details = ()) -> None:
        """Keep an error in the errors resource. `request`: details of the failed call."""
        with self.lock:
            self.errors.record(error, self.clock.now_ms(), request)

    def schedule(
        self,
        due_ms: int,
        action: Action,
        *arguments: Any,
        on_cancel: OnCancel | None = None,
        first: bool = False,
    ) -> None:
        """Run `action(*arguments)` at `due_ms`, before (`first`) or after all that is due then. A
        retired world cancels it at once."""
        if self.retired:
            if on_cancel is not None:
                on_cancel()
            return
        is_next = self.timeline.set(due_ms, action, *arguments, on_cancel=on_cancel, first=first)
        if is_next and (wall_time := self._wall_time) is not None:
            wall_time.timer_set(self, due_ms)

    def plan_timers(self) -> None:
        """Have the timers that are set already run as time passes."""
        with self.lock:
            next_due, wall_time = self.timeline.next_due(), self._wall_time
            if next_due is not None and wall_time is not None:
                wall_time.timer_set(self, next_due)

    def schedule_delivery(self, delivery: Delivery, delay_ms: int = 0) -> None:
        """Send a callback now, or later: a timer hands it out when it is due."""
        with self.lock:
            due_ms = self.clock.now_ms() + delay_ms
            self.schedule(due_ms, hand_out, delivery, on_cancel=delivery.cancel)

    def resume_delivery(self, due_ms: int, delivery: Delivery) -> None:
        """Have a callback due. The timer is set quietly: the world is not in use yet."""
        self.timeline.set(due_ms, hand_out, delivery, on_cancel=delivery.cancel)

    def put_back(self, deliveries: Sequence[Delivery]) -> None:
        """Send these callbacks before all others that are due: they have not been sent."""
        with self.lock:
            now_ms = self.clock.now_ms()
            for each in reversed(deliveries):
                self.schedule(now_ms, hand_out, each, on_cancel=each.cancel, first=True)

    def retire(self, why: str) -> None:
        """Cancel all timers for good: the tenant was reset or closed, as `why` says."""
        with self.lock:
            self.retired, self.why_retired = True, why
            self.timeline.cancel_all()
        self.network.ended_worlds += 1
        self.held_callbacks.release_all()
        if (wall_time := self._wall_time) is not None:
            wall_time.forget(self)


@in_words(str)
def hand_out(delivery: Delivery) -> list[Delivery]:
    """The action of a timer that waits for the time of a callback."""
    return [delivery]


def synchronized(method: F) -> F:
    """Run a method of a resource under its world's lock: one at a time in each tenant.

    It raises TenantClosed where the tenant has been closed, or reset since the resource was taken.
    """

    @wraps(method)
    def locked(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self._world.lock:
            if self._world.retired:
                raise TenantClosed(self._world.user_id, self._world.why_retired)
            return method(self, *args, **kwargs)

    return cast(F, locked)
