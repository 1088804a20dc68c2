"""OpenTenants: the accounts of one simulator, by userId and by token."""

from collections import deque
from collections.abc import Sequence
from threading import RLock

from catapult_simulator.core import limits
from catapult_simulator.core.advice import ADVICE
from catapult_simulator.core.checks import check_type
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.numbers.not_owned import listed
from catapult_simulator.core.tenant import Tenant

_CLOSED_KEPT = 100  # for the reason why a request of theirs is refused


class UnknownTenant(LookupError):
    """No tenant has this userId."""

    __module__ = "catapult_simulator"  # its public name, as failures show it

    def __init__(self, user_id: str, known: Sequence[str] = ()) -> None:
        there = f"there is {listed(known)}" if known else "there is none"
        super().__init__(f'no tenant "{user_id}"; {there}; {ADVICE["no-such-tenant"]["http"]}')


class TooManyTenants(RuntimeError):
    """As many tenants are open as the simulator keeps."""


class TenantExists(ValueError):
    """The userId or the token already belongs to a tenant."""

    __module__ = "catapult_simulator"  # its public name, as failures show it


class OpenTenants:
    """The open accounts, in the order in which they were opened. `lock` guards changes."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._tenants: dict[str, Tenant] = {}
        self._by_token: dict[str, Tenant] = {}
        self._closed: deque[Credentials] = deque(maxlen=_CLOSED_KEPT)

    def all(self) -> list[Tenant]:
        return list(self._tenants.values())

    def find(self, user_id: str) -> Tenant | None:
        """The account with this userId, or None."""
        return self._tenants.get(user_id)

    def get(self, user_id: str) -> Tenant:
        """Raises UnknownTenant."""
        check_type("user_id", user_id, str)
        tenant = self._tenants.get(user_id)
        if tenant is None:
            raise UnknownTenant(user_id, [*self._tenants])
        return tenant

    def with_token(self, token: str) -> Tenant | None:
        """The account with this token, or None."""
        return self._by_token.get(token)

    def closed_with_token(self, token: str) -> str | None:
        """The userId of the latest account with this token that was closed, or None."""
        closed = reversed(tuple(self._closed))
        return next((each.user_id for each in closed if each.token == token), None)

    def require_place(self, new: Credentials) -> None:
        """Raises TenantExists if an account has one of these ids, TooManyTenants without room."""
        if new.user_id in self._tenants:
            raise TenantExists(f"tenant {new.user_id!r} is open already; close or reset it")
        if new.token in self._by_token:
            raise TenantExists(f"token {new.token!r} belongs to another tenant; choose another")
        if len(self._tenants) >= limits.MAX_TENANTS:
            raise TooManyTenants(
                f"{limits.MAX_TENANTS} tenants are open, and this simulator keeps no more; "
                "close some with DELETE /_simulator/tenants/{userId}"
            )

    def require_same(self, user_id: str | None, token: str | None, secret: str | None) -> None:
        """Raises TenantExists if the account with this userId has another token or secret."""
        tenant = None if user_id is None else self._tenants.get(user_id)
        if tenant is None:
            return
        _, own_token, own_secret = tenant.credentials
        if token not in (None, own_token) or secret not in (None, own_secret):
            raise TenantExists(
                f"tenant {user_id!r} is open already, with another token or secret; close it first"
            )

    def add(self, tenant: Tenant) -> None:
        self._tenants[tenant.user_id] = tenant
        self._by_token[tenant.credentials.token] = tenant

    def remove(self, user_id: str) -> Tenant:
        """Raises UnknownTenant."""
        tenant = self.get(user_id)
        self.forget(tenant.credentials)
        return tenant

    def forget(self, credentials: Credentials) -> None:
        """Let go of the account with these very credentials; it may have been removed before."""
        with self.lock:
            tenant = self._tenants.get(credentials.user_id)
            if tenant is not None and tenant.credentials is credentials:
                del self._tenants[credentials.user_id]
                del self._by_token[credentials.token]
                self._closed.append(credentials)
