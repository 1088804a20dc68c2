"""RemoteOpener: opens the accounts of tests in a simulator elsewhere, over HTTP."""

from collections.abc import Sequence
from contextlib import suppress
from typing import cast

from catapult_simulator.control_client.errors import ControlError
from catapult_simulator.core.simulator import TooManyTenants
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.plugin.opener import NoAccount, opened_for
from catapult_simulator.testing.plugin.options import AccountOptions
from catapult_simulator.testing.remote.simulator import RemoteServer


class RemoteOpener:
    """Opens accounts at `server`. One that is gone by the end of a test breaks no report."""

    def __init__(self, server: RemoteServer) -> None:
        self._simulator = server.simulator
        self.url = server.url

    def open(self, name: str, options: AccountOptions) -> Catapult:
        """A new account; another one while an account of this name is open, perhaps of another
        run. It has the methods of Catapult."""
        return opened_for(lambda seed: self._open(seed, options), name)

    def close(self, account: Catapult) -> None:
        with suppress(ControlError):
            account.close()

    def unmatched_requests(self, after: int) -> Sequence[UnmatchedRequest]:
        with suppress(ControlError):
            return self._simulator.unmatched_requests.entries(after)
        return ()

    def _open(self, seed: str, options: AccountOptions) -> Catapult:
        try:
            account = self._simulator.open_tenant(
                seed=seed, rules=options.account_rules(), now=options.now, clock=options.clock
            )
        except (ControlError, TooManyTenants) as problem:
            raise NoAccount(str(problem)) from None
        return cast(Catapult, account)
