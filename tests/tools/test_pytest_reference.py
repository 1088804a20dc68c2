"""The reference page of the pytest plugin is made from its code."""

import re

import pytest

import pytest_reference
from plugin_runs import run_tests

pytest_plugins = ("pytester",)


def test_each_fixture_has_a_section_with_scope_type_and_documentation(
    pytester: pytest.Pytester,
) -> None:
    known = run_tests(pytester, "", "--fixtures").stdout.str()

    sections = re.findall(
        r"^### (\w+) .*\n\nScope: (\w+)\. Type: .+\.\n\n\w",
        pytest_reference.fixtures(),
        re.MULTILINE,
    )

    known_fixtures = re.findall(r"^(\w*catapult\w*)(?: \[(\w+) scope\])? -- ", known, re.MULTILINE)
    assert sorted(sections) == sorted((name, scope or "function") for name, scope in known_fixtures)
    assert sections[0] == ("catapult", "function")


def test_each_option_has_a_row(pytester: pytest.Pytester) -> None:
    known = run_tests(pytester, "", "--help").stdout.str()

    ini = set(re.findall(r"^\| `(\w+)` \|", pytest_reference.ini_options(), re.MULTILINE))
    options = set(
        re.findall(r"^\| `(--[\w-]+)` \|", pytest_reference.command_line_options(), re.MULTILINE)
    )

    assert ini == set(re.findall(r"^  (catapult_\w+) \(", known, re.MULTILINE))
    assert options == set(re.findall(r"^  (--catapult-[\w-]+)=", known, re.MULTILINE))


def test_a_type_of_the_reference_is_a_link() -> None:
    assert "Type: [`Phone`][catapult_simulator.Phone]." in pytest_reference.fixtures()
