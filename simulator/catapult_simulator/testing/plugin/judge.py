"""Judge: a strict account fails the test in which something went wrong that no test asked for."""

from collections.abc import Iterable

import pytest

from catapult_simulator.testing.plugin.open_accounts import OpenAccount, OpenAccounts, verdict

ADVICE = (
    "In a strict account, that fails a test. A test that means it asserts the callback with its "
    "status, or has @pytest.mark.catapult(strict=False); catapult_strict = false is for all tests."
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
        self._watched = None
        self._judge(self._accounts)

    def _judge(self, accounts: Iterable[OpenAccount]) -> None:
        complaints = [each for account in accounts for each in account.complaints()]
        if complaints and not self._accounts.test_failed:
            raise failure(verdict(complaints, ADVICE))


def failure(text: str) -> BaseException:
    """The failure of a test, which is reported without frames of this package."""
    return pytest.fail.Exception(text, pytrace=False)
