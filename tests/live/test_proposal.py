"""The patch that a run proposes for the files of assumptions."""

import shutil
import subprocess
from pathlib import Path

import pytest
from contract_tests.live.facts import Row, Verdict
from contract_tests.live.proposal import FOLDER, ROOT, patch, places, settled

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


def test_the_patch_applies_and_the_files_stay_python(tmp_path: Path) -> None:
    shutil.copytree(ROOT / FOLDER, tmp_path / FOLDER)
    rows = [
        row(identity, "confirmed" if count % 2 else "refuted")
        for count, identity in enumerate(places(tmp_path))
    ]
    proposal = patch(settled(rows, ()), rows, "2026-11-30", tmp_path)

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    applied = subprocess.run(
        ["git", "apply", "-"], input=proposal, cwd=tmp_path, text=True, capture_output=True
    )

    assert applied.returncode == 0, applied.stderr
    left = places(tmp_path)
    assert set(left) == {each.assumptions[0] for each in rows if each.verdict == "refuted"}
    for place in left.values():
        assert "refuted on 2026-11-30: POST messages" in place.path.read_text(encoding="utf-8")
