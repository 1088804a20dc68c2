"""The example: its three suites are the same, and what its pages say about them holds."""

import ast
import re

import pytest

from project.test_packaging import PROJECT, ROOT, floors, pins

CLUB = ROOT / "examples" / "club"
SUITES = ["test_club.py", "test_club_unittest.py", "test_club_async.py"]
README = (CLUB / "README.md").read_text(encoding="utf-8")


def text_of(name: str) -> str:
    return (CLUB / name).read_text(encoding="utf-8")


def names_in(suite: str) -> list[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text_of(suite))) if isinstance(node, functions)]
    return [node.name for node in nodes if node.name.startswith("test_")]


def required() -> dict[str, str]:
    lines = [line for line in text_of("requirements.txt").splitlines() if ">=" in line]
    return floors(lines)


@pytest.mark.parametrize("suite", SUITES[1:])
def test_each_suite_has_the_same_tests(suite: str) -> None:
    assert names_in(suite) == names_in("test_club.py") != []


@pytest.mark.parametrize("suite", SUITES)
def test_the_suites_use_the_public_names_alone(suite: str) -> None:
    assert set(re.findall(r"catapult_simulator[\w.]*", text_of(suite))) == {"catapult_simulator"}


def test_the_page_counts_the_lines_of_the_suite() -> None:
    lines = text_of("test_club.py").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("def test_"))
    before = len([line for line in lines[:first] if line])

    assert f"They take {len(lines)} now, {before} before the first." in README


def test_the_page_lists_the_files() -> None:
    files = {path.name for path in CLUB.glob("*.py")}

    assert set(re.findall(r"\]\((\w+\.py)\)", README)) == files


def test_the_lowest_versions_are_the_floors_of_its_requirements() -> None:
    lowest = pins("examples/club/constraints-lowest.txt")

    assert {name: lowest.get(name) for name in required()} == required()


def test_the_lowest_versions_are_those_that_the_package_admits() -> None:
    declared = floors(PROJECT["project"]["dependencies"])
    lowest = pins("examples/club/constraints-lowest.txt")

    assert {name: lowest.get(name) for name in declared} == declared


def test_what_it_requires_is_pinned_for_the_newest_versions() -> None:
    assert required().keys() - pins("constraints.txt").keys() == set()
