"""Assumptions are written once: every other text cites one by its id ("assumption C8")."""

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.assumptions import ASSUMPTIONS

ROOT = Path(__file__).parents[3]
FOLDERS = ("simulator", "tests", "contract_tests", "fixtures", "docs")
KNOWN = {each.id for each in ASSUMPTIONS}
# Beside an id: what is no assumption about the API.
OTHER_REASONS = ("the simulator's own: ", "a rule of this suite: ", "RFC ")
_CITATION = re.compile(
    r"assumptions?\s+(?:#\s*)?([A-Z]\d+(?:(?:,| and)\s+[A-Z]\d+)*)", re.IGNORECASE
)
_ID = re.compile(r"[A-Z]\d+")
_MARK = re.compile(r'\bassumed\(\s*"([^"]*)"')


def texts() -> Iterator[tuple[str, str]]:
    """Path and text of each file that may cite an assumption."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in (".py", ".md", ".json"):
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def ids_in(text: str) -> list[str]:
    return [each for cited in _CITATION.findall(text) for each in _ID.findall(cited)]


def test_a_cited_assumption_exists() -> None:
    cited = [(path, each) for path, text in texts() for each in ids_in(text)]

    assert [f"{path}: {each}" for path, each in cited if each not in KNOWN] == []
    assert len(cited) > 100


def test_several_ids_can_be_cited_at_once() -> None:
    assert ids_in("as in assumption C8; by assumptions B3, C1 and D20 (A1)") == [
        "C8", "B3", "C1", "D20",
    ]  # fmt: skip


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
