"""The fixtures, used by tests of an app in a run of pytest of their own."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

pytest_plugins = ("pytester",)


def run_tests(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    workers = () if "-n2" in options else ("-p", "no:xdist")
    quiet = ("-p", "no:cacheprovider", "-p", "no:randomly", *workers, *_plugin())
    return pytester.runpytest_inprocess(*quiet, *options)


def _plugin() -> tuple[str, ...]:
    """The option that loads the plugin, unless it is installed: pytest loads it then."""
    installed = entry_points(group="pytest11", name="catapult_simulator")
    return () if installed else ("-p", "catapult_simulator.pytest_plugin")


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


FAILING = """
def test_it(catapult):
    catapult.advance(5)
    assert False
"""


def test_a_failing_test_prints_its_journal(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, FAILING)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*catapult journal*", "*control*advanced 5 s*"])


def test_a_passing_test_prints_no_journal(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, FAILING.replace("False", "True"), "-rA")

    result.stdout.no_fnmatch_line("*catapult journal*")


def test_a_failing_test_without_an_account_prints_no_journal(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(pytester, "def test_it(): assert False")

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*catapult journal*")


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


def test_a_failed_test_shows_its_requests_that_reached_no_account(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(
        pytester,
        """
        from urllib.error import HTTPError
        from urllib.request import urlopen

        import pytest

        def ask(url):
            with pytest.raises(HTTPError) as refused:
                urlopen(url)
            refused.value.close()

        def test_passes(catapult_url):
            ask(catapult_url + "/v2/earlier")

        def test_fails(catapult_url):
            ask(catapult_url + "/users/mine")
            assert 0
        """,
    )

    result.stdout.fnmatch_lines(
        ["*catapult requests of no account*", "*GET /users/mine -> 404: missing /v1:*"]
    )
    result.stdout.no_fnmatch_line("*GET /v2/earlier*")
