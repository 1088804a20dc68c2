"""CatapultMixin: run by unittest itself, and by pytest."""

import subprocess
import sys
import unittest

import pytest

from catapult_simulator import CatapultMixin
from plugin_runs import run_tests

pytest_plugins = ("pytester",)

TESTS = """
from unittest import IsolatedAsyncioTestCase, TestCase, expectedFailure
from urllib.error import HTTPError
from urllib.request import urlopen

from catapult_simulator import CatapultMixin, Fault


class Waits(CatapultMixin, IsolatedAsyncioTestCase):
    catapult_config = {"profile": "2018"}

    async def asyncSetUp(self):
        self.catapult.advance(7)

    async def test_awaits(self):
        self.catapult.advance(5)
        self.assertEqual(self.catapult.rules.profile.name, "2019")


class Shop(CatapultMixin, TestCase):
    def setUp(self):
        self.catapult.advance(7)

    def test_passes(self):
        assert self.catapult is self.catapult
        assert self.make_catapult(profile="2018").user_id != self.catapult.user_id

    def test_fails(self):
        self.catapult.advance(5)
        self.fail("no")

    def test_breaks(self):
        self.catapult.advance(5)
        raise KeyError("no")

    def test_has_parts(self):
        for number in range(2):
            with self.subTest(number=number):
                self.catapult.advance(5)
                self.assertEqual(number, 0)

    def test_calls_no_account(self):
        self.catapult.advance(5)
        with self.assertRaises(HTTPError) as refused:
            urlopen(self.catapult_url + "/v2/none")
        refused.exception.close()
        self.fail("no")

    def test_is_strict(self):
        self.set_a_fault()

    def test_fails_and_is_strict(self):
        self.set_a_fault()
        self.fail("no")

    def test_is_skipped(self):
        self.set_a_fault()
        self.skipTest("no")

    @expectedFailure
    def test_is_expected_to_fail(self):
        self.set_a_fault()
        self.fail("no")

    def test_is_lenient(self):
        self.make_catapult(strict=False).faults.add(Fault("carrier", state="error"))

    def test_misspells_an_option(self):
        self.make_catapult(profile="2020")

    def set_a_fault(self):
        self.catapult.advance(5)
        self.catapult.faults.add(Fault("carrier", state="error"))


class Broken(CatapultMixin, TestCase):
    def setUp(self):
        self.catapult.advance(5)
        raise KeyError("no")

    def test_has_no_setup(self):
        pass
"""
FAILED = {
    "test_awaits", "test_fails", "test_breaks", "test_has_parts", "test_calls_no_account",
    "test_is_strict", "test_fails_and_is_strict", "test_misspells_an_option", "test_has_no_setup",
}  # fmt: skip


@pytest.fixture(scope="module")
def by_unittest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The output of `python -m unittest`, in which every warning is an error."""
    folder = tmp_path_factory.mktemp("unittest")
    (folder / "test_shop.py").write_text(TESTS)
    command = [sys.executable, "-W", "error", "-m", "unittest", "test_shop"]
    return subprocess.run(command, cwd=folder, stderr=subprocess.PIPE, text=True).stderr


def story_of(test: str, output: str) -> str:
    """The report of one failed test."""
    return output.partition(f": {test} (")[2].partition("=" * 70)[0]


def test_all_failures_are_counted(by_unittest: str) -> None:
    assert "Ran 13 tests" in by_unittest
    assert "(failures=6, errors=3, skipped=1, expected failures=1)" in by_unittest


@pytest.mark.parametrize("test", sorted(FAILED))
def test_a_failed_test_tells_its_story_once(by_unittest: str, test: str) -> None:
    told = story_of(test, by_unittest)

    assert told.count("--- catapult: account u-") == 1
    assert ("advanced 5 s" in told) is (test != "test_misspells_an_option")


def test_an_async_test_shows_its_own_line(by_unittest: str) -> None:
    assert "in test_awaits" in story_of("test_awaits", by_unittest)
    assert "'2018' != '2019'" in story_of("test_awaits", by_unittest)


def test_requests_of_no_account_are_told(by_unittest: str) -> None:
    assert "GET /v2/none -> 404" in story_of("test_calls_no_account", by_unittest)
    assert "GET /v2/none" not in story_of("test_fails", by_unittest)


def test_a_strict_failure_has_no_frames_of_the_simulator(by_unittest: str) -> None:
    told = story_of("test_is_strict", by_unittest)

    assert "AssertionError: the fault f-1 at carrier: state error never struck" in told
    assert "catapult_config = {'strict': False}" in told
    assert "Traceback" not in told


def test_an_unknown_option_is_refused_in_one_sentence(by_unittest: str) -> None:
    told = story_of("test_misspells_an_option", by_unittest)

    assert "make_catapult: profile='2020'; choose one of 2018, 2019" in told


@pytest.mark.parametrize("options", [(), ("-n2",)])
def test_pytest_tells_the_stories_too(pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    if options:
        pytest.importorskip("xdist")
    result = run_tests(pytester, TESTS, *options, "--tb=short")

    output = result.stdout.str()
    assert output.count("- catapult: account u-") == len(FAILED)
    assert "the fault f-1 at carrier: state error never struck" in output
    assert "in testPartExecutor" not in output.partition("test_is_strict __")[2].partition("__")[0]


def test_the_mixin_comes_first() -> None:
    with pytest.raises(TypeError, match="Wrong: name CatapultMixin before the class of unittest"):
        type("Wrong", (unittest.TestCase, CatapultMixin), {})


def test_an_account_ends_with_its_test() -> None:
    kept: list[CatapultMixin] = []

    class Keeping(CatapultMixin, unittest.TestCase):
        def test_it(self) -> None:
            kept.extend((self, self))
            self.account = self.catapult

    result = unittest.TestLoader().loadTestsFromTestCase(Keeping).run(unittest.TestResult())

    assert result.wasSuccessful()
    assert kept[0].account.is_closed  # type: ignore[attr-defined]  # set above
