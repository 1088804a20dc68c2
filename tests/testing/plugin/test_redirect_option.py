"""The option `redirect`: the real API is the simulator as long as an account is open."""

import pytest

from plugin_runs import run_tests

pytest_plugins = ("pytester",)

APP = """
import socket
import pytest
import requests

def numbers(account):
    me = account.credentials
    url = f"https://api.catapult.inetwork.com/v1/users/{me.user_id}/phoneNumbers"
    return requests.get(url, auth=(me.token, me.secret)).json()

def careless():
    try:
        socket.create_connection(("api.catapult.inetwork.com", 443), 1)
    except Exception:
        pass
"""
USING = """
def test_a_fixture(catapult):
    assert numbers(catapult) == []

def test_accounts_of_the_test(make_catapult):
    assert [numbers(make_catapult()), numbers(make_catapult())] == [[], []]

@pytest.fixture(scope="module")
def shared(make_catapult):
    return make_catapult()

def test_an_account_of_the_module(shared):
    assert numbers(shared) == []
"""


def test_the_ini_file_redirects_each_account(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ncatapult_redirect = true\n")

    run_tests(pytester, APP + USING).assert_outcomes(passed=3)


def test_the_marker_goes_before_the_ini_file(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ncatapult_redirect = true\n")
    result = run_tests(
        pytester,
        APP
        + """
before = requests.adapters.HTTPAdapter.send

@pytest.mark.catapult(redirect=False)
def test_it(catapult):
    assert requests.adapters.HTTPAdapter.send is before

def test_otherwise(catapult):
    assert requests.adapters.HTTPAdapter.send is not before
""",
    )

    result.assert_outcomes(passed=2)


def test_a_leak_fails_the_test(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        APP
        + """
@pytest.mark.catapult(redirect=True)
def test_leaks(catapult):
    careless()

@pytest.mark.catapult(redirect=True)
def test_does_not(catapult):
    assert numbers(catapult) == []
""",
    )

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["*ERROR at teardown of test_leaks*", "*real api.catapult.inetwork.com was called past*"]
    )


def test_a_wrong_value_is_named(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ncatapult_redirect = perhaps\n")

    result = run_tests(pytester, "def test_it(catapult): pass")

    result.stdout.fnmatch_lines(["*catapult_redirect in tox.ini: *perhaps*"])
