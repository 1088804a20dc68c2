"""The output options: tried before anything is spent."""

from pathlib import Path
from typing import cast

import pytest
from contract_tests.live.options import refuse_outputs, refuse_overwriting
from contract_tests.live.settings import TargetError


def refuse(folder: Path, **given: str) -> None:
    """`refuse(folder, resume="a")`: the options with files in `folder`."""

    class Config:
        def getoption(self, name: str) -> str:
            file = given.get(name.strip("-").replace("-", "_"), "")
            return str(folder / file) if file else ""

    refuse_outputs(cast(pytest.Config, Config()))


def test_outputs_that_can_be_written_leave_no_trace(tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text("kept", encoding="utf-8")

    refuse(tmp_path, resume="old.jsonl", drift_report="a.json", record="new")

    assert [path.name for path in tmp_path.iterdir()] == ["old.jsonl"]
    assert (tmp_path / "old.jsonl").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"resume": "a", "drift_report": "a"}, "--resume and --drift-report are both"),
        ({"resume": "a.md", "drift_report": "a.json"}, "and the page of --drift-report are both"),
        ({"resume": "a", "record": "./a"}, "--resume and --record are both"),
        ({"drift_report": "a", "record": "x/../a"}, "--drift-report and --record are both"),
        ({"drift_report": "a.md"}, 'a.md"; accepted is a JSON file, such as a.json.'),
        ({"drift_report": "folder"}, 'folder"; accepted is a file in a folder that exists.'),
        ({"record": "file"}, 'file"; accepted is a folder in one that exists.'),
        ({"drift_report": "no/a.json"}, "accepted is a file in a folder that exists."),
        ({"drift_report": "page.json"}, 'page.md", which cannot be written: '),
        ({"resume": "x" * 300}, "which cannot be written: "),
        ({"record": "x" * 300}, "which cannot be written: "),
    ],
)
def test_an_output_that_cannot_be_written_is_refused(
    tmp_path: Path, given: dict[str, str], sentence: str
) -> None:
    for folder in ("folder", "page.md", "x"):
        (tmp_path / folder).mkdir()
    (tmp_path / "file").touch()

    with pytest.raises(TargetError) as refused:
        refuse(tmp_path, **given)

    assert sentence in str(refused.value)


@pytest.mark.parametrize("exists", ["a.json", "a.md"])
@pytest.mark.parametrize("diary", [None, '{"run": {}}\n'])
def test_a_report_is_not_overwritten(tmp_path: Path, exists: str, diary: str | None) -> None:
    (tmp_path / exists).touch()
    resumed = tmp_path / "run.jsonl"
    if diary:
        resumed.write_text(diary, encoding="utf-8")

    with pytest.raises(TargetError, match=f'overwrite "{tmp_path / exists}"; name another file'):
        refuse_overwriting(tmp_path / "a.json", resumed if diary else None)


def test_a_resumed_run_replaces_the_report_of_its_earlier_checks(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    diary = tmp_path / "run.jsonl"
    diary.write_text('{"run": {}}\n{"check": {"row": {}}}\n', encoding="utf-8")

    refuse_overwriting(tmp_path / "a.json", diary)
