"""The page of a drift report, as a person reads it."""

from pathlib import Path
from typing import Any

from contract_tests.live.drift import Report
from contract_tests.live.facts import Row, Verdict
from contract_tests.live.proposal import places

ROOT = "contract_tests/test_x.py::"


def row(name: str, verdict: Verdict, *, why: str = "", body: str = "", source: str = "") -> Row:
    answer: dict[str, Any] = {
        "request": "POST /v1/users/u-exampleuser22222222222a/messages", "status": 201,
        "sent": '{"text":"x"}', "headers": {"Location": "here"}, "body": body,
    }  # fmt: skip
    fact = name.replace("_", " ").replace("[", " [")
    return Row(f"{ROOT}test_{name}", fact, "assumed", source or "assumption X1", ["assert x"],
               verdict, why, "assert 201 == 400", [answer])  # fmt: skip


ROWS = [
    row("it_is_refused[one]", "refuted"),
    row("it_is_refused[two|x]", "refuted", body="a ``` b"),
    row("it_is_refused[three]", "confirmed"),
    row("it_is_taken", "confirmed", source="assumption X3"),
    row("it_costs[a]", "unsettled", why="budget: $1 of CATAPULT_BUDGET=1 is left"),
    row("it_costs[b]", "unsettled", why="budget: $2 of CATAPULT_BUDGET=1 is left"),
    row("it_waits", "unsettled", why="a <step> failed"),
    row("it_moves", "unsettled", why="2018: x; clock: needs a clock"),
    row("it_fails", "unsettled", why="faults: needs faults"),
]


def written(tmp_path: Path, rows: list[Row], *left: str) -> str:
    page = Report("2026-11-30", {"target": "x"}, rows, left).write(tmp_path / "d.json")
    assert page.name == "d.md"
    return page.read_text(encoding="utf-8")


def test_the_summary_comes_first_then_refuted_unsettled_confirmed(tmp_path: Path) -> None:
    text = written(tmp_path, ROWS, "media/x")

    parts = [
        "**2 facts refuted, 2 confirmed, 5 unsettled.**", "- `media/x`", "| target | x |",
        "| refuted | 1 | X1 |", "## Refuted (2)", "## Unsettled (5)", "## Confirmed (2)",
        "## Proposal",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_first_case_of_a_refuted_check_is_whole_and_the_others_have_a_line(
    tmp_path: Path,
) -> None:
    text = written(tmp_path, ROWS)

    assert "- it is refused: 2 of 3; assumed: assumption X1" in text
    assert text.count("### ") == 1
    whole = text[text.index("### it is refused") :]
    assert "Found in the case `one`:\n\n```\nassert 201 == 400\n\nPOST /v1/users" in whole
    assert '{"text":"x"}\n\n201\nLocation: here\n```' in whole
    assert "| `two\\|x` | `POST /v1/users/u-exampleuser22222222222a/messages` |" in whole


def test_cases_with_other_evidence_have_a_section_of_their_own(tmp_path: Path) -> None:
    rows = [
        row("it_is[b]", "refuted", source="assumption X3"),
        Row("contract_tests/test_a.py::test_first", "first", "observed", "x", [], "refuted"),
        row("it_is[a]", "refuted"),
    ]

    text = written(tmp_path, rows)

    assert "- first: 1 of 1; observed: x\n- it is: 1 of 1; assumed: assumption X3\n- it is" in text


def test_reasons_are_counted_without_their_amounts(tmp_path: Path) -> None:
    text = written(tmp_path, ROWS)

    assert "| 2 | budget: CATAPULT_BUDGET does not cover it |" in text
    assert "<summary>1: a &lt;step> failed</summary>" in text
    assert "- it costs (2 cases)" in text
    assert text.count("it can be asked of a simulator only") == 2  # in the table, and folded
    assert text.index("| 1 | a <step> failed") < text.index("| 2 | it can be asked of a simulator")


def test_an_answer_with_a_fence_stays_in_its_block(tmp_path: Path) -> None:
    text = written(tmp_path, ROWS[1:2])

    assert "\n````\nassert 201 == 400\n" in text
    assert "a ``` b\n````\n" in text


def test_a_run_without_a_verdict_has_a_page(tmp_path: Path) -> None:
    text = written(tmp_path, [])

    assert "**0 facts refuted, 0 confirmed, 0 unsettled.**" in text
    assert "No assumption is settled" in text


def test_a_confirmed_assumption_moves_and_the_page_says_what_else_to_do(tmp_path: Path) -> None:
    confirmed = min(places())

    text = written(tmp_path, [row("it_is", "confirmed", source=f"assumption {confirmed}")])

    assert 'Run("2026-11-30", "recorded/2026-11-30", "…")' in text
    assert '`observed("behaviour X1: run of 2026-11-30")`' in text
    assert f'+        "{confirmed}",\n' in text
    assert '+        observed("run of 2026-11-30"),\n' in text


def test_a_page_with_refuted_assumptions_only_has_a_patch_and_no_further_step(
    tmp_path: Path,
) -> None:
    text = written(tmp_path, [row("it_is", "refuted", source=f"assumption {min(places())}")])

    assert "refuted on 2026-11-30: POST messages" in text
    assert "recorded/2026-11-30" not in text
