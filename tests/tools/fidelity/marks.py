"""Reads the evidence of the contract checks off their marks, without running them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CHECKS = Path(__file__).parents[3] / "contract_tests"
_MARKS = ("documented", "observed", "assumed")
_BEHAVIOUR = re.compile(r"behaviours?\s+([A-Z]\d+(?:(?:,| and)\s+[A-Z]\d+)*)", re.IGNORECASE)
_PAGE = re.compile(r"(?:faq )?(?:\w[\w-]*/)*\w[\w-]*\.(?:md|html)\b")
_CITATION = re.compile(
    r"assumptions?\s+(?:#\s*)?([A-W]\d+(?:(?:,| and)\s+[A-W]\d+)*)", re.IGNORECASE
)
_ID = re.compile(r"[A-Z]\d+")


class Mark(NamedTuple):
    """One mark of a check: `file:line`, the kind of evidence, and the source that it names."""

    place: str
    kind: str
    source: str


def marks() -> list[Mark]:
    """The marks of all contract checks, those of single parameters too."""
    return [mark for path in sorted(CHECKS.glob("test_*.py")) for mark in marks_of(path)]


def marks_of(path: Path) -> Iterator[Mark]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = _constants(tree)
    calls = {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and (kind := _last_name(node)) in _MARKS:
            place = f"{path.name}:{node.lineno}"
            if not (node in calls and calls[node].args):
                raise TypeError(f'{place}: a mark needs its source: write @{kind}("…")')
            yield Mark(place, kind, _text(calls[node].args[0], constants))


def behaviours_in(text: str) -> list[str]:
    """The ids that `text` cites as behaviours: "behaviours C8 and E25"."""
    return [each for cited in _BEHAVIOUR.findall(text) for each in _ID.findall(cited)]


def ids_in(text: str) -> list[str]:
    """The ids that `text` cites as assumptions: "assumptions X1 and X2", which are examples."""
    return [each for cited in _CITATION.findall(text) for each in _ID.findall(cited)]


def pages_in(text: str) -> list[str]:
    """The pages of the documentation that `text` names: "apiCallbacks/get-sms.md"."""
    return _PAGE.findall(text)


def _last_name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def _constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module assigns to a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def _text(node: ast.expr, constants: dict[str, str]) -> str:
    """The value of a literal, of a constant's name, or of an f-string of those."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return constants[name]
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, constants) for part in parts)
        case ast.FormattedValue(value=value):
            return _text(value, constants)
    raise TypeError(f"{ast.unparse(node)}: write the source of a mark as a text")
