"""Simulator: the door. Opens tenants, finds them by userId or by credentials, closes them."""

from threading import Lock
from typing import Literal

from catapult_simulator.core.callbacks import CallbackSender
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.ids import hashed
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.clock import Clock, VirtualClock, WallClock
from catapult_simulator.core.world import Network

ClockName = Literal["virtual", "wall"]
CLOCKS: dict[str, type[Clock]] = {"virtual": VirtualClock, "wall": WallClock}


class UnknownTenant(LookupError):
    """No tenant has this userId."""

    def __init__(self, user_id: str) -> None:
        super().__init__(f'no tenant "{user_id}"; open one with POST /_simulator/tenants')


class TenantExists(ValueError):
    """The userId or the token belongs to a tenant already."""


class Simulator:
    """Holds tenants and nothing else that can change.

    `Simulator()` is in memory, on virtual time, with no network: callbacks are recorded. A server
    that it is given to brings the sender that really carries them.
    """

    def __init__(
        self,
        *,
        clock: ClockName = "virtual",
        sender: CallbackSender | None = None,
        rules: Rules | None = None,
        seed: str = "",
    ) -> None:
        if clock not in CLOCKS:
            raise ValueError(f"no clock {clock!r}; there are {', '.join(CLOCKS)}")
        self.clock: ClockName = clock
        self.rules = rules or Rules()
        self.network = Network() if sender is None else Network(sender)
        self.has_own_sender = sender is not None
        self._seed = seed
        self._lock = Lock()
        self._opened = 0
        self._tenants: dict[str, Tenant] = {}
        self._by_token: dict[str, Tenant] = {}

    def open_tenant(
        self,
        user_id: str | None = None,
        token: str | None = None,
        secret: str | None = None,
        *,
        rules: Rules | None = None,
    ) -> Tenant:
        """A fresh account. What is not given is made up, the same way in every run.

        Raises TenantExists where the userId or the token is taken.
        """
        with self._lock:
            credentials = self._credentials(user_id, token, secret)
            self._require_free(credentials)
            tenant = Tenant(
                credentials,
                network=self.network,
                make_clock=CLOCKS[self.clock],
                rules=rules or self.rules,
                seed=self._seed + credentials.user_id,
            )
            self._tenants[credentials.user_id] = tenant
            self._by_token[credentials.token] = tenant
        return tenant

    def tenants(self) -> list[Tenant]:
        """All open tenants, in the order in which they were opened."""
        return list(self._tenants.values())

    def tenant(self, user_id: str) -> Tenant:
        """Raises UnknownTenant."""
        tenant = self._tenants.get(user_id)
        if tenant is None:
            raise UnknownTenant(user_id)
        return tenant

    def is_open(self, tenant: Tenant) -> bool:
        """Whether `tenant` has not been closed."""
        return self._tenants.get(tenant.user_id) is tenant

    def close_tenant(self, user_id: str) -> None:
        """Forget the account and all it has. Raises UnknownTenant."""
        with self._lock:
            tenant = self.tenant(user_id)
            tenant.world.retire()
            del self._tenants[user_id]
            del self._by_token[tenant.credentials.token]

    def authenticate(self, token: str, secret: str) -> Tenant | None:
        """The tenant with these credentials, or None."""
        tenant = self._by_token.get(token)
        return tenant if tenant is not None and tenant.credentials.secret == secret else None

    def owners(self, number: str) -> list[Tenant]:
        """The tenants that own `number` (two may: nothing travels between them)."""
        return [tenant for tenant in self.tenants() if tenant.phone_numbers.owned(number)]

    def _credentials(self, *given: str | None) -> Credentials:
        self._opened += 1
        made = (
            f"{prefix}{hashed(self._seed.encode(), f'{prefix}{self._opened}')}"
            for prefix in ("u-", "t-", "")
        )
        return Credentials(*(value or fresh for value, fresh in zip(given, made, strict=True)))

    def _require_free(self, wanted: Credentials) -> None:
        if wanted.user_id in self._tenants:
            raise TenantExists(f"tenant {wanted.user_id!r} is open already; close or reset it")
        if wanted.token in self._by_token:
            raise TenantExists(f"token {wanted.token!r} belongs to another tenant; choose another")
