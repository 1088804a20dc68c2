"""AccountOpener: the simulator in which the accounts of tests are opened and closed.

`LocalOpener` has a server in this process. Another one may open them over HTTP: nothing else of the
plugin knows where a simulator runs.
"""

from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import Protocol

from catapult_simulator.core.simulator import Simulator, TenantExists
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.plugin.options import AccountOptions


class AccountOpener(Protocol):
    """Opens and closes the accounts of tests."""

    @property
    def url(self) -> str:
        """The base URL of the simulator, without `/v1`."""

    def open(self, name: str, options: AccountOptions) -> Catapult:
        """A new account. Credentials and ids depend on `name`, that of a test.

        Raises ValueError for options that this simulator does not have.
        """

    def close(self, account: Catapult) -> None:
        """Close the account. Does nothing if that has happened already."""

    def unmatched_requests(self, after: int) -> Sequence[UnmatchedRequest]:
        """The requests of no account with a number above `after`, oldest first."""


class LocalOpener:
    """Opens accounts of a simulator in this process, which a server serves at `url`."""

    def __init__(self, simulator: Simulator, url: str) -> None:
        self._simulator = simulator
        self.url = url

    def open(self, name: str, options: AccountOptions) -> Catapult:
        """A new account; a second one of the same name while the first one is open."""
        for use in count(1):
            with suppress(TenantExists):
                return self._open(name if use == 1 else f"{name} #{use}", options)
        raise AssertionError("count never ends")

    def close(self, account: Catapult) -> None:
        if self._simulator.is_open(account):
            self._simulator.close_tenant(account.user_id)

    def unmatched_requests(self, after: int) -> Sequence[UnmatchedRequest]:
        return self._simulator.unmatched_requests.entries(after)

    def _open(self, seed: str, options: AccountOptions) -> Catapult:
        account = self._simulator.open_tenant(
            seed=seed, rules=options.account_rules(), now=options.now, clock=options.clock
        )
        if not isinstance(account, Catapult):
            self._simulator.close_tenant(account.user_id)
            raise TypeError(_NO_CATAPULT)
        return account


_NO_CATAPULT = (
    "the simulator of catapult_server opens other accounts than tests use; "
    "make it with Simulator(tenant_type=Catapult)"
)
