"""The patch that a run proposes for the files of assumptions."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contract_tests.live.facts import Row, Verdict
from contract_tests.live.proposal import LEDGER, ROOT, patch, places, settled

ANSWER = {"request": "POST /v1/users/u-exampleuser22222222222a/messages", "status": 201}


def row(identity: str, verdict: Verdict) -> Row:
    exchanges = [{**ANSWER, "sent": "{}", "headers": {}, "body": ""}]
    fact = f'a fact with "quotes" and a long name, which takes more than one line: {"x" * 40}'
    return Row(f"check-{identity}", fact, "assumed", f"assumption {identity}", [], verdict,
               exchanges=exchanges)  # fmt: skip


def test_every_assumption_has_its_place() -> None:
    known = places()

    assert len(known) > 100
    for identity, place in known.items():
        lines = place.path.read_text(encoding="utf-8").splitlines()
        assert f'"{identity}"' in "".join(lines[place.whole.first - 1 : place.whole.last - 1])


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["confirmed", "confirmed"], "confirmed"),
        (["confirmed", "unsettled"], "partly confirmed"),
        (["confirmed", "refuted"], "refuted"),
        (["unsettled"], "open"),
        ([], "open"),
    ],
)
def test_an_assumption_is_settled_by_all_of_its_checks(verdicts: list[Verdict], said: str) -> None:
    found = settled([row("A1", verdict) for verdict in verdicts], ["A1"])

    assert found == {"A1": said}


def test_the_patch_applies_and_moves_confirmed_rows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / LEDGER, tmp_path / LEDGER)
    before = places(tmp_path)
    confirmed = set(list(before)[::2])
    rows = [row(each, "confirmed" if each in confirmed else "refuted") for each in before]

    apply(patch(settled(rows, ()), rows, "2026-11-30", tmp_path), tmp_path)

    left = places(tmp_path)
    assert set(left) == set(before) - confirmed
    for place in left.values():
        assert "refuted on 2026-11-30: POST messages" in place.path.read_text(encoding="utf-8")
    assert ledger(tmp_path) == {
        each: [ast.literal_eval(f"({before[each].values[name]})") for name in ("says", "where")]
        for each in confirmed
    }


def test_a_switch_moves_with_its_row(tmp_path: Path) -> None:
    shutil.copytree(ROOT / LEDGER, tmp_path / LEDGER)
    each, place = next(
        (each, place) for each, place in places().items() if "switch" in place.values
    )

    proposal = patch({each: "confirmed"}, [], "2026-11-30", tmp_path)

    assert f"+        switch={place.values['switch']},\n+    ),\n" in proposal
    apply(proposal, tmp_path)


def apply(proposal: str, root: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    applied = subprocess.run(
        ["git", "apply", "-"], input=proposal, cwd=root, text=True, capture_output=True
    )
    assert applied.returncode == 0, applied.stderr


def ledger(root: Path) -> dict[str, list[str]]:
    """`says` and `where` of the rows that the changed package has from the run, by id."""
    code = (
        "import json; from fidelity.settled import SETTLED; print(json.dumps({each.id: "
        "[each.says, each.where] for each in SETTLED if each.evidence == "
        "'observed: run of 2026-11-30'}))"
    )
    paths = (root / LEDGER.parent, ROOT / "simulator")
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": os.pathsep.join(map(str, paths))},
        text=True, capture_output=True, check=True,
    )  # fmt: skip
    return dict(json.loads(ran.stdout))


def test_a_check_whose_request_is_not_kept_is_named_by_its_failure() -> None:
    refuted = row("A24", "refuted")
    refuted.exchanges, refuted.found = [], "AssertionError: assert 200 == 404\n + more"

    proposal = patch(settled([refuted], ()), [refuted], "2026-11-30")

    assert "refuted on 2026-11-30: AssertionError: assert 200 == 404; " in proposal
    assert "was answered" not in "".join(re.findall(r"^\+ .*", proposal, flags=re.MULTILINE))
