"""The core is reached through `Simulator` and `Tenant`; the world behind them is its own."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "catapult_simulator"
TESTS = ROOT / "tests"
OUTSIDE = sorted(
    {*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py")}
    - {*(PACKAGE / "core").rglob("*.py"), *(TESTS / "core").rglob("*.py")}
)


def test_nothing_outside_the_core_reaches_into_a_tenants_world() -> None:
    reached = [
        f"{ast.unparse(node)} in {path.relative_to(ROOT)}:{node.lineno}"
        for path in OUTSIDE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"world", "_world"}
    ]

    assert reached == []


def test_no_modules_of_the_core_import_one_another() -> None:
    """Imports for type checking count too: `runner` imports `delivery`, which imports `world`."""
    imported = {name_of(path): imports_of(path) for path in (PACKAGE / "core").rglob("*.py")}

    try:
        list(TopologicalSorter(imported).static_order())
    except CycleError as error:
        pytest.fail(f"circle: {' -> '.join(error.args[1])}")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def imports_of(path: Path) -> set[str]:
    """The modules that the file imports, in functions and for type checking too."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
