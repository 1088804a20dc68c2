"""`catapult-simulator` in a process of its own, as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

# Windows has no signals that a parent could send for Ctrl-C or SIGTERM.
needs_signals = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
COMMAND = [sys.executable, "-m", "catapult_simulator"]


class Process:
    """A running `catapult-simulator ARGUMENTS`; `lines` is its output up to the line `until`."""

    def __init__(self, *arguments: str, until: str, **environment: str) -> None:
        self.popen = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=own_environment(**environment),
        )
        self.lines: list[str] = []
        while not self.lines or until not in self.lines[-1]:
            self.lines.append(self.next_line())

    def next_line(self) -> str:
        """The next line of output. Fails if the process has ended."""
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        assert line, f"the process ended: {self.popen.communicate()[1]}"
        return line.rstrip("\n")

    @property
    def url(self) -> str:
        """Base URL of a `serve`, without `/v1`."""
        return self.lines[0].rpartition(" ")[2].removesuffix("/v1")

    def end(self, number: int) -> tuple[int, str]:
        """Send a signal; returns exit code and stderr."""
        self.popen.send_signal(number)
        _, errors = self.popen.communicate(timeout=30)
        return self.popen.returncode, errors


def own_environment(**more: str) -> dict[str, str]:
    """The environment without CATAPULT_SIMULATOR_* variables, plus `more`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CATAPULT_SIMULATOR_")
    }
    return kept | more


@contextmanager
def started(*arguments: str, until: str, **environment: str) -> Iterator[Process]:
    """A process that is killed at the end of the block."""
    process = Process(*arguments, until=until, **environment)
    try:
        yield process
    finally:
        process.popen.kill()
        process.popen.communicate()


def serving(*arguments: str, **environment: str) -> AbstractContextManager[Process]:
    """`serve` on a free port, after its banner is printed."""
    return started("serve", "--port", "0", *arguments, until="Ctrl-C", **environment)


def finished(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The result of a `catapult-simulator ARGUMENTS` that ends by itself."""
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        env=own_environment(**environment),
        timeout=60,
    )
