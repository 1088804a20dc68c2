"""Assumptions are written once: every other text cites one by its id.

Examples have ids that begin with X, Y or Z ("assumption X1"): no row has one, they cite nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fidelity.assumptions import ASSUMPTIONS
from tools.fidelity.marks import ids_in

ROOT = Path(__file__).parents[3]
FOLDERS = ("simulator", "tests", "contract_tests", "fixtures", "docs")
KNOWN = {each.id for each in ASSUMPTIONS}
ID = min(KNOWN)
# Beside an id: what is no assumption about the API.
OTHER_REASONS = ("the simulator's own: ", "a rule of this suite: ", "RFC ")
# A statement in prose. `assumed(…)` is code, and `*assumed*` explains the word.
_STATED = re.compile(
    r"\(assumed(?!\()|\bassumed[.);]|\bAssumed\b|\b(?:is|are) assumed(?!,)"
    r"|(?:#|\"\"\").*(?<!\*)\bassumed\b(?!\*)"
)
_MARK = re.compile(r'\bassumed\(\s*"([^"]*)"')


def texts() -> Iterator[tuple[str, str]]:
    """Path and text of each file that may cite an assumption."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in (".py", ".md", ".json"):
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def uncited(text: str) -> list[str]:
    """The lines that state an assumption without its id."""
    return [line for line in text.splitlines() if _STATED.search(line) and not ids_in(line)]


def test_a_cited_assumption_exists() -> None:
    cited = [(path, each) for path, text in texts() for each in ids_in(text)]

    assert [f"{path}: {each}" for path, each in cited if each not in KNOWN] == []
    assert len(cited) > 100


def test_several_ids_can_be_cited_at_once() -> None:
    ids = sorted(KNOWN)[:4]

    assert ids_in("as in assumption {}; by assumptions {}, {} and {} (Q1)".format(*ids)) == ids


def test_the_id_of_an_example_is_that_of_no_row_and_cites_nothing() -> None:
    assert {each[0] for each in KNOWN} <= set("ABCDEFG")
    assert ids_in("assumption X1, assumptions Y1 and Z1") == []
    assert ids_in("assumption {}".format("H1")) == ["H1"]


def test_an_assumed_check_of_the_contract_suite_cites_its_assumption() -> None:
    marks = [
        (path, reason)
        for path, text in texts()
        if path.startswith("contract_tests/test_")
        for reason in _MARK.findall(text)
    ]

    uncited = [
        f"{path}: {reason}"
        for path, reason in marks
        if not ids_in(reason) and not reason.startswith(OTHER_REASONS)
    ]

    assert uncited == []
    assert len(marks) > 100


def test_an_assumption_in_a_text_is_cited() -> None:
    assert [
        f"{path}: {line.strip()}"
        for path, text in texts()
        if path.endswith(".py") and path != "tests/tools/fidelity/test_citations.py"
        for line in uncited(text)
    ] == []


@pytest.mark.parametrize(
    "line",
    ['"""Any 2xx is a success (assumed: no source)."""', "# documented; the realm is assumed",
     '    """Assumed. A redirect is not followed."""', "documented; its place is assumed"],
)  # fmt: skip
def test_an_assumption_without_an_id_is_found(line: str) -> None:
    assert uncited(line) == [line]


@pytest.mark.parametrize(
    "line",
    [f'"""Assumption {ID}."""', f"# assumed: assumption {ID}", 'x = assumed("why")', "# *assumed*"],
)
def test_a_citation_and_the_word_itself_are_no_assumption(line: str) -> None:
    assert uncited(line) == []
