"""In a forked process, an account is a copy that nothing can reach: its use is refused."""

import os

import pytest

from plugin_runs import run_tests

pytest_plugins = ("pytester",)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

IN_A_FORK = """
import os
import requests
import warnings
from urllib.request import urlopen

def in_a_fork(deed):
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # this process has threads
        child = os.fork()
    if child == 0:
        try:
            said = str(deed())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with open(reading) as file:
        return file.read()
"""


@pytest.mark.parametrize(
    "deed",
    [
        "catapult.advance(5)",
        "catapult.messages",
        "messages.find()",
        "catapult.receive_message(from_='+19195550001', to=line.number, text='hi')",
        "catapult.reset()",
        "catapult.faults",
        "catapult.redirect().__enter__()",
        "post()",
    ],
)
def test_an_account_is_refused_in_a_fork(pytester: pytest.Pytester, deed: str) -> None:
    result = run_tests(
        pytester,
        IN_A_FORK
        + f"""
def test_it(catapult, catapult_url):
    line, messages = catapult.phone_numbers.allocate("+19195551212"), catapult.messages
    user, token, secret = catapult.credentials
    url = f"https://api.catapult.inetwork.com/v1/users/{{user}}/messages"
    post = lambda: requests.post(url, json={{}}, auth=(token, secret), timeout=10)
    with catapult.redirect():
        said = in_a_fork(lambda: {deed})
    assert said.startswith('TenantClosed: account "u-')
    assert said.endswith(
        f'" belongs to process {{os.getpid()}}, of which this one is a fork; use it there, and '
        "call the API over HTTP from here"
    )
    assert catapult.advance(1) == 0
    assert messages.find() == []
""",
    )

    result.assert_outcomes(passed=1)


def test_no_account_is_opened_in_a_fork(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        IN_A_FORK
        + """
def test_it(make_catapult, catapult_url):
    said = in_a_fork(make_catapult)
    assert said.startswith(f"NoAccount: this process is a fork of process {os.getpid()}, which")
    assert make_catapult().advance(1) == 0
""",
    )

    result.assert_outcomes(passed=1)


def test_a_fork_reaches_the_simulator_over_http(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        IN_A_FORK
        + """
def test_it(catapult, catapult_url):
    said = in_a_fork(lambda: urlopen(f"{catapult_url}/_simulator/health").status)
    assert said == "200"
""",
    )

    result.assert_outcomes(passed=1)
