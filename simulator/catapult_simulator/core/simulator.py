"""Simulator: opens tenants, finds them by userId or by credentials, closes them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal, Self

from catapult_simulator.core.callbacks import CallbackSender
from catapult_simulator.core.checks import (
    check_one_of,
    check_optional,
    check_optional_text,
    check_text,
    check_type,
    shown,
)
from catapult_simulator.core.credentials import Credentials, is_id
from catapult_simulator.core.ids import hashed, key_of
from catapult_simulator.core.open_tenants import OpenTenants
from catapult_simulator.core.open_tenants import TenantExists as TenantExists
from catapult_simulator.core.open_tenants import TooManyTenants as TooManyTenants
from catapult_simulator.core.open_tenants import UnknownTenant as UnknownTenant
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.core.time.clock import Clock, VirtualClock, WallClock
from catapult_simulator.core.time.moments import check_moment
from catapult_simulator.core.unmatched_requests import UnmatchedRequests
from catapult_simulator.core.world import Network, WallTime

if TYPE_CHECKING:
    from catapult_simulator.core.setups.setup import Setup
    from catapult_simulator.core.setups.source import Source

ClockName = Literal["virtual", "wall"]
CLOCKS: dict[str, type[Clock]] = {"virtual": VirtualClock, "wall": WallClock}


class Simulator:
    """The open tenants.

    `Simulator()` works in memory and on virtual time. It records callbacks instead of sending them,
    unless a server or `callback_sender` sends them. The same `seed` gives the same ids again;
    without one, ids are the same on virtual time, and new ones on a wall clock.

    `now` is the start of virtual time in each account, and again after its reset: an aware
    datetime of the years 2002 to 2199. Without it, time starts on 2019-05-01 at 12:00 UTC.
    """

    def __init__(
        self,
        *,
        clock: ClockName = "virtual",
        now: datetime | None = None,
        callback_sender: CallbackSender | None = None,
        rules: Rules | None = None,
        seed: str | None = None,
        tenant_type: type[Tenant] = Tenant,
    ) -> None:
        check_one_of("clock", clock, CLOCKS)
        _check_sender(callback_sender)
        check_optional("rules", rules, Rules)
        check_optional_text("seed", seed)
        self.clock: ClockName = clock
        self._now = now
        _clock_maker(clock, now)  # raises for a `now` that does not fit
        self.rules: Rules = rules or Rules()
        self.network: Network = Network(callback_sender)
        self.has_callback_sender: bool = callback_sender is not None
        self.unmatched_requests: UnmatchedRequests = UnmatchedRequests()
        self._seed = seed
        self._tenant_type = tenant_type
        self._opened = 0
        self._open = OpenTenants()

    def open_tenant(
        self,
        user_id: str | None = None,
        token: str | None = None,
        secret: str | None = None,
        *,
        rules: Rules | None = None,
        seed: str | None = None,
        now: datetime | None = None,
        clock: ClockName | None = None,
    ) -> Tenant:
        """Open a new account. Missing credentials are generated: the same ones in every run.

        With `seed`, such as the name of a test, credentials and ids depend on it, and not on how
        many accounts were opened before. `now`, an aware datetime, is the start of its virtual
        time, and again after a reset; without it, that of the simulator is. `clock` is that of the
        simulator too, unless it is given.

        Raises TenantExists if the userId or the token is taken, ValueError for one that is no id
        and for a `now` without a time zone, WrongClock for a `now` on a wall clock.
        """
        _check_ids(user_id=user_id, token=token)
        check_optional_text("secret", secret)
        check_optional("rules", rules, Rules)
        check_optional_text("seed", seed)
        make_clock = self._clock_maker(now, clock or self.clock)
        with self._open.lock:
            credentials = self._credentials(seed, user_id, token, secret)
            self._open.require_place(credentials)
            tenant = self._tenant_type(
                credentials,
                network=self.network,
                make_clock=make_clock,
                rules=rules or self.rules,
                seed=self._seed_of(credentials.user_id, seed),
                on_close=self._open.forget,
            )
            self._open.add(tenant)
        return tenant

    @classmethod
    def from_setup(
        cls,
        setup: "Setup | Source",
        *,
        clock: ClockName = "virtual",
        now: datetime | None = None,
        callback_sender: CallbackSender | None = None,
        rules: Rules | None = None,
        seed: str | None = None,
        tenant_type: type[Tenant] = Tenant,
    ) -> Self:
        """A simulator with the accounts of a setup, which are as it says again after each reset.

        `setup` is a path, the text itself in JSON or TOML, a mapping, or a Setup, such as a
        snapshot. Raises SetupError, which says what is wrong in which line.
        """
        simulator = cls(
            clock=clock,
            now=now,
            callback_sender=callback_sender,
            rules=rules,
            seed=seed,
            tenant_type=tenant_type,
        )
        simulator.apply_setup(setup)
        return simulator

    def apply_setup(self, setup: "Setup | Source") -> list[Tenant]:
        """Open the accounts of `setup`. One that is open already starts anew from it.

        Raises SetupError, and TenantExists where a token is another one's; nothing is changed then.
        """
        from catapult_simulator.core.setups.accounts import open_accounts

        return open_accounts(setup, self, self._open)

    def snapshot(self) -> "Setup":
        """All accounts as they are now, as a setup that gives them back.

        Raises SnapshotTooLarge for more than a setup can hold.
        """
        from catapult_simulator.core.setups.accounts import snapshot_of

        return snapshot_of(self.tenants())

    def tenants(self) -> list[Tenant]:
        """All open tenants, in the order in which they were opened."""
        return self._open.all()

    def tenant(self, user_id: str) -> Tenant:
        """Raises UnknownTenant."""
        return self._open.get(user_id)

    def is_open(self, tenant: Tenant) -> bool:
        """Whether `tenant` has not been closed."""
        check_type("tenant", tenant, Tenant)
        return self._open.find(tenant.user_id) is tenant

    def close_tenant(self, user_id: str) -> None:
        """Delete the account with all its resources. Raises UnknownTenant."""
        with self._open.lock:
            self._open.remove(user_id).close()  # last: who is woken by it finds no tenant

    def authenticate(self, token: str, secret: str) -> Tenant | None:
        """The tenant with these credentials, or None."""
        tenant = self._open.with_token(token)
        return tenant if tenant is not None and tenant.credentials.secret == secret else None

    def closed_account(self, token: str) -> str | None:
        """The userId of a closed account that had this token, None if there is none of late."""
        return self._open.closed_with_token(token)

    def run_wall_clock(self, wall_time: WallTime) -> None:
        """Let `wall_time` run the timers of all tenants on the wall clock, also of those that are
        set already.

        Raises RuntimeError where another server does so.
        """
        if self.network.wall_time is not None:
            raise RuntimeError("another server runs the clock of this simulator; stop it first")
        self.network.wall_time = wall_time
        for tenant in self.tenants():
            tenant.plan_timers()

    def owners(self, number: str) -> list[Tenant]:
        """The tenants that own `number`. Several may: tenants are isolated from each other."""
        check_text("number", number)
        return [tenant for tenant in self.tenants() if tenant.phone_numbers.owned(number)]

    def _clock_maker(self, now: datetime | None, clock: ClockName) -> Callable[[], Clock]:
        """Without `now`, an account on virtual time starts as the simulator says."""
        return _clock_maker(clock, self._now if now is None and clock == "virtual" else now)

    def _credentials(self, seed: str | None, *given: str | None) -> Credentials:
        key = key_of(self._seed or "")
        self._opened += 1
        while seed is None and self._open.find(f"u-{hashed(key, f'u-{self._opened}')}") is not None:
            self._opened += 1  # a setup had it, such as the state of another run
        name = str(self._opened) if seed is None else f"seed {seed}"
        generated = (f"{prefix}{hashed(key, prefix + name)}" for prefix in ("u-", "t-", ""))
        pairs = zip(given, generated, strict=True)
        return Credentials(*(value or default for value, default in pairs))

    def _seed_of(self, user_id: str, seed: str | None) -> str | None:
        if self._seed is None and seed is None:
            return None
        return "".join((self._seed or "", seed or "", user_id))


def _clock_maker(clock: ClockName, now: datetime | None) -> Callable[[], Clock]:
    check_one_of("clock", clock, CLOCKS)
    if now is None:
        return CLOCKS[clock]
    check_moment("now", now)
    if clock != "virtual":
        raise WrongClock(f"now={now.isoformat()} {_NEEDS_VIRTUAL}")
    return partial(VirtualClock, now)


_NEEDS_VIRTUAL = "is the start of virtual time, and this account runs on the wall clock"


def _check_sender(sender: object) -> None:
    if sender is not None and not callable(getattr(sender, "send", None)):
        raise TypeError(f"callback_sender={shown(sender)}; pass an object with a method send")


def _check_ids(**ids: str | None) -> None:
    for name, value in ids.items():
        check_optional_text(name, value)
        if value and not is_id(value):
            raise ValueError(f"{name}={shown(value)} is no id; use 1 to 64 of A-Z a-z 0-9 _ . ~ -")
