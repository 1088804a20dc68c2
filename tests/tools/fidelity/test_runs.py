"""A run with a real account is a source: its day names it, its recording is in the repository."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from contract_tests.live.facts import Row
from contract_tests.live.proposal import source
from contract_tests.live.recorder import Recorder
from contract_tests.live.redaction import Redaction

from fidelity import page, rows
from fidelity.settled import SOURCES, Run
from live.builders import answered, asked, settings

ROOT = Path(__file__).parents[3]
DAY = "2026-11-30"
FOLDER = f"recorded/{DAY}"
RUN = Run(DAY, FOLDER, "an account of the profile 2019")


def mistakes(name: str, run: Run, root: Path) -> Iterator[str]:
    """A sentence for each mistake of a run in `SOURCES`."""
    if name != source(run.date) or not re.fullmatch(r"\d{4}-\d\d-\d\d", run.date):
        yield f"{name}: call a run by its day, such as {source(DAY)!r}; its date is {run.date!r}"
    files = sorted((root / run.folder).rglob("*.json"))
    if not files:
        yield f"{name}: {run.folder} has no exchanges; add the folder that --record has written"
    for path in files:
        recorded = json.loads(path.read_text(encoding="utf-8"))["source"]
        if f"live account, {run.date};" not in recorded:
            yield f"{name}: {path.relative_to(root)} is of another run: {recorded}"


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A repository with the recording of a run."""
    recorder = Recorder(tmp_path / FOLDER, Redaction(settings()), DAY)
    exchange = answered(asked("GET", "account"), 200, {"balance": "1.00"})
    recorder.record(Row("test_x.py::test_x", "x", "assumed", "assumption X1", []), [exchange], [])
    return tmp_path


def test_each_run_has_its_recording() -> None:
    runs = {name: each for name, each in SOURCES.items() if isinstance(each, Run)}

    found = [each for name, run in runs.items() for each in mistakes(name, run, ROOT)]

    assert not found, "\n".join(found)


def test_what_a_live_run_has_recorded_can_be_a_source(recorded: Path) -> None:
    assert list(mistakes("run of 2026-11-30", RUN, recorded)) == []


@pytest.mark.parametrize(
    ("name", "run", "said"),
    [
        ("run of a friend", RUN, "call a run by its day"),
        ("run of today", RUN._replace(date="today"), "call a run by its day"),
        (source(DAY), RUN._replace(folder="recorded/x"), "recorded/x has no exchanges"),
        ("run of 2026-12-01", RUN._replace(date="2026-12-01"), f"{FOLDER}/account/"),
    ],
)
def test_a_mistake_of_a_run_is_noticed(recorded: Path, name: str, run: Run, said: str) -> None:
    assert said in next(mistakes(name, run, recorded))


def test_the_page_says_where_a_run_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "SOURCES", {source(DAY): RUN})

    assert (
        f"| {source(DAY)} | this repository, `{FOLDER}` | an account of the profile 2019 |\n"
        in page.render(rows())
    )
