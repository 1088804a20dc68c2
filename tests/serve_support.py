"""`catapult-simulator` as a user runs it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

COMMAND = [sys.executable, "-m", "catapult_simulator"]


class Process:
    """`catapult-simulator ARGUMENTS`, started; `lines` are what it has printed up to `until`."""

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
        """What it prints next; fails when it prints nothing more."""
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        assert line, f"it ended and said: {self.popen.communicate()[1]}"
        return line.rstrip("\n")

    @property
    def url(self) -> str:
        """Where a `serve` listens, without `/v1`."""
        return self.lines[0].rpartition(" ")[2].removesuffix("/v1")

    def end(self, number: int) -> tuple[int, str]:
        """Send it a signal; its exit code and what it said on stderr."""
        self.popen.send_signal(number)
        _, said = self.popen.communicate(timeout=30)
        return self.popen.returncode, said


def own_environment(**more: str) -> dict[str, str]:
    """The environment without what was set for another simulator, and with `more`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CATAPULT_SIMULATOR_")
    }
    return kept | more


@contextmanager
def started(*arguments: str, until: str, **environment: str) -> Iterator[Process]:
    """A process that is gone afterwards, whatever the test did to it."""
    process = Process(*arguments, until=until, **environment)
    try:
        yield process
    finally:
        process.popen.kill()
        process.popen.communicate()


def serving(*arguments: str, **environment: str) -> AbstractContextManager[Process]:
    """`serve` on a free port, once it has said all that it says."""
    return started("serve", "--port", "0", *arguments, until="Ctrl-C", **environment)


def finished(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A `catapult-simulator ARGUMENTS` that ends by itself, and has."""
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        env=own_environment(**environment),
        timeout=60,
    )
