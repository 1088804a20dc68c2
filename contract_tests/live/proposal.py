"""The assumptions that a run has settled, as a patch of the files that list them.

The files are read as text: the checks know the API only.
"""

import ast
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from contract_tests.live.facts import CALLBACK, Row

ROOT = Path(__file__).parents[2]
FOLDER = Path("simulator") / "tools" / "fidelity" / "assumptions"


_BELOW = re.compile(r"/v1/(users/[^/]+/)?")
Settled = Literal["confirmed", "partly confirmed", "refuted", "open"]


class Span(NamedTuple):
    """A part of a file: lines from 1, columns in bytes."""

    first: int
    column: int
    last: int
    end: int


class Place(NamedTuple):
    """One assumption in its file: all of its lines, and its reason."""

    path: Path
    whole: Span
    why: Span


def places(root: Path = ROOT) -> dict[str, Place]:
    """Where each assumption stands, by id."""
    found: dict[str, Place] = {}
    for path in sorted((root / FOLDER).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Assumption":
                identity, _, why = node.args[:3]
                whole = Span(node.lineno, 0, (node.end_lineno or 0) + 1, 0)
                found[ast.literal_eval(identity)] = Place(path, whole, _span(why))
    return found


def _span(node: ast.expr) -> Span:
    end = (node.end_lineno or 0, node.end_col_offset or 0)
    return Span(node.lineno, node.col_offset, *end)


def settled(rows: Iterable[Row], known: Iterable[str]) -> dict[str, Settled]:
    """Each assumption with what the checks that test it have found."""
    verdicts: dict[str, list[str]] = {each: [] for each in known}
    for row in rows:
        for each in row.assumptions if row.evidence == "assumed" else ():
            verdicts.setdefault(each, []).append(row.verdict)
    return {each: _settled(found) for each, found in verdicts.items()}


def _settled(verdicts: Sequence[str]) -> Settled:
    if "refuted" in verdicts:
        return "refuted"
    if "confirmed" not in verdicts:
        return "open"
    return "partly confirmed" if "unsettled" in verdicts else "confirmed"


def patch(found: Mapping[str, Settled], rows: Sequence[Row], date: str, root: Path = ROOT) -> str:
    """A unified diff: confirmed rows go, refuted ones say what came instead."""
    edits: dict[Path, list[tuple[Span, str]]] = {}
    for each, place in places(root).items():
        if found.get(each) == "confirmed":
            edits.setdefault(place.path, []).append((place.whole, ""))
        elif found.get(each) == "refuted":
            edits.setdefault(place.path, []).append((place.why, _refuted(each, rows, date)))
    return "".join(_diff(path, changes, root) for path, changes in edits.items())


def _refuted(each: str, rows: Sequence[Row], date: str) -> str:
    """The new reason: what a real account answered, and to which check."""
    row = next(row for row in rows if each in row.assumptions and row.verdict == "refuted")
    status = row.answer.get("status", "no answer")
    request = _BELOW.sub("", str(row.answer.get("request", "")).partition("?")[0])
    came = f"came with {request}" if status == CALLBACK else f"{request} was answered {status}"
    text = f"refuted on {date}: {came}; {row.fact}"
    return "\n        ".join(_quoted(line) for line in _wrapped(text))


def _wrapped(text: str) -> Iterator[str]:
    while len(text) > 80:
        cut = text.rfind(" ", 0, 80) + 1 or 80
        yield text[:cut]
        text = text[cut:]
    yield text


def _quoted(text: str) -> str:
    escaped = text.encode("unicode_escape").decode().replace('"', '\\"')
    return f'"{escaped}"'


def _diff(path: Path, changes: Sequence[tuple[Span, str]], root: Path) -> str:
    before = path.read_bytes()
    starts = [0]
    for line in before.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    after = before
    for span, text in sorted(changes, reverse=True):
        begin, end = starts[span.first - 1] + span.column, starts[span.last - 1] + span.end
        after = after[:begin] + text.encode() + after[end:]
    name = path.relative_to(root).as_posix()
    old, new = (text.decode().splitlines(keepends=True) for text in (before, after))
    return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))
