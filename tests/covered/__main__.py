"""Run the tests, half of them on each of two cores, and print the branches that they take."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from covered.folders import PACKAGE, floors, folders, weakest

ROOT = Path(__file__).resolve().parents[2]
HALVES = (("core", "callbacks"), ("rest", "web", "control"))
# The same examples and the same order each time: a floor is no dice.
PYTEST = (
    "pytest", "-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider",
    "--hypothesis-seed", "0", "--hypothesis-profile", "fast",
)  # fmt: skip


def main() -> int:
    """0 where every folder holds its floor, 1 where one fell, or a test failed."""
    with tempfile.TemporaryDirectory(prefix="coverage-") as folder:
        environment = os.environ | {"COVERAGE_FILE": str(Path(folder) / "data")}
        running = [_started(half, environment) for half in HALVES]
        ended = [process.wait() for process in running]
        if any(ended):
            return 1
        return _judged(_report(environment, Path(folder) / "report.json"))


def _started(half: tuple[str, ...], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    run = ("coverage", "run", "--parallel-mode", "--branch", "--source", PACKAGE)
    tests = (f"tests/{name}" for name in half)
    return subprocess.Popen(
        [sys.executable, "-m", *run, "-m", *PYTEST, *tests], cwd=ROOT, env=environment
    )


def _report(environment: dict[str, str], path: Path) -> Any:
    for words in (("combine", "--quiet"), ("json", "--quiet", "-o", str(path))):
        command = [sys.executable, "-m", "coverage", *words]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return json.loads(path.read_text(encoding="utf-8"))


def _judged(report: Any) -> int:
    fell = []
    for folder in folders(report, floors()):
        _say(str(folder))
        if not folder.holds:
            fell.append(folder.name)
            for line in weakest(report, folder.name):
                _say(f"  {line}")
    if fell:
        _say(
            f"Test the branches that are not taken in {', '.join(fell)}, or say why in floors.toml."
        )
    return 1 if fell else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main())
