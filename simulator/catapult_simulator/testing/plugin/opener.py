"""AccountOpener: the simulator in which the accounts of tests are opened and closed.

`LocalOpener` has a server in this process. Another one may open them over HTTP: nothing else of the
plugin knows where a simulator runs.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import Protocol, cast
from weakref import WeakSet

from catapult_simulator.core.simulator import TenantExists
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.server import Server
from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.plugin.forks import abandon_in_forks
from catapult_simulator.testing.plugin.options import AccountOptions


class NoAccount(RuntimeError):
    """No account can be opened. The text says why, and what to do."""


class AccountOpener(Protocol):
    """Opens and closes the accounts of tests."""

    @property
    def url(self) -> str:
        """The base URL of the simulator, without `/v1`."""

    def open(self, name: str, options: AccountOptions) -> Catapult:
        """A new account. Credentials and ids depend on `name`, that of a test.

        Raises NoAccount, also for options that this simulator does not have.
        """

    def close(self, account: Catapult) -> None:
        """Close the account. Does nothing if that has happened already."""

    def unmatched_requests(self, after: int) -> Sequence[UnmatchedRequest]:
        """The requests of no account with a number above `after`, oldest first."""


def opened_for(open_as: Callable[[str], Catapult], name: str) -> Catapult:
    """The account that `open_as` opens for `name`, or `name #2` and so on while one is taken."""
    for use in count(1):
        with suppress(TenantExists):
            return open_as(name if use == 1 else f"{name} #{use}")
    raise AssertionError("count never ends")


class LocalOpener:
    """Opens accounts of a simulator in this process, which `server` runs."""

    def __init__(self, server: Server) -> None:
        """Raises NoAccount for what is no server."""
        if not hasattr(server, "simulator"):
            raise NoAccount(f"the fixture catapult_server gives {server!r}; it must give a Server")
        self._server = server
        self._simulator = server.simulator
        self._process = os.getpid()
        self._opened: WeakSet[Tenant] = WeakSet()
        abandon_in_forks(self._opened)

    @property
    def url(self) -> str:
        """Raises SocketsBlocked where the server may have no port."""
        return self._server.url

    def open(self, name: str, options: AccountOptions) -> Catapult:
        """A new account; a second one of the same name while the first one is open."""
        if os.getpid() != self._process:
            raise NoAccount(_FORKED.format(process=self._process))
        if self._simulator.network.application is None:
            raise NoAccount(_STOPPED)
        return opened_for(lambda seed: self._open(seed, options), name)

    def close(self, account: Catapult) -> None:
        if self._simulator.is_open(account):
            self._simulator.close_tenant(account.user_id)

    def unmatched_requests(self, after: int) -> Sequence[UnmatchedRequest]:
        return self._simulator.unmatched_requests.entries(after)

    def _open(self, seed: str, options: AccountOptions) -> Catapult:
        account = self._simulator.open_tenant(
            seed=seed, rules=options.account_rules(), now=options.now, clock=options.clock
        )
        self._opened.add(account)
        return cast(Catapult, account)


_STOPPED = (
    "the server of the simulator does not run; start it, or leave that to the fixture "
    "catapult_server"
)
_FORKED = (
    "this process is a fork of process {process}, which has the simulator; open accounts there, "
    "and call the API over HTTP from here"
)
