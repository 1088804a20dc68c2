"""Runs: checks that run in forks, each against a simulator of its own, several at a time."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import NamedTuple

import pytest

from mutants.fork import Fork, Say
from mutants.mutant import PACKAGE, Mutant


class TaskBroken(Exception):
    """A fork has ended without a result."""


class Patience(NamedTuple):
    """After how many seconds a check, or a whole run, counts as one that hangs."""

    check: float
    whole: float

    @classmethod
    def of(cls, checks: Iterable[float]) -> "Patience":
        """Three times what the checks take without a change, and a start of the simulator."""
        known = list(checks)
        return cls(3 * max(known) + 10, 3 * sum(known) + 10)


class Task(NamedTuple):
    """Checks to run in this order, until one fails, against a mutant or the package as it is."""

    checks: Sequence[pytest.Item]
    mutant: Mutant | None = None


class Result(NamedTuple):
    """The end of a task. `checks`: the seconds of each that has passed."""

    task: Task
    failed: str | None
    hangs: bool
    seconds: float
    checks: dict[str, float]

    @property
    def last(self) -> Task:
        """The check at which it ended, as a task of its own."""
        return self.task._replace(checks=[self.task.checks[len(self.checks)]])


class Slot:
    """A copy of the package, for one task at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copy = folder / PACKAGE.name
        shutil.copytree(PACKAGE, self._copy, ignore=shutil.ignore_patterns("__pycache__"))

    def change(self, mutant: Mutant) -> None:
        self._original = (self._copy / mutant.path).read_text(encoding="utf-8")
        self._write(mutant.path, mutant.source)

    def restore(self, mutant: Mutant) -> None:
        self._write(mutant.path, self._original)

    def enter(self, *, changed: bool) -> None:
        """Have this process, a fork, start its simulator from the copy. Only an unchanged module
        is kept compiled: two versions can have one size and one time."""
        os.environ["PYTHONPATH"] = str(self._folder)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1" if changed else ""
        tempfile.tempdir = str(self._folder)

    def _write(self, path: str, source: str) -> None:
        module = self._copy / path
        for compiled in module.parent.glob(f"__pycache__/{module.stem}.*"):
            compiled.unlink()
        module.write_text(source, encoding="utf-8")


def run(tasks: Iterator[Task], slots: Sequence[Slot], patience: Patience) -> Iterator[Result]:
    """The results of the tasks, as they come; a task is taken when a slot is free. Raises
    TaskBroken. No fork outlives this."""
    free, busy = list(slots), list[_Run]()
    with DefaultSelector() as news:
        try:
            while True:
                while free and (task := next(tasks, None)):
                    busy.append(_Run(task, free.pop()))
                    news.register(busy[-1].fork, EVENT_READ, busy[-1])
                if not busy:
                    return
                for key, _ in news.select(timeout=0.5):
                    key.data.hear()
                for ended in [each for each in busy if each.has_ended(patience)]:
                    news.unregister(ended.fork)
                    busy.remove(ended)
                    ended.end()
                    free.append(ended.slot)
                    yield ended.result()
        finally:
            for each in busy:
                each.end()


class _Run:
    """A task on its way."""

    def __init__(self, task: Task, slot: Slot) -> None:
        self.slot, self._task = slot, task
        self._said = ""
        self._hangs = self._closed = False
        self._checks: dict[str, float] = {}
        if task.mutant:
            slot.change(task.mutant)
        self.fork = Fork(self._work)

    def _work(self, say: Say) -> None:
        """Runs in the fork."""
        self.slot.enter(changed=self._task.mutant is not None)
        _run_checks(self._task.checks, say)

    def hear(self) -> None:
        lines = self.fork.lines()
        self._closed = lines is None
        for line in lines or ():
            word, _, rest = line.partition(" ")
            if word == "passed":
                seconds, _, check = rest.partition(" ")
                self._checks[check] = float(seconds)
            else:
                self._said = line

    def has_ended(self, patience: Patience) -> bool:
        now = time.monotonic()
        late = now > self.fork.heard + patience.check or now > self.fork.began + patience.whole
        self._hangs = late and not self._closed
        return late or self._closed

    def end(self) -> None:
        self.fork.end()
        if self._task.mutant:
            self.slot.restore(self._task.mutant)

    def result(self) -> Result:
        word, _, rest = self._said.partition(" ")
        failed: str | None = rest
        if self._hangs:
            failed = self._task.checks[len(self._checks)].nodeid
        elif word == "done":
            failed = None
        elif word != "failed":
            raise TaskBroken(f"a run against {self._task.mutant} has ended: {self._said}")
        seconds = time.monotonic() - self.fork.began
        return Result(self._task, failed, self._hangs, seconds, self._checks)


class _Failures:
    """A plugin for pytest: whether the check that runs has failed."""

    def __init__(self) -> None:
        self.any = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.any = self.any or report.failed


def _run_checks(checks: Sequence[pytest.Item], say: Say) -> None:
    failures = _Failures()
    checks[0].config.pluginmanager.register(failures)
    for check, following in zip(checks, [*checks[1:], None], strict=True):
        began = time.monotonic()
        check.config.hook.pytest_runtest_protocol(item=check, nextitem=following)
        if failures.any:
            return say(f"failed {check.nodeid}")
        say(f"passed {time.monotonic() - began:.3f} {check.nodeid}")
    return say("done")
