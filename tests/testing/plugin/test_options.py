"""Options of an account: ini file, `catapult_config`, marker, and what is wrong with them."""

from datetime import UTC, datetime

import pytest

from catapult_simulator.core.rules import Rules
from catapult_simulator.testing.plugin.options import AccountOptions, OptionError
from plugin_runs import run_tests

pytest_plugins = ("pytester",)

SHOW = """
import pytest

def shown(account):
    rules = account.rules
    return rules.profile.name, rules.mms_allowed, account.can_advance, f"{account.now:%Y}"

"""
USUAL = ("2019", True, True, "2019")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("", USUAL),
        ("@pytest.mark.catapult(profile='2018')", ("2018", True, True, "2019")),
        ("@pytest.mark.catapult(rules={'mms_allowed': False})", ("2019", False, True, "2019")),
        ("@pytest.mark.catapult(rules=Rules.of('2018'))", ("2018", True, True, "2019")),
        (
            "@pytest.mark.catapult(now=datetime(2030, 1, 1, tzinfo=UTC))",
            ("2019", True, True, "2030"),
        ),
        (
            "@pytest.mark.catapult(profile='2019')\n@pytest.mark.catapult(profile='2018')",
            ("2018", True, True, "2019"),
        ),
    ],
)
def test_a_marker_has_options(
    pytester: pytest.Pytester, marks: str, expected: tuple[object, ...]
) -> None:
    imports = "from datetime import UTC, datetime\nfrom catapult_simulator import Rules\n"
    test = f"{marks}\ndef test_it(catapult): assert shown(catapult) == {expected}"

    run_tests(pytester, imports + SHOW + test).assert_outcomes(passed=1)


def test_the_nearest_place_goes_before_the_others(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ncatapult_profile = 2018\ncatapult_strict = no")
    config = """
@pytest.fixture(scope="session")
def catapult_config():
    return {"rules": {"mms_allowed": False}}

pytestmark = pytest.mark.catapult(now=datetime(2030, 1, 1, tzinfo=UTC))

def test_ini_and_fixture(catapult):
    assert shown(catapult) == ("2018", False, True, "2030")

@pytest.mark.catapult(profile="2019", now=None)
def test_marker(catapult):
    assert shown(catapult) == ("2019", False, True, "2019")

@pytest.mark.catapult(profile="2019")
def test_call(make_catapult):
    account = make_catapult(profile="2018", rules={"mms_allowed": True})
    assert shown(account) == ("2018", True, True, "2030")
"""
    result = run_tests(pytester, "from datetime import UTC, datetime\n" + SHOW + config)

    result.assert_outcomes(passed=3)


def test_a_test_may_have_the_wall_clock_at_the_same_address(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        SHOW
        + """
@pytest.mark.catapult(clock="wall")
def test_wall(catapult, catapult_url, make_catapult):
    assert not catapult.can_advance
    other = make_catapult(clock="virtual")
    assert other.can_advance
    assert make_catapult.url == catapult_url

def test_virtual(catapult):
    assert catapult.can_advance
""",
    )

    result.assert_outcomes(passed=2)


def test_a_parametrized_config_runs_each_test_with_each(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        SHOW
        + """
@pytest.fixture(params=["2018", "2019"])
def catapult_config(request):
    return {"profile": request.param}

def test_it(catapult, catapult_config):
    assert catapult.rules.profile.name == catapult_config["profile"]
""",
    )

    result.assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "@pytest.mark.catapult(clok='wall')",
            "@pytest.mark.catapult of *: no option 'clok'; there are clock, profile, now, *",
        ),
        (
            "@pytest.mark.catapult('wall')",
            "@pytest.mark.catapult of *: 'wall' has no name; write clock='wall'",
        ),
        (
            "@pytest.mark.catapult(clock='sundial')",
            "*: clock='sundial'; choose one of virtual, wall",
        ),
        ("@pytest.mark.catapult(profile=2018)", "*: profile=2018; choose one of 2018, 2019"),
        ("@pytest.mark.catapult(strict='no')", "*: strict='no'; pass True or False"),
        ("@pytest.mark.catapult(now='today')", "*: now='today'; pass *datetime*"),
        ("@pytest.mark.catapult(now=datetime(2030, 1, 1))", "*: now=*2030*has no time zone*"),
        ("@pytest.mark.catapult(rules={'mms': 1})", "*: no property mms; there are profile, *"),
        ("@pytest.mark.catapult(rules={'smil': 1})", "*: smil=1; choose one of last, first, none"),
        ("@pytest.mark.catapult(rules='2018')", "*: rules='2018'; pass a dict, such as *"),
        (
            "@pytest.mark.catapult(clock='wall', now=datetime(2030, 1, 1, tzinfo=UTC))",
            "*: now is the start of virtual time, and the clock is wall",
        ),
        (
            "@pytest.fixture\ndef catapult_config(): return 3\n",
            "catapult_config: 3 are no options*",
        ),
        (
            "@pytest.fixture\ndef catapult_config(): return {'a': 1}\n",
            "catapult_config: no option 'a'*",
        ),
    ],
)
def test_wrong_options_are_one_sentence(
    pytester: pytest.Pytester, source: str, expected: str
) -> None:
    imports = "import pytest\nfrom datetime import UTC, datetime\n"

    result = run_tests(pytester, f"{imports}{source}\ndef test_it(catapult): pass", "--tb=short")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([expected])
    result.stdout.no_fnmatch_line("*Error:*")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("catapult_clock = sundial", "catapult_clock in tox.ini: clock='sundial'; choose one of *"),
        ("catapult_profile = 2020", "catapult_profile in tox.ini: profile='2020'; choose one of *"),
        (
            "catapult_strict = perhaps",
            "catapult_strict in tox.ini: *'perhaps'*; write true or false",
        ),
    ],
)
def test_a_wrong_line_of_the_ini_file_is_one_sentence(
    pytester: pytest.Pytester, line: str, expected: str
) -> None:
    pytester.makeini(f"[pytest]\n{line}")

    result = run_tests(pytester, "def test_it(catapult): pass\ndef test_other(): pass")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([expected])


def test_the_options_are_those_of_the_config() -> None:
    options = AccountOptions()

    for name in options._fields:
        value = getattr(options, name)
        assert options.but({name: value}, "here") == options


def test_rules_are_changes_of_the_profile_or_whole() -> None:
    options = AccountOptions().but({"profile": "2018", "rules": {"receipt_ms": 1}}, "here")

    assert options.account_rules() == Rules.of("2018", receipt_ms=1)
    whole = options.but({"rules": Rules(receipt_ms=2)}, "here")
    assert whole.account_rules() == Rules(receipt_ms=2)


def test_an_option_error_names_the_place() -> None:
    with pytest.raises(OptionError, match=r"^here: no option 'x'"):
        AccountOptions().but({"x": datetime(2030, 1, 1, tzinfo=UTC)}, "here")


def test_the_marker_and_the_options_are_documented(pytester: pytest.Pytester) -> None:
    shown = [run_tests(pytester, "", option).stdout.str() for option in ("--markers", "--help")]

    assert "@pytest.mark.catapult(clock=, profile=, now=, strict=, redirect=, " in shown[0]
    for name in (
        "catapult_strict (bool):",
        "catapult_clock (string):",
        "catapult_profile (string):",
    ):
        assert name in shown[1]


def test_the_fixtures_are_documented(pytester: pytest.Pytester) -> None:
    shown = run_tests(pytester, "", "--fixtures", "-q").stdout.str()

    for name in ("catapult", "catapult_url", "catapult_server", "catapult_phone"):
        assert f"\n{name}" in shown
    assert all(
        f"\n{name} [session scope]" in shown for name in ("make_catapult", "catapult_config")
    )
    ours = shown.partition("from catapult_simulator.pytest_plugin")[2].partition("\n----")[0]
    assert ours.count("catapult_simulator/pytest_plugin.py") >= 5
    assert "no docstring available" not in ours
