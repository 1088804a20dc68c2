"""Strictness: what went wrong in an account although no test said so."""

from collections.abc import Iterable

from catapult_simulator.core.faults import Fault
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.story.callbacks import failure, problem_of
from catapult_simulator.core.story.faults import described
from catapult_simulator.core.story.wording import counted

_SHOWN = 5


def failed_callbacks(callbacks: Iterable[Entry]) -> list[str]:
    """Callbacks that an app answered with an error, or not at all, one sentence each."""
    return _first(failure(entry) for entry in callbacks if problem_of(entry))


def idle_faults(faults: Iterable[Fault]) -> list[str]:
    """Faults that were set and never struck, one sentence each."""
    return _first(f"the fault {described(each)} never struck" for each in faults if not each.struck)


def _first(sentences: Iterable[str]) -> list[str]:
    told = list(sentences)
    left = len(told) - _SHOWN
    return told if left <= 1 else [*told[:_SHOWN], f"and {counted(left, 'more', 'more')}"]
