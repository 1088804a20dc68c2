"""Tenant: one isolated account, and the facade that REST API, control API and fixtures call."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from os import urandom
from typing import NamedTuple, Self

from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.callbacks import Attempt
from catapult_simulator.core.catalogue import CatapultError, Details
from catapult_simulator.core.checks import check_type
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.faults import Faults
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.inbox import Attachment, Received
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.numbers.available import AvailableNumbers
from catapult_simulator.core.numbers.number_info import NumberInfos
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.rate_limits import RequestLimits
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.runner import AlreadyRunning, Runner
from catapult_simulator.core.time.clock import Clock, VirtualClock
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.virtual_time import NotSettled as NotSettled
from catapult_simulator.core.virtual_time import VirtualTime
from catapult_simulator.core.virtual_time import WrongClock as WrongClock
from catapult_simulator.core.world import Network, World

# On a wall clock: a callback and its fallback take up to 10 s each.
DELIVERY_TIMEOUT_SECONDS = 25.0


class Inbound(NamedTuple):
    """An inbound message, and the attempts to deliver its callback (none without a URL)."""

    message: Message
    attempts: tuple[Attempt, ...]
    method: str = "POST"

    @classmethod
    def of(cls, received: Received) -> Self:
        """The message, and the attempts so far."""
        if received.delivery is None:
            return cls(received.message, ())
        delivery = received.delivery
        return cls(received.message, tuple(delivery.attempts), delivery.callback.method)


class Tenant:
    """One account, with a clock, journal, ids and faults of its own.

    Ids are generated from `seed`. Without one, virtual time has the same ids again after a reset,
    and real time new ones: an app may have stored those from before.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        network: Network,
        make_clock: Callable[[], Clock] = VirtualClock,
        rules: Rules | None = None,
        seed: str | None = None,
    ) -> None:
        self.credentials = credentials
        self._network = network
        self._make_clock = make_clock
        self._rules = rules or Rules()
        check_type("rules", self._rules, Rules)
        self._seed = seed
        self._move_into(self._new_world())

    def reset(self) -> None:
        """Start anew, with the same credentials and rules. Takes less than 1 ms.

        On a wall clock, ids are new ones from now on, unless the tenant has a seed.
        A callback still in flight belongs to the old world: its outcome is not recorded here.
        """
        old = self._world
        self._retire()
        # Numbers of entries go on: a client that follows the journal must not miss the new ones.
        self._move_into(self._new_world(first_entry=old.journal.next_number))
        old.journal.close()  # last: who is woken by it finds the new journal

    def close(self) -> None:
        """Cancel all that is still due. The simulator calls this; the tenant is of no use then."""
        self._retire()
        self._world.journal.close()

    def _retire(self) -> None:
        self._world.retire()
        self.media.clear()

    def _new_world(self, first_entry: int = 1) -> World:
        clock = self._make_clock()
        return World(
            self.user_id,
            rules=self._rules,
            clock=clock,
            network=self._network,
            seed=self._seed or (self.user_id if clock.can_advance else urandom(16).hex()),
            first_entry=first_entry,
        )

    def _move_into(self, world: World) -> None:
        self._world = world
        self._runner = Runner(world)
        self._time = VirtualTime(world, self._runner)
        stored_messages = MessageStore()
        self.request_limits = RequestLimits(world)
        self.account = Account(world, stored_messages)
        self.media = Media(world)
        self.number_info = NumberInfos(world, self.account)
        self.applications = Applications(world)
        self.phone_numbers = PhoneNumbers(world, self.applications, self.account)
        self.available_numbers = AvailableNumbers(self.phone_numbers.is_taken)
        self.messages = Messages(
            world,
            stored_messages,
            numbers=self.phone_numbers,
            applications=self.applications,
            media=self.media,
            account=self.account,
        )

    @property
    def user_id(self) -> str:
        return self.credentials.user_id

    @property
    def rules(self) -> Rules:
        return self._world.rules

    @rules.setter
    def rules(self, rules: Rules) -> None:
        check_type("rules", rules, Rules)
        self._rules = self._world.rules = rules

    @property
    def journal(self) -> Journal:
        return self._world.journal

    @property
    def faults(self) -> Faults:
        return self._world.faults

    @property
    def errors(self) -> Errors:
        return self._world.errors

    @property
    def can_advance(self) -> bool:
        """Whether time is virtual: it passes by `advance` and `settle` only."""
        return self._world.clock.can_advance

    @property
    def now(self) -> str:
        """The tenant's time, in the format of the API."""
        return wire_time(self.now_ms)

    @property
    def now_ms(self) -> int:
        """The tenant's time, in milliseconds since 1970 UTC."""
        return self._world.clock.now_ms()

    def record_error(self, error: CatapultError, request: Details = ()) -> None:
        """Keep an error in the errors resource. `request`: details of the failed call."""
        self._world.record_error(error, request)

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Receive a message from a phone. Its callback has been sent when this returns.

        Raises `number-not-found` where `to` is no enabled number of this tenant.
        """
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

    def advance(self, seconds: float | timedelta) -> int:
        """Advance virtual time by `seconds`, run all timers due by then, return their number.

        Fractions of a millisecond add up. Raises WrongClock on a wall clock, AlreadyRunning from
        inside a webhook, ValueError for a negative number and for more than ten years.
        """
        return self._time.advance(seconds)

    def settle(self) -> int:
        """Advance virtual time until no timer is due, and return how many ran.

        Raises NotSettled, with the timers still due, after one hour of virtual time.
        """
        return self._time.settle()

    def _deliver(self, received: Received) -> None:
        if received.delivery is None:
            return
        if not self._world.clock.can_advance:
            received.delivery.finished.wait(DELIVERY_TIMEOUT_SECONDS)
            return
        try:
            self._runner.run_due(self.now_ms)
        except AlreadyRunning:
            return  # called from inside a webhook: the call that is advancing time delivers it

    def _record(self, summary: str, detail: dict[str, object]) -> None:
        self._world.journal.record("control", summary, detail)
