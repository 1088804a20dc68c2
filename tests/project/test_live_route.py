"""`pytest contract_tests --target live` works, with a simulator in place of the real API."""

import re

import pytest

from .live_account import NUMBERS, LiveAccount, Run, found, run_suite


@pytest.fixture(scope="module")
def account(host: str) -> LiveAccount:
    return LiveAccount(host)


@pytest.fixture(scope="module")
def run(account: LiveAccount) -> Run:
    """One run of the whole suite, with every variable set."""
    return run_suite(account.environment(BUDGET="1000", ORDER_NUMBERS="yes"))


def test_the_checks_pass_on_a_live_target(run: Run) -> None:
    assert run.returncode == 0, run.stdout
    assert re.search(r"live: http://\S+; up to [1-9]\d* messages, about \$\d+\.\d\d", run.stdout)
    assert int(found(r"(\d+) passed", run.stdout)) >= 600


def test_nothing_is_left_behind(run: Run, account: LiveAccount) -> None:
    assert "could not be removed" not in run.stdout
    assert account.read("applications") == account.read("media") == []
    owned = account.read("phoneNumbers?size=1000")
    assert {number["number"] for number in owned} == set(NUMBERS)
    assert not [number for number in owned if "application" in number or "name" in number]


def test_checks_that_need_a_simulator_are_skipped(run: Run) -> None:
    skipped = set(re.findall(r"(\w+): (?:needs|describes) ", run.stdout))

    assert skipped == {"accounts", "clock", "faults", "numbers", "2018"}


def test_an_order_that_the_budget_does_not_cover_is_not_sent(run: Run) -> None:
    assert "quantity=5000 was not sent: it may cost $10000.00" in run.stdout


def test_checks_are_skipped_for_lack_of_variables(account: LiveAccount) -> None:
    reduced = account.environment(NUMBERS=NUMBERS[0], CALLBACK_URL="")

    run = run_suite(reduced, "-k", "not media and not available and not applications")

    assert run.returncode == 0, run.stdout
    assert re.search(r"up to \d messages", run.stdout)  # names of callers, which cost
    assert {"sending", "callbacks", "orders"} <= set(re.findall(r"(\w+): needs ", run.stdout))


def test_the_profile_of_2018_can_be_checked(host: str) -> None:
    environment = LiveAccount(host, "2018").environment(PROFILE="2018")

    run = run_suite(environment, "-k", "exchanges or applications or media")

    assert run.returncode == 0, run.stdout
    assert "2019: describes the profile of 2019" in run.stdout


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"LIVE": ""}, "set CATAPULT_LIVE=yes if you mean it"),
        ({"ALLOW_HTTP": "no"}, "set CATAPULT_ALLOW_HTTP=yes if it may"),
        ({"SECRET": ""}, "needs CATAPULT_SECRET in the environment"),
        ({"BUDGET": "much"}, 'CATAPULT_BUDGET is "much"; accepted is an amount'),
        ({"NUMBERS": "+14155790292"}, '"+14155790292", which u-'),
        ({"SECRET": "wrong"}, "answered GET account with 401 access-denied; see whether"),
    ],
    ids=["live", "http", "secret", "budget", "number", "credentials"],
)
def test_a_live_target_is_refused(
    account: LiveAccount, changes: dict[str, str], sentence: str
) -> None:
    run = run_suite(account.environment(**changes))

    assert run.returncode == 4
    assert sentence in run.stdout + run.stderr
    assert "passed" not in run.stdout
