"""MakeCatapult: opens accounts for tests and for fixtures of any scope."""

from functools import partial
from typing import Protocol, Unpack

import pytest

from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.plugin.judge import Judge
from catapult_simulator.testing.plugin.open_accounts import OpenAccounts
from catapult_simulator.testing.plugin.opener import NoAccount
from catapult_simulator.testing.plugin.options import CatapultConfig
from catapult_simulator.testing.plugin.requester import Requester


class Running(Protocol):
    """The test that runs, and the fixtures that are being set up."""

    test: pytest.Item | None
    fixtures: list[pytest.FixtureRequest]


class MakeCatapult:
    """`make_catapult()` opens an account, `make_catapult.url` is the address of the simulator."""

    def __init__(self, accounts: OpenAccounts, running: Running) -> None:
        self.accounts: OpenAccounts = accounts
        self._running = running
        self._judge = Judge(accounts)

    @property
    def url(self) -> str:
        """The base URL of the simulator, `http://127.0.0.1:PORT`. The API is under its `/v1`."""
        return self.accounts.opener.url

    def __call__(self, **options: Unpack[CatapultConfig]) -> Catapult:
        """Open an account, and close it with the fixture or the test that asks for it.

        What is not given is as the marker, `catapult_config` and the ini file say; None for `now`,
        `rules` or `setup` is what an account has without them. Raises OptionError for options that
        do not fit, NoAccount where none can be opened.
        """
        requester = self._requester()
        opened = self.accounts.open(
            requester.name,
            requester.options().but(options, "make_catapult", requester.folders),
            fixture=requester.fixture,
            outlives_test=requester.outlives_test,
        )
        self._judge.watch(self._running.test)
        requester.add_finalizer(partial(self._judge.end, opened))
        requester.add_finalizer(opened.around.close)
        return opened.account

    def __repr__(self) -> str:
        return f"<make_catapult at {self.url}>"

    def begin_test(self, test: pytest.Item) -> None:
        """Judge the accounts of a wider scope at the end of `test`."""
        if any(self.accounts):
            self._judge.watch(test)

    def _requester(self) -> Requester:
        if self._running.fixtures:
            return Requester.of_fixture(self._running.fixtures[-1])
        if self._running.test is not None:
            return Requester.of_test(self._running.test)
        raise NoAccount(_NOT_NOW)


_NOT_NOW = "make_catapult opens accounts for tests; call it in a test or while a fixture is set up"
