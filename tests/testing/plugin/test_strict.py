"""A strict account fails the test in which a callback failed or a fault never struck."""

import pytest

from plugin_runs import APP, run_tests

pytest_plugins = ("pytester",)

BOOM = """
import pytest
from conftest import text
{mark}
def test_it(shop):
    text(shop, "boom")
    {end}
"""
IDLE = """
import pytest
from catapult_simulator import Fault
{mark}
def test_it(catapult):
    catapult.faults.add(Fault("rest", path="media", error="media-not-found"))
    {end}
"""
SOURCES = pytest.mark.parametrize("source", [BOOM, IDLE])


@pytest.fixture(autouse=True)
def conftest(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(APP)


def test_a_refused_callback_fails_the_test(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, BOOM.format(mark="", end=""))

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_it*",
            "the app answered 500 to POST http://127.0.0.1:*/sms",
            "*assert the callback by its status or problem, remove the fault*strict=False*",
            "*catapult: account u-*",
            "*callback  500  POST*",
        ]
    )


def test_a_fault_that_never_struck_fails_the_test(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, IDLE.format(mark="", end=""))

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["the fault f-1 at rest (path media): error media-not-found never struck"]
    )


@pytest.mark.parametrize("end", ["", "shop.assert_callback(problem='network')"])
def test_an_app_that_is_down_fails_the_test_unless_that_is_asserted(
    pytester: pytest.Pytester, end: str
) -> None:
    result = run_tests(
        pytester,
        f"""
        from conftest import connect, text

        def test_it(catapult):
            shop = connect(catapult, "http://127.0.0.1:1/sms")
            text(shop, "hi")
            {end}
        """,
    )

    result.assert_outcomes(passed=1, errors=0 if end else 1)
    told = "no app answered POST http://127.0.0.1:1/sms: nothing listens on 127.0.0.1:1"
    assert (told in result.stdout.str()) is not bool(end)


@SOURCES
@pytest.mark.parametrize("end", ["assert 0", "pytest.skip()", "pytest.xfail()"])
def test_a_test_that_did_not_pass_is_not_judged(
    pytester: pytest.Pytester, source: str, end: str
) -> None:
    result = run_tests(pytester, source.format(mark="", end=end))

    assert "errors" not in result.parseoutcomes()
    assert "passed" not in result.parseoutcomes()


@SOURCES
def test_a_test_can_be_lenient(pytester: pytest.Pytester, source: str) -> None:
    mark = "@pytest.mark.catapult(strict=False)"

    result = run_tests(pytester, source.format(mark=mark, end=""))

    result.assert_outcomes(passed=1)


@SOURCES
def test_all_tests_can_be_lenient_but_one(pytester: pytest.Pytester, source: str) -> None:
    pytester.makeini("[pytest]\ncatapult_strict = false")

    lenient = run_tests(pytester, source.format(mark="", end=""))
    strict = run_tests(pytester, source.format(mark="@pytest.mark.catapult(strict=True)", end=""))

    lenient.assert_outcomes(passed=1)
    strict.assert_outcomes(passed=1, errors=1)


@pytest.mark.parametrize(
    "end",
    [
        "shop.assert_callback(status=500)",
        "shop.assert_callback(status=500, count=None)",
        "shop.wait_for(called(status=500))",
    ],
)
def test_an_asserted_refusal_is_none(pytester: pytest.Pytester, end: str) -> None:
    source = BOOM.replace("import pytest", "from catapult_simulator import called")

    run_tests(pytester, source.format(mark="", end=end)).assert_outcomes(passed=1)


def test_a_refusal_that_is_asserted_otherwise_is_one(pytester: pytest.Pytester) -> None:
    end = "shop.assert_callback(text='boom')"

    run_tests(pytester, BOOM.format(mark="", end=end)).assert_outcomes(passed=1, errors=1)


@SOURCES
def test_a_reset_makes_a_clean_slate(pytester: pytest.Pytester, source: str) -> None:
    end = "(locals().get('shop') or catapult).reset()"

    result = run_tests(pytester, source.format(mark="", end=end))

    result.assert_outcomes(passed=1)


def test_all_complaints_of_a_test_are_one_failure(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        from catapult_simulator import Fault
        from conftest import connect, text

        def test_it(shop, make_catapult, app_url):
            text(shop, "boom")
            other = connect(make_catapult(), app_url)
            other.faults.add(Fault("carrier", state="error"))
            text(other, "boom")
        """,
        "--tb=short",
    )

    result.assert_outcomes(passed=1, errors=1)
    # Once or twice: where CI is set, pytest's summary has them in full too.
    told = {line for line in result.outlines if line.startswith(("the app", "and the"))}
    assert len(told) == 3


def test_an_account_of_a_module_fails_the_test_in_which_it_went_wrong(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(
        pytester,
        """
        import pytest
        from catapult_simulator import Fault
        from conftest import connect, text

        @pytest.fixture(scope="module")
        def shop(make_catapult, app_url):
            return connect(make_catapult(), app_url)

        def test_first(shop):
            shop.faults.add(Fault("carrier", state="error"))

        def test_second(shop):
            text(shop, "boom")

        def test_third(shop):
            text(shop, "hi")
        """,
    )

    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_second*",
            "the app answered 500 to POST *",
            "*ERROR at teardown of test_third*",
            "the fault f-1 at carrier: state error never struck",
        ]
    )
