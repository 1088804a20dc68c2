"""Judge: a strict account fails the test in which something went wrong that no test asked for."""

from collections.abc import Iterable

import pytest

from catapult_simulator.testing.plugin.open_accounts import OpenAccount, OpenAccounts, verdict
from catapult_simulator.testing.plugin.options import OptionError
from catapult_simulator.testing.plugin.shared_accounts import marker_without_effect, strictness

ADVICE = (
    "That fails the test of a strict account. If it is meant, assert the callback by its status "
    "or problem, remove the fault, or set @pytest.mark.catapult(strict=False); "
    "catapult_strict = false is for all tests."
)


class Judge:
    """Judges the accounts at the end of each test, and those of a wider scope at their end too."""

    def __init__(self, accounts: OpenAccounts) -> None:
        self._accounts = accounts
        self._watched: pytest.Item | None = None

    def watch(self, test: pytest.Item | None) -> None:
        """Judge at the end of `test`: after the fixtures that have yet to be set up."""
        if test is not None and test is not self._watched:
            self._watched = test
            test.addfinalizer(self._judge_test)

    def end(self, account: OpenAccount) -> None:
        """The test or the fixture of the account has ended."""
        account.ended = True
        if account.outlives_test:
            self._judge([account])

    def _judge_test(self) -> None:
        assert self._watched is not None  # this is its finalizer
        test, self._watched = self._watched, None
        try:
            strict = strictness(test)
        except OptionError as error:
            raise failure(str(error)) from None
        misplaced = marker_without_effect(test, self._accounts)
        self._judge(self._accounts, strict, *filter(None, [misplaced]))

    def _judge(
        self, accounts: Iterable[OpenAccount], strict: bool | None = None, *problems: str
    ) -> None:
        """Fail for the problems and, unless the test has failed, for the accounts' complaints."""
        complaints = [each for account in accounts for each in account.complaints(strict)]
        told = list(problems)
        if complaints and not self._accounts.test_failed:
            told.append(verdict(complaints, ADVICE))
        if told:
            raise failure("\n".join(told))


def failure(text: str) -> BaseException:
    """The failure of a test, which is reported without frames of this package."""
    return pytest.fail.Exception(text, pytrace=False)
