"""The tool of `make coverage`: it adds up branches by folder, and says which folder fell."""

from typing import Any

import pytest

from covered import __main__ as tool
from covered.folders import PACKAGE, floors, folders, weakest


def report(**taken: int) -> dict[str, Any]:
    """A report of coverage.py in which each file has ten branches."""
    return {"files": {path_of(file): of_file(count) for file, count in taken.items()}}


def path_of(file: str) -> str:
    return f"{PACKAGE}/{file.replace('__', '/')}.py"


def of_file(taken: int) -> dict[str, Any]:
    missing = [[line, line + 1] for line in range(10 - taken)]
    summary = {
        "num_branches": 10,
        "covered_branches": taken,
        "missing_branches": 10 - taken,
    }
    return {"summary": summary, "missing_branches": missing}


def test_the_branches_of_a_folder_are_those_of_its_files() -> None:
    (folder,) = folders(report(core__a=10, core__b__c=5, corelike__d=0, web__e=0), {"core": 75.0})

    assert (folder.branches, folder.taken, folder.percent, folder.holds) == (20, 15, 75.0, True)
    assert str(folder) == "core        75.00 % of    20 branches, floor 75.0 %"


def test_a_folder_below_its_floor_fails_and_names_its_branches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "floors", lambda: {"core": 75.1, "web": 100.0})

    failed = tool._judged(report(core__a=10, core__b=5, web__c=10))

    printed = capsys.readouterr().out
    assert failed == 1
    assert "floor 75.1 %  FELL\n" in printed
    assert f"  {path_of('core__b')}: 5 not taken, after lines 0, 1, 2, 3, 4\n" in printed
    assert "not taken in core, or" in printed


def test_folders_that_hold_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "floors", lambda: {"core": 100.0})

    assert tool._judged(report(core__a=10)) == 0


def test_a_folder_without_a_branch_falls() -> None:
    (folder,) = folders(report(), {"core": 0.1})

    assert not folder.holds


def test_the_files_with_most_branches_to_take_come_first() -> None:
    found = weakest(report(core__a=9, core__b=7, core__c=10), "core")

    assert [line.partition(":")[0] for line in found] == [path_of("core__b"), path_of("core__a")]


def test_the_folders_of_the_api_have_floors() -> None:
    lowest = floors()

    assert set(lowest) == {"core", "rest", "web", "callbacks"}
    assert min(lowest.values()) > 50
