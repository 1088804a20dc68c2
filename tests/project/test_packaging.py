"""pyproject.toml, the constraint files and the gates agree with one another."""

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
GATES = sorted(
    path.name
    for path in (ROOT / ".ci").iterdir()
    if path.name not in ("run", "build", "python", "interpreter")
)


def pins(file: str) -> dict[str, str]:
    """Package -> version, of a file of constraints. Raises ValueError for any other line."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def floors(requirements: Iterable[str]) -> dict[str, str]:
    """Package -> the lowest version that the requirements admit."""
    return dict(line.split(">=") for line in requirements)


def name_of(requirement: str) -> str:
    return re.split(r"[^\w-]", requirement)[0]


@pytest.mark.parametrize("file", ["constraints.txt", "constraints-lowest.txt"])
def test_constraints_are_versions_alone(file: str) -> None:
    strange = {
        name: version
        for name, version in pins(file).items()
        if not re.fullmatch(r"[a-z0-9-]+ [0-9a-z.]+", f"{name} {version}")
    }

    assert strange == {}


def test_every_requirement_is_pinned() -> None:
    requirements = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    requirements += [line for extra in EXTRAS.values() for line in extra]

    required = {name_of(line) for line in requirements} - {PROJECT["project"]["name"]}

    assert required - pins("constraints.txt").keys() == set()


def test_the_lowest_versions_are_the_floors_of_the_project() -> None:
    used = [line for extra in ("asgi", "pytest", "redirect", "tls") for line in EXTRAS[extra]]
    declared = floors(PROJECT["project"]["dependencies"] + used)

    lowest = pins("constraints-lowest.txt")

    assert {name: lowest.get(name) for name in declared} == declared


def test_every_test_dependency_of_the_lowest_environment_is_pinned() -> None:
    needed = {name_of(line) for line in EXTRAS["test"]} - {PROJECT["project"]["name"]}

    assert needed - pins("constraints-lowest.txt").keys() == set()


def test_the_first_declared_python_is_the_lowest_that_installs() -> None:
    declared = re.findall(r"Python :: (3\.\d+)", str(PROJECT["project"]["classifiers"]))

    assert PROJECT["project"]["requires-python"] == f">={declared[0]}"


def test_there_are_gates() -> None:
    assert {"tests", "format", "lint", "types", "contract", "lowest", "versions", "wheel"} <= {
        *GATES
    }


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_is_an_executable_script_that_ci_runs(gate: str) -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    listed = re.findall(r"^gates=\((.*)\)$", run, re.MULTILINE)[0].split()

    assert gate in listed
    assert os.access(ROOT / ".ci" / gate, os.X_OK)
