"""A setup gives the accounts of tests numbers, applications, faults from the beginning."""

from pathlib import Path

import pytest

from catapult_simulator.core.setups.problems import SetupError
from catapult_simulator.testing.plugin.options import AccountOptions, OptionError
from catapult_simulator.testing.plugin.setups import setup_at
from plugin_runs import run_tests

pytest_plugins = ("pytester",)

TOML = """
[[numbers]]
number = "+19195551212"
"""
OWNS = "catapult.phone_numbers.owned('+19195551212') is not None"
TEST = f"""
import pytest

{{mark}}
def test_it(catapult):
    assert {OWNS}
    catapult.phone_numbers.allocate("+19195551213")
    catapult.reset()
    assert {OWNS}
    assert catapult.phone_numbers.owned("+19195551213") is None
"""


@pytest.mark.parametrize(
    "setup",
    [
        "'shop.toml'",
        "__import__('pathlib').Path('shop.toml')",
        "'''[[numbers]]\\nnumber = \"+19195551212\"'''",
        '\'{"numbers": [{"number": "+19195551212"}]}\'',
        "{'numbers': [{'number': '+19195551212'}]}",
    ],
)
def test_a_marker_names_a_setup(pytester: pytest.Pytester, setup: str) -> None:
    (pytester.path / "shop.toml").write_text(TOML)

    result = run_tests(pytester, TEST.format(mark=f"@pytest.mark.catapult(setup={setup})"))

    result.assert_outcomes(passed=1)


def test_the_ini_file_names_a_setup_beside_itself(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ncatapult_setup = worlds/shop.toml")
    (pytester.path / "worlds").mkdir()
    (pytester.path / "worlds" / "shop.toml").write_text(TOML)

    run_tests(pytester, TEST.format(mark="")).assert_outcomes(passed=1)


def test_a_setup_is_beside_the_test_or_at_the_root(tmp_path: Path) -> None:
    folders = [tmp_path / "tests", tmp_path]
    folders[0].mkdir()
    (tmp_path / "shop.toml").write_text(TOML)

    assert len(setup_at("shop.toml", folders).only_account()["numbers"]) == 1
    (folders[0] / "shop.toml").write_text(TOML + TOML.replace("1212", "1213"))
    assert len(setup_at(Path("shop.toml"), folders).only_account()["numbers"]) == 2
    assert setup_at(str(tmp_path / "shop.toml"), folders[:1]).name == "shop.toml"


def test_a_fault_of_a_setup_need_not_strike(pytester: pytest.Pytester) -> None:
    setup = {"faults": [{"at": "carrier", "state": "error"}]}

    result = run_tests(
        pytester,
        f"""
        import pytest
        from catapult_simulator import Fault

        pytestmark = pytest.mark.catapult(setup={setup})

        def test_lenient(catapult):
            assert len(catapult.faults.all()) == 1

        def test_strict(catapult):
            catapult.faults.add(Fault("rest", error="message-not-found"))
        """,
    )

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["the fault f-2 at rest: error message-not-found never struck"])


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        ("'none.toml'", "*none.toml*no such file*"),
        ("3", "*setup=3; pass a path, a text, or a mapping"),
        ("{'numbrs': []}", '*unknown key; did you mean "numbers"*'),
        ("{'accounts': [{}, {}]}", "*declares 2 accounts; one account takes a setup of one*"),
    ],
)
def test_a_wrong_setup_is_one_sentence(
    pytester: pytest.Pytester, setup: str, expected: str
) -> None:
    mark = f"import pytest\n@pytest.mark.catapult(setup={setup})"

    result = run_tests(pytester, f"{mark}\ndef test_it(catapult): pass", "--tb=short")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"@pytest.mark.catapult of *::test_it: {expected}"])
    result.stdout.no_fnmatch_line("*Error:*")


def test_tests_of_unittest_have_setups_too(pytester: pytest.Pytester) -> None:
    (pytester.path / "shop.toml").write_text(TOML)

    result = run_tests(
        pytester,
        f"""
        from unittest import TestCase
        from catapult_simulator import CatapultMixin

        class TestShop(CatapultMixin, TestCase):
            catapult_config = {{"setup": "shop.toml"}}

            def test_it(self):
                assert {OWNS.replace("catapult", "self.catapult")}
        """,
    )

    result.assert_outcomes(passed=1)


def test_no_setup_undoes_one() -> None:
    options = AccountOptions().but({"setup": {"numbers": []}}, "here")

    assert options.setup is not None
    assert options.but({"setup": None}, "there").setup is None


def test_what_is_wrong_is_said_of_the_place() -> None:
    with pytest.raises(OptionError, match=r"^here: .*unknown key"):
        AccountOptions().but({"setup": {"numbrs": []}}, "here")
    with pytest.raises(SetupError, match="declares 0 accounts"):
        setup_at({"accounts": []}, [])
