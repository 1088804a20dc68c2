"""The report of a failed test tells the story of its accounts, in every form of report."""

from xml.etree import ElementTree

import pytest

from plugin_runs import APP, run_tests

pytest_plugins = ("pytester",)

FAILING = """
def test_it(catapult):
    catapult.advance(5)
    assert False
"""
STORY = ["*- catapult: account u-* -*", "2019-05-01 (virtual clock, UTC)", "*advanced 5 s*"]


@pytest.mark.parametrize(
    "options", [(), ("--tb=short",), ("--tb=native",), ("--show-capture=no",), ("--tb=long", "-q")]
)
def test_a_failed_test_tells_its_story(pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    result = run_tests(pytester, FAILING, *options)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(STORY)


def test_a_story_is_told_by_workers_too(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")

    result = run_tests(pytester, FAILING, "-n2")

    result.stdout.fnmatch_lines(STORY)


def test_a_story_is_in_junit_xml(pytester: pytest.Pytester) -> None:
    run_tests(pytester, FAILING, "--junit-xml=report.xml")

    failure = ElementTree.parse(pytester.path / "report.xml").find(".//failure")

    assert failure is not None
    assert "advanced 5 s" in (failure.text or "")


@pytest.mark.parametrize("options", ["-rA", "-v"])
def test_a_passed_test_tells_nothing(pytester: pytest.Pytester, options: str) -> None:
    result = run_tests(pytester, FAILING.replace("False", "True"), options)

    result.stdout.no_fnmatch_line("*catapult: *")


def test_a_failed_test_without_an_account_tells_nothing(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        def test_passes(catapult): catapult.advance(5)
        def test_fails(): assert False
        """,
    )

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.no_fnmatch_line("*catapult: *")


@pytest.mark.parametrize(
    "test",
    [
        "def test_it(make_catapult): tell(make_catapult())",
        "def test_it(request): tell(request.getfixturevalue('catapult'))",
        "def test_it(own): tell(own)",
        "@pytest.mark.usefixtures('catapult')\ndef test_it(own): tell(own)",
        "class TestIt:\n  def test_it(self, catapult): tell(catapult)",
        "@pytest.fixture\ndef broken(own): tell(own)\ndef test_it(broken): pass",
        "@pytest.fixture\ndef broken(own):\n  yield\n  tell(own)\ndef test_it(broken): pass",
        "def test_it(catapult): tell(catapult, pytest.fail.Exception('no', pytrace=False))",
    ],
)
def test_a_story_is_told_whatever_way_the_account_came(
    pytester: pytest.Pytester, test: str
) -> None:
    own = """
import pytest

@pytest.fixture
def own(catapult):
    return catapult

def tell(account, error=AssertionError("no")):
    account.advance(5)
    raise error

"""
    result = run_tests(pytester, own + test)

    outcomes = result.parseoutcomes()
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 1
    result.stdout.fnmatch_lines(STORY)


def test_a_story_is_told_once(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import pytest

        @pytest.fixture
        def broken(catapult):
            yield
            assert 0

        def test_it(broken, catapult):
            catapult.advance(5)
            assert 0
        """,
    )

    result.assert_outcomes(failed=1, errors=1)
    assert result.stdout.str().count("catapult: account") == 1


def test_the_stories_of_several_accounts_are_sixty_lines_together(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(
        pytester,
        """
        def test_it(make_catapult):
            for number in range(1, 7):
                account = make_catapult()
                for _ in range(100):
                    account.advance(number)
                    account.advance(0.5)
            assert 0
        """,
        "--tb=no",
        "--junit-xml=report.xml",
    )

    assert "errors" not in result.parseoutcomes()
    failure = ElementTree.parse(pytester.path / "report.xml").find(".//failure")
    text = (failure.text or "") if failure is not None else ""
    told = text[text.index("- catapult:") :].splitlines()
    assert "(and 2 more)" in told[0]
    assert [line.strip("- ")[:17] for line in told].count("catapult: account") == 4
    assert 50 < len(told) <= 60


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
        ["*catapult: requests of no account*", "*GET /users/mine -> 404: missing /v1:*"]
    )
    result.stdout.no_fnmatch_line("*GET /v2/earlier*")


def test_an_account_of_a_module_tells_what_happened_in_the_failed_test(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(APP)
    result = run_tests(
        pytester,
        """
        import pytest
        from conftest import connect, text

        @pytest.fixture(scope="module")
        def shop(make_catapult, app_url):
            return connect(make_catapult(), app_url)

        def test_passes(shop):
            text(shop, "in the first test")

        def test_fails(shop):
            text(shop, "in the second test")
            assert 0

        def test_fails_without_it():
            assert 0
        """,
        "--tb=short",
    )

    result.assert_outcomes(passed=1, failed=2)
    lines = [line for line in result.outlines if "test " in line and "texts" in line]
    assert [line.partition('"')[2] for line in lines] == ['in the second test"']
    assert result.stdout.str().count("catapult: account") == 1
