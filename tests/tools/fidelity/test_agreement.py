"""The same fact has the same evidence in the ledger, the contract checks and the exchanges."""

import csv
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from catapult_simulator.core.catalogue import by_name
from catapult_simulator.core.evidence import kind_of
from fidelity import rows
from fidelity.assumptions import ASSUMPTIONS, DISAGREEMENTS
from fidelity.settled import SETTLED, SOURCES
from tools.fidelity.marks import CHECKS, Mark, behaviours_in, ids_in, marks, marks_of
from tools.fidelity.unchecked import UNCHECKED

ROOT = Path(__file__).parents[3]
MARKS = marks()
KNOWN = {each.id: each.evidence for each in SETTLED}
KNOWN |= {each.id: each.evidence for each in DISAGREEMENTS}
# How a source of each kind begins.
DOCUMENTS = r"(methods|apiCallbacks|rateLimits|errors\.md|faq|howto)\b"
RECORDINGS = r"(recorded|SDK run logs|callbacks of 20|samples of 20|\w+- ?(and \w+-)?bandwidth)"
_CODE = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")


def check_kind(evidence: str) -> str:
    """The mark for evidence of the ledger: what a client requires is *observed*."""
    kind = kind_of(evidence)
    return "observed" if kind == "sdk" else kind


def kinds_by_code() -> dict[str, set[str]]:
    """The kinds of evidence of the errors with each code, and of their details."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in by_name().values():
        kinds[row.code] |= {
            check_kind(each) for each in (row.evidence, *map(row.evidence_of, row.details))
        }
    return kinds


CODES = kinds_by_code()


def sources(kind: str) -> list[tuple[str, str]]:
    """The checks of this kind and their sources, without the behaviours that they cite."""
    cited = re.compile(r"behaviours? [A-Z]\d+(,? and [A-Z]\d+)*: ")
    return [(mark.place, cited.sub("", mark.source)) for mark in MARKS if mark.kind == kind]


def test_a_check_has_the_evidence_of_the_behaviour_that_it_cites() -> None:
    cited = [(mark, each) for mark in MARKS for each in behaviours_in(mark.source)]

    assert [f"{mark.place}: {each}" for mark, each in cited if each not in KNOWN] == []
    assert [
        f"{mark.place}: {each} is {KNOWN[each]}"
        for mark, each in cited
        if mark.kind != check_kind(KNOWN[each])
    ] == []
    assert len(cited) > 30


def test_a_check_has_the_evidence_of_the_error_that_it_names() -> None:
    named = [(mark, code) for mark in MARKS for code in _CODE.findall(mark.source) if code in CODES]

    assert [
        f"{mark.place}: {code} is {' or '.join(sorted(CODES[code]))}"
        for mark, code in named
        if mark.kind not in CODES[code]
    ] == []
    assert len(named) > 10


def test_a_documented_check_names_no_recording_and_an_observed_one_no_page() -> None:
    assert [each for each in sources("documented") if re.match(RECORDINGS, each[1])] == []
    assert [each for each in sources("observed") if re.match(DOCUMENTS, each[1])] == []


def test_an_assumed_check_cites_what_is_still_assumed() -> None:
    assumed = {each.id for each in ASSUMPTIONS}

    assert assumed & set(KNOWN) == set()
    assert [mark for mark in MARKS if mark.kind == "assumed" and behaviours_in(mark.source)] == []


def test_each_settled_behaviour_has_a_check_that_cites_it() -> None:
    texts = [mark.source for mark in MARKS if mark.kind != "assumed"]
    texts += [CHECKS.joinpath("wire.py").read_text(encoding="utf-8")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    cited = {each for text in texts for each in behaviours_in(text)}

    assert {each.id for each in SETTLED} - cited == set()


def test_each_assumption_has_a_check_that_cites_it_or_a_reason() -> None:
    texts = [mark.source for mark in MARKS]
    texts += [CHECKS.joinpath("errors.csv").read_text(encoding="utf-8")]
    cited = {each for text in texts for each in ids_in(text)}
    known = {each.id for each in ASSUMPTIONS}

    lacking = known - cited - set(UNCHECKED)

    assert not lacking, (
        f"no contract check cites {sorted(lacking)}: add one (see A contract check in "
        "CONTRIBUTING.md), or the reason to tests/tools/fidelity/unchecked.py"
    )
    assert set(UNCHECKED) - (known - cited) == set(), "these need no reason any more"
    assert all(UNCHECKED.values())


def test_the_listed_errors_have_the_evidence_of_the_ledger() -> None:
    with CHECKS.joinpath("errors.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["error"]: row["evidence"] for row in csv.DictReader(file)}

    assert listed == {name: by_name()[name].evidence for name in listed}
    assert len(listed) > 80


def test_an_exchange_has_the_evidence_of_the_error_in_it() -> None:
    exchanges = {
        str(path.relative_to(ROOT)): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "fixtures").rglob("*.json"))
    }
    bodies = {name: each.get("response", {}).get("body") for name, each in exchanges.items()}
    codes = {
        name: body["code"]
        for name, body in bodies.items()
        if isinstance(body, dict) and "code" in body
    }

    assert [
        f"{name}: {code} is {' or '.join(sorted(CODES[code]))}"
        for name, code in codes.items()
        if exchanges[name]["evidence"] not in CODES[code]
    ] == []
    assert len(codes) > 15


def test_a_settled_behaviour_that_was_observed_names_a_recording_that_is_listed() -> None:
    observed = [each for each in SETTLED if kind_of(each.evidence) == "observed"]

    unlisted = [
        each
        for each in observed
        if not each.evidence.removeprefix("observed: ").startswith(tuple(SOURCES))
    ]

    assert unlisted == []
    assert len(observed) > 10


def test_the_ledger_has_the_settled_behaviours() -> None:
    shown = {row.name: row.evidence for row in rows() if row.group == "settled behaviours"}

    assert shown == {each.id: each.evidence for each in SETTLED}


def test_marks_are_read_with_their_constants(tmp_path: Path) -> None:
    path = tmp_path / "test_x.py"
    path.write_text(
        'PAGE = "methods/x.md"\n@documented(f"behaviours C8 and E25: {PAGE}, y")\n'
        "def test_x(): ...\n@assumed(PAGE)\ndef test_y(): ...\n",
        encoding="utf-8",
    )

    read = list(marks_of(path))

    assert read == [
        Mark("test_x.py:2", "documented", "behaviours C8 and E25: methods/x.md, y"),
        Mark("test_x.py:4", "assumed", "methods/x.md"),
    ]
    assert behaviours_in(read[0].source) == ["C8", "E25"]


def test_a_mark_whose_source_is_computed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "test_x.py"
    path.write_text("@documented(page())\ndef test_x(): ...\n", encoding="utf-8")

    with pytest.raises(TypeError, match=r"page\(\): write the source of a mark as a text"):
        list(marks_of(path))


@pytest.mark.parametrize("mark", ["@assumed", "@pytest.mark.assumed", "@assumed()"])
def test_a_mark_without_a_source_is_refused(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "test_x.py"
    path.write_text(f"{mark}\ndef test_x(): ...\n", encoding="utf-8")

    with pytest.raises(TypeError, match=r"test_x.py:1: a mark needs its source: write @assumed\("):
        list(marks_of(path))
