"""Tenant: one isolated account, and the facade that every entrance calls.

REST API, control API, command line and fixtures call its methods and nothing below it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.callbacks import Attempt
from catapult_simulator.core.credentials import Credentials as Credentials
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.faults import Faults
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.inbox import Attachment, Received
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.numbers.available import AvailableNumbers
from catapult_simulator.core.numbers.number_info import NumberInfos
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.rate_limits import RequestLimits
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import Clock, VirtualClock
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.world import AlreadyRunning, Network, World

SETTLE_LIMIT_MS = 3600 * 1000
# A wall clock waits for both tries of a callback, each up to 10 s, and a little more.
_PATIENCE_SECONDS = 25.0


class NotSettled(RuntimeError):
    """After an hour of virtual time something is still due: two apps answer each other, say."""


class WrongClock(RuntimeError):
    """The tenant's time is that on the wall: nobody can turn it."""


class Inbound(NamedTuple):
    """A message that came in, and each try to tell the app of it (empty: nobody to tell)."""

    message: Message
    attempts: tuple[Attempt, ...]
    method: str = "POST"


class Tenant:
    """One account = one world with its own clock, journal, ids and faults."""

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
        self._seed = seed or credentials.user_id
        self._settle_in(self._new_world())

    def reset(self) -> None:
        """Throw the world away: as new, but with the same identity. Under 1 ms.

        A callback still in flight belongs to the old world and reports to a journal nobody reads.
        """
        self._world.retire()
        # Entries go on counting: who follows the journal must not take the new ones for old.
        self._settle_in(self._new_world(first_entry=self._world.journal.next_number))

    def _new_world(self, first_entry: int = 1) -> World:
        return World(
            self.credentials.user_id,
            rules=self._rules,
            clock=self._make_clock(),
            network=self._network,
            seed=self._seed,
            first_entry=first_entry,
        )

    def _settle_in(self, world: World) -> None:
        self._world = world
        self.request_limits = RequestLimits(world)
        self.account = Account(world)
        self.media = Media(world)
        self.number_info = NumberInfos(world, self.account)
        self.applications = Applications(world)
        self.phone_numbers = PhoneNumbers(world, self.applications, self.account)
        self.available_numbers = AvailableNumbers(self.phone_numbers.is_taken)
        self.messages = Messages(
            world,
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
    def world(self) -> World:
        """What the resources share; for entrances that need the clock or the lock."""
        return self._world

    @property
    def now(self) -> str:
        """The tenant's time, as on the wire."""
        return wire_time(self._world.clock.now_ms())

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Somebody texts one of our numbers; the app has been told when this returns.

        Raises `number-not-found` where `to` is no enabled number of this tenant.
        """
        received = self.messages.receive(from_, to, text, media)
        self._record(f"{from_} texts {to}", {"messageId": received.message.id, "text": text})
        self._deliver(received)
        if received.delivery is None:
            return Inbound(received.message, ())
        delivery = received.delivery
        return Inbound(received.message, tuple(delivery.attempts), delivery.callback.method)

    def advance(self, seconds: float) -> int:
        """Move virtual time on by `seconds`; everything due by then has happened on return.

        Returns how many timers ran. Raises WrongClock on a wall clock, AlreadyRunning from inside a
        webhook, ValueError for a negative number.
        """
        if not seconds >= 0:
            raise ValueError(f"cannot advance by {seconds} s; time does not run backwards")
        clock = self._virtual_clock("advance")
        until_ms = clock.now_ms() + round(seconds * 1000)
        fired = self._world.run_due(until_ms)
        clock.move_to(until_ms)
        self._record(f"advanced {seconds} s", {"seconds": seconds, "fired": fired})
        return fired

    def settle(self) -> int:
        """Move virtual time on until nothing is due any more; gives how many timers ran.

        Raises NotSettled, with what is still due, after one hour of virtual time.
        """
        clock = self._virtual_clock("settle")
        fired = self._world.run_due(clock.now_ms() + SETTLE_LIMIT_MS)
        if pending := self._world.timeline.pending():
            raise NotSettled(_still_due([str(timer) for timer in pending[:10]], len(pending)))
        self._record("settled", {"fired": fired})
        return fired

    def _deliver(self, received: Received) -> None:
        if received.delivery is None:
            return
        if not isinstance(self._world.clock, VirtualClock):
            received.delivery.finished.wait(_PATIENCE_SECONDS)
            return
        try:
            self._world.run_due(self._world.clock.now_ms())
        except AlreadyRunning:
            return  # from inside a webhook: whoever turns the time delivers it

    def _virtual_clock(self, verb: str) -> VirtualClock:
        if isinstance(self._world.clock, VirtualClock):
            return self._world.clock
        raise WrongClock(f"cannot {verb} tenant {self.user_id!r}: {_ON_THE_WALL}")

    def _record(self, summary: str, detail: dict[str, object]) -> None:
        self._world.journal.record("control", summary, detail)


def _still_due(timers: list[str], count: int) -> str:
    listed = "\n  ".join(timers)
    return f"after one hour of virtual time {count} timers are still due:\n  {listed}"


_ON_THE_WALL = "its time is the clock on the wall; serve with --clock virtual"
