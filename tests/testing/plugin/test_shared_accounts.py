"""Markers of tests that share an account: `strict` holds, all else fails in one sentence."""

import pytest

from plugin_runs import APP, run_tests

pytest_plugins = ("pytester",)

SHARED = """
import pytest
from conftest import connect, text

@pytest.fixture(scope="module")
def shop(make_catapult, app_url):
    return connect(make_catapult(), app_url)

"""


@pytest.fixture(autouse=True)
def _app(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(APP)


def test_a_marker_that_no_account_heeds_is_an_error(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        SHARED
        + """
@pytest.mark.catapult(profile="2018", redirect=True)
def test_it(shop):
    pass
""",
    )

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "@pytest.mark.catapult(profile='2018', redirect=True) of *::test_it has no effect: its "
            "account belongs to the fixture 'shop', which other tests share. Give these options to "
            "make_catapult(...) there, or let this test open an account of its own"
        ]
    )


def test_a_failed_test_is_told_of_its_marker_too(pytester: pytest.Pytester) -> None:
    test = "@pytest.mark.catapult('wall')\ndef test_it(shop): assert not shop.can_advance"

    result = run_tests(pytester, SHARED + test)

    result.assert_outcomes(failed=1, errors=1)
    result.stdout.fnmatch_lines(["@pytest.mark.catapult('wall') of * has no effect: *"])


def test_markers_that_may_have_an_effect_are_left_alone(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        SHARED
        + """
pytestmark = pytest.mark.catapult(profile="2018")  # it is there for the other tests

def test_of_the_module(shop):
    pass

@pytest.mark.catapult(profile="2018")
def test_with_an_account_of_its_own_too(shop, catapult):
    pass

@pytest.mark.catapult(profile="2018")
def test_that_opens_one_later(shop, make_catapult):
    make_catapult()

@pytest.mark.catapult(profile="2018")
def test_without_an_account():
    pass
""",
    )

    result.assert_outcomes(passed=4)


def test_a_test_may_be_less_strict_than_the_account_that_it_shares(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(
        pytester,
        SHARED
        + """
@pytest.mark.catapult(strict=False)
def test_lenient(shop):
    text(shop, "boom")

def test_strict(shop):
    text(shop, "boom")
""",
    )

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_strict*"])


def test_the_word_of_a_marker_is_not_for_accounts_that_say_it_themselves(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(
        pytester,
        SHARED
        + """
@pytest.mark.catapult(strict=False)
def test_it(make_catapult, app_url):
    text(connect(make_catapult(strict=True), app_url), "boom")
""",
    )

    result.assert_outcomes(passed=1, errors=1)


def test_strict_is_true_or_false(pytester: pytest.Pytester) -> None:
    test = "@pytest.mark.catapult(strict='no')\ndef test_it(shop): pass"

    result = run_tests(pytester, SHARED + test)

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["@pytest.mark.catapult of *::test_it: strict='no'*"])
