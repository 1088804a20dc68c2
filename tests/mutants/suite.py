"""Suite: the contract suite, collected once, and run against each mutant in a fork.

Each fork starts a simulator from a copy of the package in which one module is changed. Kept tools
change the sources in place and run the tests in one process; here the code under test is a process
of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from mutants.mutant import ROOT, Mutant
from mutants.order import Order
from mutants.runs import Patience, Result, Slot, Task, TaskBroken, run

_COMMAND = (
    *("-o", "addopts=", "-qq", "--capture=no", "-W", "default", "-p", "no:cacheprovider"),
    *("-p", "no:randomly", "-p", "no:xdist", "-p", "no:schemathesis"),
    *("--target", "simulator", str(ROOT / "contract_tests")),
)
_FIRST = Patience(check=120, whole=900)
_AT_THE_END = 100  # checks


class Verdict(NamedTuple):
    """A mutant, and the check that has noticed it, if any. `hangs`: it did not end, twice."""

    mutant: Mutant
    noticer: str | None
    hangs: bool
    seconds: float

    @property
    def noticed(self) -> bool:
        return self.noticer is not None


class SuiteFails(Exception):
    """The contract suite fails without any change, or cannot run."""


Tell = Callable[[Verdict], None]


def judge(mutants: Sequence[Mutant], workers: int, tell: Tell) -> list[Verdict]:
    """Run the contract suite against each mutant, so many at a time. Raises SuiteFails.

    `tell` is called with each verdict at once.
    """
    suite = _Suite(mutants, workers, tell)
    ended = pytest.main(list(_COMMAND), plugins=[suite])
    if suite.problem or ended != pytest.ExitCode.OK:
        raise SuiteFails(suite.problem or f"the contract suite cannot run: {ended!r}")
    return suite.verdicts


class _Suite:
    """A plugin for pytest: it judges mutants in place of running the tests once."""

    def __init__(self, mutants: Sequence[Mutant], workers: int, tell: Tell) -> None:
        self.verdicts: list[Verdict] = []
        self.problem = ""
        self._mutants, self._workers, self._tell = mutants, workers, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return False  # pytest has said what cannot be imported
        with TemporaryDirectory(prefix="mutants-") as folder:
            slots = [Slot(Path(folder) / str(number)) for number in range(self._workers)]
            try:
                self._judge(session.items, slots)
            except (SuiteFails, TaskBroken) as error:
                self.problem = str(error)
        return True

    def _judge(self, checks: Sequence[pytest.Item], slots: Sequence[Slot]) -> None:
        seconds = _seconds_without_change(checks, slots)
        patience = Patience.of(seconds.values())
        order = Order(seconds)

        def tasks() -> Iterator[Task]:
            for mutant in self._mutants:
                yield Task(order.of(mutant.path, checks), mutant)

        hung: list[Task] = []
        for result in run(tasks(), slots, patience):
            assert result.task.mutant
            if result.hangs:
                hung.append(result.last)
                continue
            if result.failed:
                order.remember(result.task.mutant.path, result.failed)
            self._say(result)
        for result in run(iter(hung), slots, patience):  # a stalled machine hangs once
            self._say(result)
        _seconds_without_change(checks[:_AT_THE_END], slots)  # would they pass still?

    def _say(self, result: Result) -> None:
        assert result.task.mutant
        verdict = Verdict(result.task.mutant, result.failed, result.hangs, result.seconds)
        self.verdicts.append(verdict)
        self._tell(verdict)


def _seconds_without_change(
    checks: Sequence[pytest.Item], slots: Sequence[Slot]
) -> dict[str, float]:
    """How long each check takes. Raises SuiteFails where one fails."""
    seconds: dict[str, float] = {}
    shares = [Task(checks[at :: len(slots)]) for at in range(len(slots))]
    for result in run(iter(shares), slots, _FIRST):
        if result.failed:
            raise SuiteFails(f"{result.failed} fails without any change: see to that first")
        seconds |= result.checks
    return seconds
