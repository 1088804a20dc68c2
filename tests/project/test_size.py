"""Files have at most 250 lines, and half of all functions at most six."""

import ast
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("simulator", "tests", "contract_tests")
    for path in (ROOT / folder).rglob("*.py")
)
LINES = 250
FUNCTION_LINES = 6


def test_no_file_is_too_long() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in SOURCES}

    too_long = {
        str(path.relative_to(ROOT)): count for path, count in lines.items() if count > LINES
    }

    assert not too_long, f"more than {LINES} lines: move a noun, with its functions and tests"


def test_most_functions_of_the_package_are_short() -> None:
    package = [path for path in SOURCES if path.is_relative_to(ROOT / "simulator")]

    lengths = [length for path in package for length in function_lengths(path)]

    assert median(lengths) <= FUNCTION_LINES


def function_lengths(path: Path) -> list[int]:
    """The lines of each function from `def` to its end, docstring included."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(function.end_lineno or 0) - function.lineno + 1 for function in functions]
