""".ci/run: what a gate has started ends with it, at its limit and on Ctrl-C too."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from project.blocks import ROOT
from serve_support import needs_signals

pytestmark = [
    needs_signals,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
GATES = next(line for line in RUN.splitlines() if line.startswith("gates="))
# Ignores what a gate is asked with, and holds the pipe of the output: that ends when it has.
DEAF = "(trap '' INT TERM HUP; sleep 300) & echo begun; wait"

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts `.ci/run` with gates that are scripts, within a limit."""

    def start(limit: str = "20m", path: str = "", **gates: str) -> "subprocess.Popen[str]":
        text = RUN.replace(GATES, f"gates=({' '.join(gates)})").replace("20m", limit)
        for name, script in ({"run": text} | gates).items():
            file = tmp_path / ".ci" / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(script if name == "run" else f"#!/usr/bin/env bash\n{script}\n")
            file.chmod(0o700)
        return subprocess.Popen(
            [shutil.which("bash") or "", tmp_path / ".ci" / "run"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | ({"PATH": path} if path else {}),
        )  # fmt: skip

    return start


def ended(running: "subprocess.Popen[str]") -> tuple[int, str]:
    """Exit code and output, once no process has it any more."""
    output = running.communicate(timeout=30)[0]
    return running.returncode, output


def begun(running: "subprocess.Popen[str]") -> "subprocess.Popen[str]":
    assert running.stdout is not None
    while "begun" not in running.stdout.readline():
        assert running.poll() is None
    return running


def test_gates_run_in_order_and_those_that_fail_are_named(start: Start) -> None:
    code, output = ended(start(first="echo one", second="exit 3", third="cat; echo three"))

    assert code == 1
    assert [line for line in output.splitlines() if "took" not in line] == [
        "=== first", "one", "=== second", "=== third", "three",
        "Failed: second. One alone: .ci/second",
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("timeout") is None, reason="timeout is not installed")
def test_a_gate_that_hangs_is_ended_with_all_that_it_started(start: Start) -> None:
    code, output = ended(start("0.2", hanging=DEAF, next="echo goes on"))

    assert code == 1
    assert "./.ci/hanging was ended: it had its time\n" in output
    assert "goes on" in output
    assert output.endswith("Failed: hanging. One alone: .ci/hanging\n")


def test_what_a_gate_leaves_running_ends_with_it(start: Start) -> None:
    code, output = ended(start(leaving="sleep 300 &"))

    assert (code, output.splitlines()[-1]) == (0, "All gates hold: leaving")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_ends_the_gate_with_all_that_it_started(start: Start, number: int) -> None:
    running = begun(start(hanging=f"trap 'echo told; exit 1' INT; {DEAF}", next="echo never"))

    running.send_signal(number)

    code, output = ended(running)
    assert (code, "told" in output, "never" in output) == (130, True, False)


def test_a_second_ctrl_c_does_not_wait(start: Start) -> None:
    running = begun(start(deaf=f"trap 'echo begun' INT; {DEAF}; {DEAF[-4:]}; sleep 300"))
    running.send_signal(signal.SIGINT)
    begun(running)

    running.send_signal(signal.SIGINT)

    assert ended(running)[0] == 130


def test_without_timeout_ctrl_c_ends_the_gate_too(start: Start, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "env", "sleep", "dirname"):
        (tools / name).symlink_to(shutil.which(name) or "")
    running = begun(start(path=str(tools), hanging=f"trap 'echo told; exit 1' INT; {DEAF}"))

    running.send_signal(signal.SIGINT)

    code, output = ended(running)
    assert (code, "told" in output) == (130, True)
