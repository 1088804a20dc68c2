"""The fixtures, used by tests of an app in a run of pytest of their own."""

import subprocess
import sys

import pytest

from plugin_runs import run_tests

pytest_plugins = ("pytester",)


def test_catapult_is_a_new_account_in_each_test(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import pytest

        @pytest.mark.parametrize("time", [1, 2])
        def test_it_owns_nothing(catapult, time):
            assert catapult.phone_numbers.owned("+19195551212") is None
            catapult.phone_numbers.allocate("+19195551212")

        def test_the_others_are_closed(catapult, catapult_server):
            assert catapult_server.simulator.tenants() == [catapult]
        """,
    )

    result.assert_outcomes(passed=3)


def test_catapult_url_serves_the_account_over_http(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import requests

        def test_it(catapult, catapult_url):
            me = catapult.credentials
            numbers = f"{catapult_url}/v1/users/{me.user_id}/phoneNumbers"
            answer = requests.get(numbers, auth=(me.token, me.secret))
            assert (answer.status_code, answer.json()) == (200, [])
        """,
    )

    result.assert_outcomes(passed=1)


def test_a_test_may_close_its_account(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        def test_it(catapult, catapult_server):
            catapult_server.simulator.close_tenant(catapult.user_id)
        """,
    )

    result.assert_outcomes(passed=1)


IDS = """
import pytest

def write(name, catapult):
    number = catapult.phone_numbers.allocate("+19195551212")
    with open("ids.txt", "a") as file:
        print(name, *catapult.credentials, number.id, file=file)

@pytest.mark.parametrize("time", [1, 2])
def test_it(catapult, time):
    write(f"it-{time}", catapult)

def test_another(catapult):
    write("another", catapult)
"""


def ids_of(pytester: pytest.Pytester, *options: str) -> list[str]:
    """One line for each test that ran, in the order of their names."""
    run_tests(pytester, IDS, *options)
    file = pytester.path / "ids.txt"
    lines = file.read_text().splitlines()
    file.unlink()
    return sorted(lines)


def test_ids_depend_on_the_name_of_the_test(pytester: pytest.Pytester) -> None:
    everything = ids_of(pytester)

    assert len({line.split()[1] for line in everything}) == 3
    assert ids_of(pytester, "-k", "another") == everything[:1]
    assert ids_of(pytester, "-k", "test_it and 2") == everything[2:]


def test_ids_do_not_depend_on_the_worker(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")

    assert ids_of(pytester, "-n2") == ids_of(pytester)


def test_two_accounts_of_one_test_differ(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from catapult_simulator.pytest_plugin import catapult as second")
    result = run_tests(
        pytester,
        """
        def test_it(catapult, second):
            numbers = [each.phone_numbers.allocate("+19195551212") for each in (catapult, second)]
            assert catapult.user_id != second.user_id
            assert numbers[0].id != numbers[1].id
        """,
    )

    result.assert_outcomes(passed=1)


def test_each_xdist_worker_has_a_server(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    result = run_tests(
        pytester,
        """
        import pytest

        @pytest.mark.parametrize("time", range(4))
        def test_it(catapult, time):
            catapult.phone_numbers.allocate("+19195551212")
        """,
        "-n2",
    )

    result.assert_outcomes(passed=4)


def test_loading_the_plugin_imports_neither_the_simulator_nor_its_libraries() -> None:
    script = """
import sys, pytest
before = set(sys.modules)
import catapult_simulator.pytest_plugin
print(*sorted(name for name in set(sys.modules) - before))
"""

    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.split() == ["catapult_simulator", "catapult_simulator.pytest_plugin"]
