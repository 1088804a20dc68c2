"""RemoteSimulator: a simulator that runs elsewhere, in which a test suite opens accounts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import catapult_simulator
from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ControlError, ErrorResponse
from catapult_simulator.core.checks import (
    check_one_of,
    check_optional,
    check_optional_text,
    check_type,
)
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import (
    CLOCKS,
    ClockName,
    TenantExists,
    TooManyTenants,
    UnknownTenant,
)
from catapult_simulator.core.time.moments import check_moment
from catapult_simulator.core.time.timestamps import parse_time
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.core.virtual_time import WrongClock
from catapult_simulator.testing.remote.tenant import RemoteTenant
from catapult_simulator.testing.serving.app_place import AppPlace

T = TypeVar("T")
Json = dict[str, Any]

_PROBLEMS: dict[str, type[Exception]] = {
    "bad-request": ValueError,
    "no-such-tenant": UnknownTenant,
    "tenant-exists": TenantExists,
    "too-many-tenants": TooManyTenants,
    "wrong-clock": WrongClock,
}


class UnusableSimulator(RuntimeError):
    """Tests cannot use the simulator at this URL. The sentence says why, and what to do."""


class RemoteSimulator:
    """The simulator at `url` (without `/v1`): its accounts have the methods of those here.

    `app_host` is the name under which it reaches this machine: `host.docker.internal` from a
    container. Without it, apps of tests listen on the address from which this machine reaches it.

    Raises UnusableSimulator where none answers there, or one of another version, ValueError for an
    `app_host` that is none.
    """

    def __init__(self, url: str, *, app_host: str | None = None) -> None:
        self.url = url.rstrip("/")
        try:
            self._client = ControlClient(self.url)
            health = self._client.health()
        except (ControlError, ValueError) as problem:
            raise UnusableSimulator(f"{problem}; {_START}") from None
        _require_own_version(self.url, health)
        self.clock: ClockName = health["clock"]
        self._app_place = (
            AppPlace.of_connection(self._client.transport.own_address())
            if app_host is None
            else AppPlace.named(app_host)
        )
        self.unmatched_requests = RemoteUnmatchedRequests(self._client)

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
    ) -> RemoteTenant:
        """Open a new account. Credentials and ids depend on `seed`, such as the name of a test.

        Raises as `Simulator.open_tenant` does.
        """
        given = {"userId": user_id, "token": token, "secret": secret, "seed": seed, "clock": clock}
        for name, value in given.items():
            check_optional_text(name, value)
        check_one_of("clock", clock, (None, *CLOCKS))
        check_optional("rules", rules, Rules)
        if now is not None:
            check_moment("now", now)
            given["now"] = now.isoformat()
        chosen = {name: value for name, value in given.items() if value is not None}
        tenant = self._tenant_of(self._ask(self._client.open_tenant, chosen))
        self._furnish(tenant, rules)
        return tenant

    def tenants(self) -> list[RemoteTenant]:
        """All open accounts, in the order in which they were opened; also those of others."""
        return [self._tenant_of(each) for each in self._ask(self._client.tenants)]

    def tenant(self, user_id: str) -> RemoteTenant:
        """Raises UnknownTenant."""
        check_type("user_id", user_id, str)
        found = [each for each in self.tenants() if each.user_id == user_id]
        if not found:
            raise UnknownTenant(user_id, [each.user_id for each in self.tenants()])
        return found[0]

    def is_open(self, tenant: RemoteTenant) -> bool:
        """Whether `tenant` has not been closed."""
        check_type("tenant", tenant, RemoteTenant)
        return not tenant.is_closed and any(
            each.credentials == tenant.credentials for each in self.tenants()
        )

    def close_tenant(self, user_id: str) -> None:
        """Delete the account with all its resources. Raises UnknownTenant."""
        self.tenant(user_id).close()

    def _tenant_of(self, shown: Json) -> RemoteTenant:
        credentials = Credentials(shown["userId"], shown["token"], shown["secret"])
        client = AccountClient(self._client.transport, self.url, credentials.user_id)
        return RemoteTenant(client, credentials, self._app_place)

    def _furnish(self, tenant: RemoteTenant, rules: Rules | None) -> None:
        """Set the rules. Links in callbacks are under the URL at which this suite has found the
        simulator, as here: nobody has called it yet."""
        try:
            if rules is not None:
                tenant.rules = rules
            tenant.client_origin = self.url
        except BaseException:
            tenant.close()
            raise

    def _ask(self, call: Callable[..., T], *arguments: object, **keywords: object) -> T:
        """The result of a call. Its errors are those of `Simulator`."""
        try:
            return call(*arguments, **keywords)
        except ErrorResponse as error:
            raise _problem(error) from None


class RemoteUnmatchedRequests:
    """The requests that no account of the simulator owns. Their times are whole seconds."""

    def __init__(self, client: ControlClient) -> None:
        self._client = client

    def entries(self, after: int = 0) -> list[UnmatchedRequest]:
        """The requests with a number above `after`, oldest first."""
        return list(map(_unmatched, self._client.unmatched_requests(after=after)))

    @property
    def next_number(self) -> int:
        """The number of the request that comes next."""
        entries = self.entries()
        return entries[-1].number + 1 if entries else 1


class RemoteServer:
    """The server of a simulator elsewhere: `url` (without `/v1`), and the simulator itself.

    Raises as RemoteSimulator does.
    """

    is_elsewhere = True

    def __init__(self, url: str, *, app_host: str | None = None) -> None:
        self.simulator = RemoteSimulator(url, app_host=app_host)
        self.url = self.simulator.url


def _problem(error: ErrorResponse) -> Exception:
    if error.code not in _PROBLEMS:
        return error
    kind = _PROBLEMS[error.code]
    problem = kind.__new__(kind)  # some make their sentence themselves
    Exception.__init__(problem, str(error))
    return problem


def _unmatched(request: Json) -> UnmatchedRequest:
    fields = {name: value for name, value in request.items() if name != "at"}
    return UnmatchedRequest(at_ms=parse_time(request["at"]), **fields)


def _require_own_version(url: str, health: Json) -> None:
    version, own = health.get("version"), catapult_simulator.__version__
    if version != own:
        raise UnusableSimulator(
            f"the simulator at {url} is of version {version}, and this suite has {own}; "
            "install the same version on both sides"
        )


_START = "start one with `catapult-simulator serve`, or leave out its URL"
