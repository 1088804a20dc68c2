"""RemoteTenant: an account of a simulator elsewhere, with the methods of `Tenant`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn, TypeVar

from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.core.account import Account
from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.expectations.expectations import Expectations
from catapult_simulator.core.fault_list import Faults
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.near_words import missing_attribute
from catapult_simulator.core.numbers.available import AvailableNumbers
from catapult_simulator.core.numbers.number_info import NumberInfos
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.people.people import People
from catapult_simulator.core.people.scripted_people import ScriptedPeople
from catapult_simulator.core.remote.methods import INTERNAL
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.setups.setup import Setup, setup_of
from catapult_simulator.core.setups.source import Source
from catapult_simulator.core.time.clock import RealTime
from catapult_simulator.core.time.followed_clock import Traveller, check_traveller
from catapult_simulator.core.virtual_time import FREEZE, wrong_clock
from catapult_simulator.core.world import CLOSED, RESET, TenantClosed
from catapult_simulator.testing.awaited import Awaited
from catapult_simulator.testing.remote.apps import RemoteApps
from catapult_simulator.testing.remote.calls import Calls
from catapult_simulator.testing.remote.followed_time import FollowedTime
from catapult_simulator.testing.remote.journal import RemoteJournal
from catapult_simulator.testing.remote.media import RemoteMedia
from catapult_simulator.testing.remote.resources import not_called, remote
from catapult_simulator.testing.remote.time import RemoteTime
from catapult_simulator.testing.remote.verbs import RemoteVerbs
from catapult_simulator.testing.serving.app_place import AppPlace

T = TypeVar("T")

# A change without an entry in the journal ends no wait: so it is looked for once in a while.
_LOOK_SECONDS = 0.5


class RemoteTenant(RemoteVerbs, People, Expectations, RemoteApps, Awaited):
    """One account of a simulator elsewhere.

    Results and exceptions are those of `Tenant`. Each use is a request to the simulator, which
    takes about a millisecond, is in no journal, and is struck by no fault.
    """

    account: Account
    applications: Applications
    available_numbers: AvailableNumbers
    errors: Errors
    faults: Faults
    media: Media
    messages: Messages
    number_info: NumberInfos
    people: ScriptedPeople
    phone_numbers: PhoneNumbers

    def __init__(
        self, client: AccountClient, credentials: Credentials, place: AppPlace | None = None
    ) -> None:
        """`place`: where the simulator reaches an app of this process; on loopback without it."""
        self.credentials = credentials
        self._app_place = place or AppPlace()
        self._client = client
        self._is_closed = False
        self._traveller: Traveller | None = None
        self._move_in()

    def _move_in(self) -> None:
        self._calls = calls = Calls(self._client)
        self._journal = RemoteJournal(calls)
        self.account = remote(Account, "account", calls)
        self.applications = remote(Applications, "applications", calls)
        self.available_numbers = remote(AvailableNumbers, "available_numbers", calls)
        self.errors = remote(Errors, "errors", calls)
        self.faults = remote(Faults, "faults", calls)
        self.media = RemoteMedia(calls)
        self.messages = remote(Messages, "messages", calls)
        self.number_info = remote(NumberInfos, "number_info", calls)
        self.people = remote(ScriptedPeople, "people", calls)
        self.phone_numbers = remote(PhoneNumbers, "phone_numbers", calls)
        self._set_time()

    @property
    def user_id(self) -> str:
        return self.credentials.user_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.user_id}>"

    @property
    def is_closed(self) -> bool:
        """Whether the account has been closed here: nothing can be done with it any more."""
        return self._is_closed

    @property
    def journal(self) -> RemoteJournal:
        """The history of the account, which can be read after its end too."""
        return self._journal

    @property
    def rules(self) -> Rules:
        return self._calls("rules")  # type: ignore[no-any-return]

    @rules.setter
    def rules(self, rules: Rules) -> None:
        self._calls("rules", [rules])

    @property
    def client_origin(self) -> str | None:
        """Scheme and host of the latest request that was not refused: for links in callbacks."""
        return self._calls("client_origin")  # type: ignore[no-any-return]

    @client_origin.setter
    def client_origin(self, origin: str) -> None:
        self._calls("client_origin", [origin])

    @property
    def can_advance(self) -> bool:
        """Whether time is virtual: it passes by `advance` and `settle` only."""
        return self._calls("can_advance")  # type: ignore[no-any-return]

    @property
    def now(self) -> datetime:
        """The account's time: an aware datetime in UTC, to the millisecond."""
        return self._calls("now")  # type: ignore[no-any-return]

    @property
    def now_text(self) -> str:
        """The account's time, in the format of the API: `2019-05-01T12:00:00Z`."""
        return self._calls("now_text")  # type: ignore[no-any-return]

    @property
    def now_ms(self) -> int:
        """The account's time, in milliseconds since 1970 UTC."""
        return self._calls("now_ms")  # type: ignore[no-any-return]

    def advance(self, seconds: float | timedelta) -> int:
        """Advance virtual time by `seconds`, run all timers due by then, return their number."""
        return self._time.advance(seconds)

    def advance_to(self, moment: datetime) -> int:
        """Advance virtual time to `moment`, an aware datetime, and return how many timers ran."""
        return self._time.advance_to(moment)

    def settle(self) -> int:
        """Advance virtual time until no timer is due, and return how many ran."""
        return self._time.settle()

    @contextmanager
    def frozen_with(self, traveller: Traveller) -> Iterator[None]:
        """Let the app's clock follow the account's: `with catapult.frozen_with(traveller): …`.

        As for an account here. Time then goes from one timer to the next, with a request for each.
        """
        check_traveller(traveller)
        if not self.can_advance:
            raise wrong_clock(FREEZE, self.user_id)
        before, self._traveller = self._traveller, traveller
        self._set_time()
        try:
            yield
        finally:
            self._traveller = before
            self._set_time()

    def _set_time(self) -> None:
        time = RemoteTime(self._calls)
        self._time: RemoteTime | FollowedTime = time
        if self._traveller is not None and not self._is_closed:
            self._time = FollowedTime(time, self._traveller)

    def pending(self) -> list[Pending]:
        """All that is still due, soonest first."""
        return self._calls("pending")  # type: ignore[no-any-return]

    def apply_setup(self, setup: Setup | Source) -> None:
        """Start anew with what `setup` declares for one account, and again after each reset.

        Files that it names are read here.
        """
        text = str(setup_of(setup).single())
        with self._beginning_anew():
            self._client.put_setup(text)

    def snapshot(self) -> Setup:
        """The account as it is now, as a setup that gives it back."""
        return Setup.of_text(self._client.get_setup(), "snapshot")

    def reset(self) -> None:
        """Start anew, with the same credentials and rules, and with its setup if it has one."""
        with self._beginning_anew():
            self._client.call("reset", (), {})
        self._stop_apps()

    def close(self) -> None:
        """Delete the account. Its journal is left; all other uses raise TenantClosed."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(TenantClosed):  # by somebody else: then no journal is left
            self._leave(CLOSED)
            self._client.close()
        self._stop_apps()

    @contextmanager
    def _beginning_anew(self) -> Iterator[None]:
        """End the resources, and have new ones: also where a request fails."""
        try:
            self._leave(RESET)
            yield
        finally:
            self._move_in()

    def _leave(self, why: str) -> None:
        """End the resources, as those of an account here end."""
        try:
            self._journal.keep()
        finally:
            self._calls.end(why)

    def _wait_until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        until = RealTime.now() + seconds
        while True:
            newest = self.journal.next_number - 1
            found = look()
            left = until - RealTime.now()
            if found is not None or left <= 0:
                return found
            self._calls.client.wait_for_entry(newest, min(left, _LOOK_SECONDS))

    if not TYPE_CHECKING:  # every other attribute that is missing stays an error of types

        def __getattr__(self, name: str) -> NoReturn:
            if name in INTERNAL:
                raise not_called(name)
            raise missing_attribute(self, "an account of a simulator elsewhere", name)
