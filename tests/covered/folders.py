"""Branches by folder of the package: those that have a floor."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, NamedTuple

FLOORS = Path(__file__).with_name("floors.toml")
PACKAGE = "simulator/catapult_simulator"
_FEWEST_LISTED = 3


class Folder(NamedTuple):
    """A folder of the package, its branches, how many were taken, and the lowest percentage."""

    name: str
    branches: int
    taken: int
    floor: float

    @property
    def percent(self) -> float:
        return 100 * self.taken / self.branches if self.branches else 0.0

    @property
    def holds(self) -> bool:
        """Whether as many branches are taken as the floor says."""
        return self.percent >= self.floor

    def __str__(self) -> str:
        share = f"{self.percent:6.2f} % of {self.branches:5} branches"
        verdict = "" if self.holds else "  FELL"
        return f"{self.name:10} {share}, floor {self.floor:.1f} %{verdict}"


def floors() -> dict[str, float]:
    """The lowest percentages, by folder."""
    read = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {name: float(percent) for name, percent in read.items()}


def folders(report: Mapping[str, Any], lowest: Mapping[str, float]) -> list[Folder]:
    """The folders of a JSON report of coverage.py."""
    return [
        Folder(
            name,
            sum(each["num_branches"] for _, each in _summaries(report, name)),
            sum(each["covered_branches"] for _, each in _summaries(report, name)),
            floor,
        )
        for name, floor in lowest.items()
    ]


def weakest(report: Mapping[str, Any], name: str) -> list[str]:
    """The files of a folder in which most branches are not taken, with their lines."""
    found = [(each["missing_branches"], file) for file, each in _summaries(report, name)]
    listed = sorted(found, reverse=True)[:_FEWEST_LISTED]
    return [
        f"{file}: {count} not taken, after lines {_lines(report, file)}"
        for count, file in listed
        if count
    ]


def _lines(report: Mapping[str, Any], file: str) -> str:
    missing = report["files"][file]["missing_branches"]
    return ", ".join(str(line) for line in sorted({before for before, _ in missing}))


def _summaries(report: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    folder = PurePath(PACKAGE, name)
    for file, each in report["files"].items():
        if PurePath(file).is_relative_to(folder):
            yield file, each["summary"]
