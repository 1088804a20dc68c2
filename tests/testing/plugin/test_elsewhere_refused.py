"""A simulator elsewhere that tests cannot use: one sentence, and no end of the run."""

import sys

import pytest

from catapult_simulator import Server
from plugin_runs import run_tests

pytest_plugins = ("pytester",)

OPENS = "def test_it(catapult): pass"


def test_a_simulator_that_is_not_there_is_one_sentence(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, OPENS, "--catapult-url=http://127.0.0.1:1")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "no simulator answers at http://127.0.0.1:1: Connection refused; start one with "
            "`catapult-simulator serve`, or leave out its URL"
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*File *")


def test_more_accounts_than_the_simulator_keeps_are_one_sentence(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.core.limits.MAX_TENANTS", 0)

    with Server() as server:
        result = run_tests(pytester, OPENS, f"--catapult-url={server.url}")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["0 tenants are open, and this simulator keeps no more; close *"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_simulator_that_ends_meanwhile_does_not_end_the_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server().start()
    monkeypatch.setattr(sys, "end_the_simulator", server.stop, raising=False)

    result = run_tests(
        pytester,
        """
        import sys

        def test_it_ends(catapult):
            sys.end_the_simulator()
            catapult.settle()

        def test_another_account(catapult): pass

        def test_none(): pass
        """,
        f"--catapult-url={server.url}",
    )

    result.assert_outcomes(passed=1, failed=1, errors=2)
    result.stdout.no_fnmatch_line("*INTERNALERROR*")
    result.stdout.fnmatch_lines(["*no simulator answers at http://127.0.0.1:*Connection refused*"])
