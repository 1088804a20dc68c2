"""TenantResources: what a tenant has while it is open. It is replaced as a whole by a reset."""

from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.catalogue import CatapultError, Details
from catapult_simulator.core.checks import check_type
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.fault_list import Faults
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.near_words import missing_attribute
from catapult_simulator.core.numbers.available import AvailableNumbers
from catapult_simulator.core.numbers.number_info import NumberInfos
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.people.scripted_people import ScriptedPeople
from catapult_simulator.core.rate_limits import RequestLimits
from catapult_simulator.core.resources import Resources
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.runner import Runner
from catapult_simulator.core.time.moments import moment_of
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.virtual_time import VirtualTime
from catapult_simulator.core.world import CLOSED, TenantClosed, World

_OF_A_WORLD = ("_world", "_resources")  # what a closed tenant no longer has


class TenantResources:
    """The resources of one account. After it was closed, only its journal is left."""

    _credentials: Credentials
    _rules: Rules
    _why_left: str = CLOSED

    def _move_into(self, world: World, resources: Resources) -> None:
        self._world, self._journal, self._resources = world, world.journal, resources

    def _leave_world(self) -> None:
        for name in _OF_A_WORLD:
            delattr(self, name)

    def _abandon(self, why: str) -> None:
        """Leave a copy of the account to which no server and no thread belongs: in a fork.

        Takes no lock: in a fork, a thread that is not there may have it.
        """
        if not self.is_closed:
            self._world.retired, self._world.why_retired = True, why
            self._why_left = why
            self._leave_world()

    @property
    def messages(self) -> Messages:
        """The messages of the account, in both directions: send, find, get and redact them."""
        return self._resources.messages

    @property
    def phone_numbers(self) -> PhoneNumbers:
        """The numbers of the account: order, import, find, update and release them."""
        return self._resources.phone_numbers

    @property
    def applications(self) -> Applications:
        """The applications: the URLs by which numbers call the app back."""
        return self._resources.applications

    @property
    def media(self) -> Media:
        """The media files: uploaded by the app, or received with a message."""
        return self._resources.media

    @property
    def available_numbers(self) -> AvailableNumbers:
        """The numbers that can be ordered: search and choose them."""
        return self._resources.available_numbers

    @property
    def number_info(self) -> NumberInfos:
        """The names of callers: set and look them up."""
        return self._resources.number_info

    @property
    def account(self) -> Account:
        """The balance and the transactions of the account."""
        return self._resources.account

    @property
    def people(self) -> ScriptedPeople:
        """The people who answer by themselves: scripts and functions by number."""
        return self._resources.people

    @property
    def request_limits(self) -> RequestLimits:
        """The limits on requests, with what they have counted."""
        return self._resources.request_limits

    @property
    def _runner(self) -> Runner:
        return self._resources.runner

    @property
    def _time(self) -> VirtualTime:
        return self._resources.time

    def _require_open(self) -> None:
        if self.is_closed:
            raise TenantClosed(self.user_id, self._why_left)

    @property
    def is_closed(self) -> bool:
        """Whether the account has been closed: nothing can be done with it any more."""
        return "_world" not in vars(self)

    if not TYPE_CHECKING:  # every other attribute that is missing stays an error of types

        def __getattr__(self, name: str) -> NoReturn:
            if name in _OF_A_WORLD:
                self._require_open()
            if "_credentials" not in vars(self):  # while it is being made, or copied
                raise AttributeError(name)
            __tracebackhide__ = True
            raise missing_attribute(self, f"account {self.user_id!r}", name)

    @property
    def journal(self) -> Journal:
        """The history of the account, which can be read after its end too."""
        return self._journal

    @property
    def credentials(self) -> Credentials:
        """The userId, token and secret with which the app authenticates."""
        return self._credentials

    @property
    def user_id(self) -> str:
        """The userId: a part of the API's URLs."""
        return self.credentials.user_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.user_id}>"

    @property
    def rules(self) -> Rules:
        """The settings: profile, delays, limits. Assign `rules.but(…)` to change them."""
        return self._world.rules

    @rules.setter
    def rules(self, rules: Rules) -> None:
        check_type("rules", rules, Rules)
        self._world.change_rules(rules)
        self._rules = rules

    @property
    def client_origin(self) -> str | None:
        """Scheme and host of the latest request that was not refused: for links in callbacks."""
        return self._world.client_origin

    @client_origin.setter
    def client_origin(self, origin: str) -> None:
        self._world.client_origin = origin

    @property
    def faults(self) -> Faults:
        """The scripted failures: add and remove them."""
        return self._world.faults

    @property
    def errors(self) -> Errors:
        """The errors resource of the API: failed calls and failed callbacks."""
        return self._world.errors

    @property
    def can_advance(self) -> bool:
        """Whether time is virtual: it passes by `advance` and `settle` only."""
        return self._world.clock.can_advance

    @property
    def now(self) -> datetime:
        """The account's time: an aware datetime in UTC, to the millisecond."""
        return moment_of(self.now_ms)

    @property
    def now_text(self) -> str:
        """The account's time, in the format of the API: `2019-05-01T12:00:00Z`."""
        return wire_time(self.now_ms)

    @property
    def now_ms(self) -> int:
        """The account's time, in milliseconds since 1970 UTC."""
        return self._world.clock.now_ms()

    def record_error(self, error: CatapultError, request: Details = ()) -> None:
        """Keep an error in the errors resource. `request`: details of the failed call."""
        self._world.record_error(error, request)

    def plan_timers(self) -> None:
        """Have the timers that are set already run as time passes: a server has started."""
        self._world.plan_timers()
