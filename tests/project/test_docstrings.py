"""Docstrings name their subject: a noun or a verb comes first, no "What ..." or "Who ..."."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("simulator", "tests", "contract_tests")
OPENINGS = {"What", "Who", "Whoever", "Those", "Nobody", "Somebody"}


def openings(source: str) -> list[str]:
    """The first word of each docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    return [text.split()[0] for node in nodes if (text := ast.get_docstring(node))]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_docstring_begins_with_its_subject(folder: str) -> None:
    paths = sorted((ROOT / folder).rglob("*.py"))

    found = {
        f"{path.relative_to(ROOT)}: {word} ..."
        for path in paths
        for word in openings(path.read_text(encoding="utf-8"))
        if word in OPENINGS
    }

    assert found == set()
    assert len(paths) > 30


def test_openings_are_read_from_modules_classes_and_functions() -> None:
    source = """'Module.'\nclass A:\n    'What A is.'\n    async def b(self): 'Who calls.'"""

    assert openings(source) == ["Module.", "What", "Who"]
