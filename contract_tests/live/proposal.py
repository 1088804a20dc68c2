"""The assumptions that a run has settled, as a patch of the files that list them.

The files are read as text: the checks know the API only.
"""

import ast
import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from contract_tests.live.facts import CALLBACK, Row

ROOT = Path(__file__).parents[2]
LEDGER = Path("simulator") / "tools" / "fidelity"
# The files of settled rows, where they are not named as those of assumptions.
SETTLED_IN = {"numbers.py": "resources.py", "network.py": "messages.py"}
LONGEST = 120  # letters of a failure

FIELDS = ("id", "says", "why", "where", "switch", "otherwise")
_BELOW = re.compile(r"/v1/(users/[^/]+/)?")
Settled = Literal["confirmed", "partly confirmed", "refuted", "open"]


class Span(NamedTuple):
    """A part of a file: lines from 1, columns in bytes."""

    first: int
    column: int
    last: int
    end: int


class Place(NamedTuple):
    """One assumption in its file: all of its lines, its reason, and its values as they stand."""

    path: Path
    whole: Span
    why: Span
    values: Mapping[str, str]

    @property
    def settled_in(self) -> Path:
        """The file to which the row moves once it is settled."""
        name = SETTLED_IN.get(self.path.name, self.path.name)
        return self.path.parents[1] / "settled" / name


def places(root: Path = ROOT) -> dict[str, Place]:
    """Where each assumption stands, by id."""
    found: dict[str, Place] = {}
    for path in sorted((root / LEDGER / "assumptions").glob("*.py")):
        whole = path.read_bytes()
        for node in ast.walk(ast.parse(whole)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Assumption":
                lines = Span(node.lineno, 0, (node.end_lineno or 0) + 1, 0)
                values = {name: _cut(whole, _span(each)) for name, each in _arguments(node)}
                place = Place(path, lines, _span(node.args[2]), values)
                found[ast.literal_eval(node.args[0])] = place
    return found


def _arguments(row: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    yield from zip(FIELDS, row.args, strict=False)
    yield from ((keyword.arg or "", keyword.value) for keyword in row.keywords)


def _cut(whole: bytes, span: Span) -> str:
    begin, end = _offsets(whole, span)
    return whole[begin:end].decode()


def _offsets(whole: bytes, span: Span) -> tuple[int, int]:
    starts = [0, *itertools.accumulate(map(len, whole.splitlines(keepends=True)))]
    return starts[span.first - 1] + span.column, starts[span.last - 1] + span.end


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
    """A unified diff: confirmed rows move to `settled/`, refuted ones say what came instead."""
    edits: dict[Path, list[tuple[Span, str]]] = {}
    moved: dict[Path, list[str]] = {}
    for each, place in places(root).items():
        if found.get(each) == "confirmed":
            edits.setdefault(place.path, []).append((place.whole, ""))
            moved.setdefault(place.settled_in, []).append(_settled_row(place, date))
        elif found.get(each) == "refuted":
            edits.setdefault(place.path, []).append((place.why, _refuted(each, rows, date)))
    for path, texts in moved.items():
        edits[path] = [(_end_of_rows(path), "".join(texts))]
    return "".join(_diff(path, changes, root) for path, changes in edits.items())


def source(date: str) -> str:
    """The name by which evidence cites a run."""
    return f"run of {date}"


def _settled_row(place: Place, date: str) -> str:
    values = place.values
    lines = [values["id"], values["says"], f'observed("{source(date)}")', values["where"]]
    if "switch" in values:
        lines.append(f"switch={values['switch']}")
    return "".join(["    Settled(\n", *(f"        {line},\n" for line in lines), "    ),\n"])


def _end_of_rows(path: Path) -> Span:
    """Before the parenthesis that closes the tuple of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rows = next(node.value for node in reversed(tree.body) if isinstance(node, ast.Assign))
    line, column = rows.end_lineno or 0, (rows.end_col_offset or 0) - 1
    return Span(line, column, line, column)


def _refuted(each: str, rows: Sequence[Row], date: str) -> str:
    """The new reason: what a real account answered, and to which check."""
    row = next(row for row in rows if each in row.assumptions and row.verdict == "refuted")
    text = f"refuted on {date}: {_came(row)}; {row.fact}"
    return "\n        ".join(_quoted(line) for line in _wrapped(text))


def _came(row: Row) -> str:
    """The answer; the failure where the check has asked in a way that is not kept."""
    if not row.answer:
        return row.found.partition("\n")[0][:LONGEST].rstrip() or "another answer"
    status = row.answer["status"]
    request = _BELOW.sub("", str(row.answer["request"]).partition("?")[0])
    return f"came with {request}" if status == CALLBACK else f"{request} was answered {status}"


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
    before = after = path.read_bytes()
    for span, text in sorted(changes, reverse=True):
        begin, end = _offsets(before, span)
        after = after[:begin] + text.encode() + after[end:]
    name = path.relative_to(root).as_posix()
    old, new = (text.decode().splitlines(keepends=True) for text in (before, after))
    return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))
