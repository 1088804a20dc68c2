"""CatapultMixin: an account of the simulator for each test of unittest, also of an async one.

Needs no pytest, and works under it too.
"""

import atexit
from functools import cache
from inspect import getfile
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Unpack, cast
from unittest import TestCase, TestResult

from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.plugin.open_accounts import OpenAccounts, verdict
from catapult_simulator.testing.plugin.opener import AccountOpener
from catapult_simulator.testing.plugin.openers import named_server, opener_of
from catapult_simulator.testing.plugin.options import AccountOptions, CatapultConfig
from catapult_simulator.testing.plugin.stories import stories
from catapult_simulator.testing.telling_result import TellingResult

if TYPE_CHECKING:
    _Mixin = TestCase
else:
    _Mixin = object

__unittest = True  # tracebacks do not show frames of this module

_ADVICE = (
    "That fails the test of a strict account. If it is meant, assert the callback by its status "
    "or problem, remove the fault, or set catapult_config = {'strict': False} in the class."
)


class CatapultMixin(_Mixin):
    """`class TestShop(CatapultMixin, TestCase)`, or IsolatedAsyncioTestCase: `self.catapult` is a
    new account in each test, `self.catapult_url` the address of the simulator.

    A failed test tells the story of its accounts. The class may have options of the accounts, such
    as `catapult_config = {"profile": "2018", "strict": False}`. The simulator is a running one
    where the variable CATAPULT_SIMULATOR_URL names it.
    """

    catapult_config: ClassVar[CatapultConfig] = {}
    _catapults: OpenAccounts | None = None
    _catapult: Catapult | None = None
    _reports_to_pytest = False
    _outcome: object  # of unittest: the failure that a test expects

    def __init_subclass__(cls, **options: Any) -> None:
        """Raises TypeError where TestCase comes first: it would hide what this class does."""
        super().__init_subclass__(**options)
        bases = cls.__mro__
        if TestCase in bases and bases.index(TestCase) < bases.index(CatapultMixin):
            raise TypeError(f"{cls.__name__}: name CatapultMixin before the class of unittest")

    @property
    def catapult(self) -> Catapult:
        """The account of this test. It is opened when it is first used."""
        if self._catapult is None:
            self._catapult = self.make_catapult()
        return self._catapult

    @property
    def catapult_url(self) -> str:
        """The base URL of the simulator, `http://127.0.0.1:PORT`. The API is under its `/v1`."""
        return self._accounts().opener.url

    def make_catapult(self, **options: Unpack[CatapultConfig]) -> Catapult:
        """Open one more account for this test. Raises ValueError for options that do not fit."""
        folders = [Path(getfile(type(self))).parent]
        usual = AccountOptions().but(
            self.catapult_config, f"catapult_config of {type(self).__name__}", folders
        )
        chosen = usual.but(options, "make_catapult", folders)
        opened = self._accounts().open(self.id(), chosen, fixture=None, outlives_test=False)
        self.addCleanup(opened.around.close)
        return opened.account

    def run(self, result: TestResult | None = None) -> TestResult | None:
        """Run the test, and tell the story of its accounts where it fails."""
        self._reports_to_pytest = type(result).__module__.startswith("_pytest.")
        heard = None if result is None else cast(TestResult, TellingResult(result, self._tell))
        try:
            super().run(heard)
        finally:
            self._close()
        return result

    def _accounts(self) -> OpenAccounts:
        if self._catapults is None:
            self._catapults = OpenAccounts(_opener(getpid()))
            self.addCleanup(self._judge, self._catapults)
        return self._catapults

    def _judge(self, accounts: OpenAccounts) -> None:
        """Fail the test for what went wrong in a strict account and is not expected."""
        for each in accounts:
            each.ended = True
        complaints = [sentence for each in accounts for sentence in each.complaints()]
        failed = accounts.test_failed or getattr(self._outcome, "expectedFailure", None)
        if complaints and not failed:
            raise self._failure(verdict(complaints, _ADVICE))

    def _close(self) -> None:
        if self._catapults is not None:
            self._catapults.end_test()
        self._catapults = self._catapult = None

    def _failure(self, text: str) -> BaseException:
        """The failure of this test, without frames of this package above it."""
        if not self._reports_to_pytest:
            return self.failureException(text)
        from catapult_simulator.testing.plugin.judge import failure

        return failure(text)

    def _tell(self, error: BaseException | None) -> None:
        """Add the stories to what failed the test; None where it was skipped."""
        if (accounts := self._catapults) is None:
            return
        accounts.test_has_failed(())
        if error is None:
            return
        told = list(stories(accounts, ()))
        if self._reports_to_pytest:  # the plugin adds them to its report
            vars(error)["catapult_stories"] = told
            return
        for story in told:
            error.add_note(f"--- {story.heading} ---\n{story.text}")


@cache
def _opener(process: int) -> AccountOpener:
    """One server for each process: a fork has none of its parent's threads."""
    if (elsewhere := named_server()) is not None:
        return opener_of(elsewhere)
    server = Server(Simulator(tenant_type=Catapult)).start()
    atexit.register(server.stop)
    return opener_of(server)
