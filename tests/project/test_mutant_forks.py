"""Forks in which the contract suite runs against a changed copy of the package."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mutants.fork import Fork, Say
from mutants.mutant import PACKAGE, ROOT, sample
from mutants.runs import Patience, Slot


def test_a_fork_says_how_far_it_is_and_ends_with_all_it_has_started(tmp_path: Path) -> None:
    def work(say: Say) -> None:
        child = subprocess.Popen(["sleep", "60"])
        say(f"started {child.pid}")
        say("done")
        child.wait()

    fork = Fork(work)
    lines: list[str] = []
    while "done" not in lines:
        lines += fork.lines() or ()
    fork.end()

    pid = int(lines[0].split()[1])
    assert not is_running(pid)


@pytest.mark.parametrize("rest", ["child.wait()", "[say('more') for _ in iter(int, 1)]", "pass"])
def test_a_fork_does_not_outlive_its_parent(rest: str) -> None:
    code = (
        "import os, subprocess, sys\n"
        "from mutants.fork import Fork\n"
        "def work(say):\n"
        "    child = subprocess.Popen(['sleep', '60'])\n"
        "    say(f'{os.getpid()} {child.pid}')\n"
        f"    {rest}\n"
        "fork = Fork(work)\n"
        "print(fork.lines()[0], flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}

    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True)

    deadline = time.monotonic() + 10
    while any(map(is_running, map(int, said.stdout.split()))):
        assert time.monotonic() < deadline


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it is no zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in ("", "Z")


def test_a_fork_that_breaks_says_why() -> None:
    def work(say: Say) -> None:
        raise OSError("no room")

    fork = Fork(work)
    lines: list[str] = []
    while (said := fork.lines()) is not None:
        lines += said
    fork.end()

    assert lines[0].startswith("broken")
    assert "no | room" in lines[0]


def test_a_slot_has_a_copy_of_the_package_with_the_change(tmp_path: Path) -> None:
    mutant = sample(1, 1)[0]
    slot = Slot(tmp_path / "slot")
    module = tmp_path / "slot" / PACKAGE.name / mutant.path
    original = module.read_text(encoding="utf-8")

    slot.change(mutant)
    changed = module.read_text(encoding="utf-8")
    slot.restore(mutant)

    assert changed == mutant.source
    assert module.read_text(encoding="utf-8") == original


def test_patience_is_a_multiple_of_what_the_checks_take() -> None:
    assert Patience.of([1.0, 3.0]) == Patience(check=19, whole=22)
