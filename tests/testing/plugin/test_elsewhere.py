"""The fixtures with a simulator elsewhere: the same tests, over HTTP."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from catapult_simulator import Server, Simulator
from plugin_runs import APP, run_tests

pytest_plugins = ("pytester",)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Simulator(clock="wall")) as server:
        yield server


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "APP_HOST"):
        monkeypatch.delenv(f"CATAPULT_SIMULATOR_{name}", raising=False)


TESTS = """
import requests
from datetime import UTC, datetime
import pytest
from catapult_simulator import Fault, MessageDraft

LINE, PERSON = "+19195551212", "+19195550001"


def test_a_message_is_sent(catapult, catapult_url):
    line, me = catapult.phone_numbers.allocate(LINE), catapult.credentials
    url = f"{catapult_url}/v1/users/{me.user_id}/messages"
    body = {"from": LINE, "to": PERSON, "text": "Yes, until six."}
    requests.post(url, auth=(me.token, me.secret), json=body)
    catapult.settle()
    assert catapult.messages.find(to=PERSON)[0].state == "sent"
    assert catapult.journal.last("request").detail["status"] == 201


NOW = datetime(2024, 2, 29, tzinfo=UTC)


@pytest.mark.catapult(profile="2018", rules={"mms_allowed": False}, now=NOW)
def test_options_of_the_marker(catapult):
    assert catapult.rules.profile.name == "2018"
    assert not catapult.rules.mms_allowed
    assert (catapult.now.year, catapult.can_advance) == (2024, True)


@pytest.mark.catapult(clock="wall")
def test_a_wall_clock(catapult):
    assert not catapult.can_advance


def test_more_accounts(catapult, make_catapult, catapult_server):
    other = make_catapult()
    assert other.credentials != catapult.credentials
    opened = {each.user_id for each in catapult_server.simulator.tenants()}
    assert {catapult.user_id, other.user_id} <= opened
"""


@pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["alone", "workers"])
def test_the_same_tests_run_against_a_running_simulator(
    pytester: pytest.Pytester, server: Server, workers: tuple[str, ...]
) -> None:
    result = run_tests(pytester, TESTS, f"--catapult-url={server.url}", *workers)

    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines([f"catapult-simulator: accounts are opened at {server.url}"])
    assert server.simulator.tenants() == []


IDS = """
def test_it(catapult, catapult_url):
    number = catapult.phone_numbers.allocate("+19195551212")
    with open("ids.txt", "a") as file:
        print(catapult_url, *catapult.credentials, number.id, file=file)
"""


def test_credentials_and_ids_are_those_of_a_run_here(
    pytester: pytest.Pytester, server: Server
) -> None:
    for options in ((), (f"--catapult-url={server.url}",), (f"--catapult-url={server.url}/",)):
        run_tests(pytester, IDS, *options).assert_outcomes(passed=1)

    here, *elsewhere = (pytester.path / "ids.txt").read_text(encoding="utf-8").splitlines()
    assert [each.split()[0] for each in elsewhere] == [server.url] * 2
    assert {each.partition(" ")[2] for each in elsewhere} == {here.partition(" ")[2]}


def test_an_account_of_another_run_is_left_alone(pytester: pytest.Pytester, server: Server) -> None:
    other = server.simulator.open_tenant(
        seed="test_an_account_of_another_run_is_left_alone.py::test_it"
    )
    other.phone_numbers.allocate("+19195551212")

    run_tests(pytester, IDS, f"--catapult-url={server.url}").assert_outcomes(passed=1)

    assert server.simulator.tenants() == [other]
    server.simulator.close_tenant(other.user_id)


def test_the_option_goes_before_the_variable_and_that_before_the_ini_file(
    pytester: pytest.Pytester, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = "http://127.0.0.1:1"
    pytester.makeini(f"[pytest]\ncatapult_url = {server.url}\n")
    run_tests(pytester, IDS).assert_outcomes(passed=1)

    monkeypatch.setenv("CATAPULT_SIMULATOR_URL", nobody)
    run_tests(pytester, IDS).assert_outcomes(errors=1)
    run_tests(pytester, IDS, f"--catapult-url={server.url}").assert_outcomes(passed=1)


def test_a_suite_without_accounts_does_not_ask_for_the_simulator(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester, "def test_it(): pass", "--catapult-url=http://me:s3cret@127.0.0.1:1"
    )

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*s3cret*")


FAILING = """
import requests
from catapult_simulator import Fault, MessageDraft

def test_it(shop, catapult_url):
    shop.faults.add(Fault("rest", path="messages", error="internal-error"))
    me = shop.credentials
    messages = f"{catapult_url}/v1/users/{me.user_id}/messages"
    body = {"from": "+19195559999", "to": "+19195550001", "text": "hi"}
    requests.post(messages.replace("messages", "errors"), auth=(me.token, me.secret), json=body)
    requests.get(messages, auth=(me.token, "wrong"))
    shop.receive_message(from_="+19195550001", to="+19195551212", text="boom")
    shop.messages.send(MessageDraft("+19195551212", "+19195550001", "late"))
    assert False
"""


def test_a_failed_test_tells_the_same_story(pytester: pytest.Pytester, server: Server) -> None:
    pytester.makeconftest(APP)

    told = [
        run_tests(pytester, FAILING, *options).stdout.str()
        for options in ((), (f"--catapult-url={server.url}",))
    ]

    here, elsewhere = (story_of(each) for each in told)
    assert elsewhere == here
    assert "the app answered 500" in here
    assert "never struck" in here
    assert "1 message is still queued" in here
    assert "secret of t-" in here


def story_of(output: str) -> str:
    """The story, without what differs between two runs: ports, real times."""
    story = output.partition("- catapult: account")[2].partition("===")[0]
    return re.sub(r":\d{5}\b|\d+ ms|\d+\.\d+s|in \d", "…", story)


def test_a_failed_callback_fails_a_strict_test(pytester: pytest.Pytester, server: Server) -> None:
    pytester.makeconftest(APP)

    result = run_tests(
        pytester,
        """
        def test_it(shop):
            shop.receive_message(from_="+19195550001", to="+19195551212", text="boom")
        """,
        f"--catapult-url={server.url}",
    )

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*the app answered 500 to POST *"])


def test_unittest_uses_the_simulator_that_the_environment_names(
    pytester: pytest.Pytester, server: Server
) -> None:
    test = pytester.makepyfile(
        """
        from unittest import TestCase, main
        from catapult_simulator import CatapultMixin

        class TestShop(CatapultMixin, TestCase):
            def test_it(self):
                self.catapult.phone_numbers.allocate("+19195551212")
                print(self.catapult_url, type(self.catapult).__name__)

        main()
        """
    )
    environment = os.environ | {"CATAPULT_SIMULATOR_URL": server.url}

    run = subprocess.run(
        [sys.executable, str(test)], env=environment, capture_output=True, text=True, check=True
    )

    assert run.stdout.split() == [server.url, "RemoteTenant"]
    assert server.simulator.tenants() == []
