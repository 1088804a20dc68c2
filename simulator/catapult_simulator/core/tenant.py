"""Tenant: one isolated account, and the facade that REST API, control API and fixtures call."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.blocked_loop import require_free_loop
from catapult_simulator.core.callbacks import urls_of
from catapult_simulator.core.due import pending_in, wait_for_delivery, wait_until, watch
from catapult_simulator.core.expectations.expectations import Expectations
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.messages.inbox import Attachment, Received
from catapult_simulator.core.messages.inbox import Inbound as Inbound
from catapult_simulator.core.messages.store import Watcher
from catapult_simulator.core.people.people import People
from catapult_simulator.core.run_limit import NotSettled as NotSettled
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant_life import TenantLife
from catapult_simulator.core.time.followed_clock import (
    FollowedClock,
    Traveller,
    check_traveller,
)
from catapult_simulator.core.virtual_time import FREEZE
from catapult_simulator.core.virtual_time import WrongClock as WrongClock

T = TypeVar("T")

# On a wall clock: a callback and its fallback take up to 10 s each.
DELIVERY_TIMEOUT_SECONDS = 25.0


class Tenant(TenantLife, People, Expectations):
    """One account, with a clock, journal, ids and faults of its own.

    Ids are generated from `seed`. Without one, virtual time has the same ids again after a reset,
    and real time new ones: an app may have stored those from before.
    """

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Receive a message from a phone. Its callback has been sent when this returns.

        Raises `number-not-found` where `to` is no enabled number of this tenant, WrongClock on a
        wall clock while no server runs it. From inside a webhook, the message is received, and
        delivered after that; AlreadyRunning says so where the app is in another process.
        """
        self._require_running_clock("receive a message")
        received = self.start_receiving(from_=from_, to=to, text=text, media=media)
        self._deliver(received)
        return Inbound.of(received)

    def start_receiving(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Received:
        """Receive a message, and do not wait for its callback: it is due now.

        Raises `number-not-found` where `to` is no enabled number of this tenant.
        """
        received = self.messages.receive(from_, to, text, media)
        self._record(f"{from_} texts {to}", {"messageId": received.message.id, "text": text})
        return received

    def replay(
        self, message_id: str, *, url: str | None = None, edit: Mapping[str, str] | None = None
    ) -> Inbound:
        """Send the callback about a message once more: as its application says now, or to `url`.
        `edit` changes fields of it, such as `{"text": "STOP"}`. The message stays as it is.

        Raises `message-not-found`, NoLine where no app would be told, ValueError for a field that
        callbacks do not have; else as `receive_message`.
        """
        self._require_running_clock("send a callback")
        replayed = self.start_replaying(message_id, url=url, edit=edit)
        self._deliver(replayed)
        return Inbound.of(replayed)

    def start_replaying(
        self, message_id: str, *, url: str | None = None, edit: Mapping[str, str] | None = None
    ) -> Received:
        """As `replay`, without waiting for the callback: it is due now."""
        replayed = self.messages.replay(message_id, url=url, edit=edit)
        assert replayed.delivery is not None  # it raises where there is none
        url = without_credentials(replayed.delivery.callback.url)
        detail: dict[str, object] = {"messageId": message_id, "replayedTo": url}
        self._record(f"message {message_id} is replayed to {url}", detail)
        return replayed

    def advance(self, seconds: float | timedelta) -> int:
        """Advance virtual time by `seconds`, run all timers due by then, return their number.

        Fractions of a millisecond add up. Raises WrongClock on a wall clock, AlreadyRunning from
        inside a webhook, ValueError for a negative number and for more than ten years, NotSettled
        where 100,000 timers run at one instant, or two numbers answer each other 500 times then.
        """
        return self._time.advance(seconds)

    def advance_to(self, moment: datetime) -> int:
        """Advance virtual time to `moment`, an aware datetime, and return how many timers ran.

        Raises ValueError for a time that has passed, for one without a time zone, and after the
        year 2199; else as `advance`.
        """
        return self._time.advance_to(moment)

    def settle(self) -> int:
        """Advance virtual time until no timer is due, and return how many ran.

        Raises NotSettled, with the timers still due, after one hour of virtual time, 50 s of real
        time or 100,000 timers, and where two numbers answer each other 500 times.
        """
        return self._time.settle()

    def pending(self) -> list[Pending]:
        """All that is still due, in words: callbacks that an app has not answered, then queued
        messages, receipts, callbacks and scripted answers, soonest first."""
        return pending_in(self._world)

    def watch(self, watcher: Watcher, ended: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` with each message that is new or has changed, and `ended` when the account
        is reset or closed, on the thread that does it: neither may block. Returns how to end it."""
        return watch(self._world, self.messages, watcher, ended)

    def _wait_until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        if self._runner.is_running_here:
            raise AlreadyRunning(_NO_WAIT)
        require_free_loop(each.incoming_message_url for each in self.applications.find())
        if (found := look()) is not None:
            return found
        self._require_running_clock("wait")
        return wait_until(lambda: (self._world, self.messages), look, seconds)

    @contextmanager
    def frozen_with(self, traveller: Traveller) -> Iterator[None]:
        """Let the app's clock follow the account's: `with catapult.frozen_with(traveller): …`.

        `traveller` is what `time_machine.travel(…, tick=False)` or freezegun's `freeze_time(…)`
        gives in a `with` statement. It is moved to `now` at once, and whenever virtual time moves:
        inside a webhook, the app sees the time at which its callback was due.

        Raises WrongClock on a wall clock, TypeError for an object without `move_to`.
        """
        check_traveller(traveller)
        self._time.require_virtual_clock(FREEZE)
        make_clock = self._make_clock
        self._make_clock = lambda: FollowedClock(make_clock(), traveller)  # of a reset
        self._world.clock = FollowedClock(self._world.clock, traveller)
        try:
            yield
        finally:
            self._make_clock = make_clock
            if not self.is_closed and isinstance(self._world.clock, FollowedClock):
                self._world.clock = self._world.clock.clock

    def _require_running_clock(self, verb: str) -> None:
        if not self.can_advance and self._network.wall_time is None:
            raise WrongClock(f"tenant {self.user_id!r} cannot {verb}: {_NO_SERVER}")

    def _deliver(self, received: Received) -> None:
        if received.delivery is None:
            return
        if self._world.clock.can_advance:
            if not self._runner.is_running_here:  # else the call that is advancing time delivers it
                self._time.run_due_now()
            return
        require_free_loop(urls_of(received.delivery))
        wait_for_delivery(self.journal, received.delivery, DELIVERY_TIMEOUT_SECONDS)

    def _record(self, summary: str, detail: dict[str, object]) -> None:
        self._world.journal.record("control", summary, detail)


_NO_SERVER = "its wall clock runs only while a Server does; start one, or use virtual time"
_NO_WAIT = (
    "nothing can happen while a webhook waits: the call that runs this account's time waits for "
    "the webhook. Let it return, and wait in the test"
)
