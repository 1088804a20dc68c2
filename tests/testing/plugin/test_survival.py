"""The plugin never ends a run: whatever a test does to its names, its clock or its server."""

from importlib import import_module

import pytest

from plugin_runs import run_tests

pytest_plugins = ("pytester",)

FAILING = """
def test_it(catapult):
    assert 0
"""


def fails_alone(result: pytest.RunResult) -> None:
    """One test has failed, and the run has ended as runs do."""
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


@pytest.mark.parametrize(
    "fixture",
    [
        "def catapult(): return None",
        "def catapult(): return 'a machine of war'",
        "def catapult(): return object()",
        "def catapult(request): return request",
        "def catapult(make_catapult): make_catapult(); return ['mine']",
        "def catapult(): yield type('Odd', (), {'journal': property(lambda self: 1 / 0)})()",
        "def catapult_url(): return 1",
        "def catapult_config(): return {}",
        "def make_catapult(): return None",
    ],
)
def test_a_foreign_fixture_of_the_same_name_is_left_alone(
    pytester: pytest.Pytester, fixture: str
) -> None:
    source = f"import pytest\n@pytest.fixture\n{fixture}\n"
    name = fixture.split("(")[0].removeprefix("def ")

    fails_alone(run_tests(pytester, source + f"def test_it({name}): assert 0"))


def test_a_foreign_fixture_may_be_parametrized(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import pytest

        @pytest.fixture(params=[None, "", 3])
        def catapult(request):
            return request.param

        def test_it(catapult):
            assert 0
        """,
    )

    result.assert_outcomes(failed=3)


def test_a_parameter_may_be_called_catapult(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import pytest

        @pytest.mark.parametrize("catapult", [None, "", 3])
        def test_it(catapult):
            assert 0
        """,
    )

    result.assert_outcomes(failed=3)


@pytest.mark.parametrize(
    "deed",
    [
        "monkeypatch.setattr(time, 'time', broken)",
        "monkeypatch.setattr(time, 'perf_counter', broken)",
        "monkeypatch.setattr(type(catapult), 'now_ms', property(broken))",
        "monkeypatch.setattr(catapult._world.clock, 'now_ms', broken)",
        "monkeypatch.setattr(type(catapult.journal), 'entries', broken)",
        "monkeypatch.setattr(catapult.messages, 'find', broken)",
        "monkeypatch.setattr(catapult.faults, 'all', lambda: [None])",
        "monkeypatch.setattr(catapult, 'pending', broken)",
        "catapult.journal._entries.append(None)",
        "catapult.__dict__.clear()",
        "catapult_server.stop()",
        "catapult_server.simulator.close_tenant(catapult.user_id)",
        "catapult.close()",
        "catapult.reset()",
    ],
)
def test_a_test_may_break_its_account(pytester: pytest.Pytester, deed: str) -> None:
    source = f"""
        import time

        def broken(*arguments, **named):
            raise RuntimeError("broken")

        def test_it(catapult, catapult_server, monkeypatch):
            catapult.advance(5)
            {deed}
            assert 0

        def test_another():
            pass
    """
    result = run_tests(pytester, source)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    outcomes = result.parseoutcomes()
    assert (outcomes["failed"], outcomes["passed"]) == (1, 1)
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


@pytest.mark.parametrize("error", ["RuntimeError('broken')", "AssertionError()", "KeyError(1)"])
def test_an_error_while_reporting_is_told(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    # Not `from … import`: earlier runs in this process have left an old module in the package.
    stories = import_module("catapult_simulator.testing.plugin.stories")

    def broken(*arguments: object, **named: object) -> list[str]:
        raise eval(error)

    monkeypatch.setattr(stories, "story", broken)

    result = run_tests(pytester, FAILING)

    fails_alone(result)
    result.stdout.fnmatch_lines(["*catapult cannot tell its story*"])


@pytest.mark.parametrize(
    "absent",
    ["junitxml", "skipping", "unittest", "logging", "doctest", "threadexception", "faulthandler"],
)
def test_other_plugins_may_be_absent(pytester: pytest.Pytester, absent: str) -> None:
    result = run_tests(pytester, FAILING, "-p", f"no:{absent}")

    fails_alone(result)
    result.stdout.fnmatch_lines(["*catapult: account*"])


def test_a_run_may_be_ended_by_a_test(pytester: pytest.Pytester) -> None:
    source = "import pytest\ndef test_it(catapult): pytest.exit('enough')"

    result = run_tests(pytester, source)

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*enough*"])


def test_a_doctest_tells_its_story_too(pytester: pytest.Pytester) -> None:
    pytester.makefile(
        ".txt",
        test_page="""
        >>> catapult = getfixture("catapult")
        >>> catapult.advance(5)
        1
        """,
    )

    result = run_tests(pytester, "")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*catapult: account*", "*advanced 5 s*"])


def test_items_of_other_kinds_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        import pytest

        class Odd(pytest.Item):
            def runtest(self):
                raise ValueError(self.name)

        class Page(pytest.File):
            def collect(self):
                yield Odd.from_parent(self, name="odd")

        def pytest_collect_file(file_path, parent):
            if file_path.suffix == ".odd":
                return Page.from_parent(parent, path=file_path)
        """
    )
    pytester.makefile(".odd", page="")

    result = run_tests(pytester, "def test_it(catapult): pass")

    result.assert_outcomes(passed=1, failed=1)


def test_a_rerun_has_an_account_of_its_own(pytester: pytest.Pytester) -> None:
    """As pytest-rerunfailures and flaky do it: the protocol of one test, several times."""
    pytester.makeconftest(
        """
        from _pytest.runner import runtestprotocol

        def pytest_runtest_protocol(item, nextitem):
            for _ in range(2):
                item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
                reports = runtestprotocol(item, nextitem=nextitem, log=False)
            for report in reports:
                item.ihook.pytest_runtest_logreport(report=report)
            return True
        """
    )

    result = run_tests(
        pytester,
        """
        def test_it(catapult, catapult_server):
            assert catapult_server.simulator.tenants() == [catapult]
            catapult.phone_numbers.allocate("+19195551212")
        """,
    )

    result.assert_outcomes(passed=1)
