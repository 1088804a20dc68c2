"""The file of `serve --state` from the start of a process to its end; what fails is a sentence."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from catapult_simulator.cli.state_file import DamagedState, StateFile, reason_of
from catapult_simulator.cli.state_lock import StateTaken
from catapult_simulator.core.simulator import Simulator

if TYPE_CHECKING:
    from catapult_simulator.core.setups.setup import Setup

_FOLDER = "give it a folder that this user may write"
_ADVICES = {
    errno.EACCES: _FOLDER,
    errno.EPERM: _FOLDER,
    errno.EROFS: _FOLDER,
    errno.ENOENT: "make its folder first",
    errno.EISDIR: "name a file in it",
    errno.EBUSY: "it is replaced as a whole, so mount its folder, and not the file",
    errno.ENOSPC: "make some room",
}


class KeptState:
    """An open state file. `found` is what it has, None where it is new."""

    def __init__(self, file: StateFile, name: str, found: "Setup | None") -> None:
        self.found = found
        self._file, self._name = file, name

    def keep(self, simulator: Simulator, every: float, complain: Callable[[str], object]) -> None:
        """Write once, so that a wrong place is told at the start, and then now and then."""
        if not self._file.is_locked:
            complain(f"nothing can be locked beside {self._name}: see that no other process has it")
        with told(self._name):
            self._file.write(simulator)
            self._file.keep(simulator, every, complain)

    def end(self, simulator: Simulator) -> None:
        """Write for the last time. Raises ClickException where not all is kept."""
        with told(self._name):
            self._file.stop()
            left_out = self._file.write(simulator)
        if left_out:
            raise click.ClickException(f"not all is kept in {self._name}: {left_out}")


@contextmanager
def opened(path: str) -> Iterator[KeptState]:
    """The state in this file. Raises ClickException for a wrong one."""
    with told(path):
        file = StateFile(path)
    try:
        with told(path):
            found = file.open()
        yield KeptState(file, path, found)
    finally:
        file.close()


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell an error in one sentence."""
    from catapult_simulator.core.setups.problems import SetupError

    refusal = partial("cannot keep the state in {}: {}".format, name)
    try:
        yield
    except (DamagedState, SetupError) as error:
        raise click.UsageError(str(error)) from None
    except StateTaken as error:
        sentence = f"{error}; end that one, or give this one another file"
        raise click.ClickException(refusal(sentence)) from None
    except (OSError, ValueError, RuntimeError) as error:  # no thread is left, say
        advice = _ADVICES.get((isinstance(error, OSError) and error.errno) or 0)
        sentence = f"{reason_of(error)}; {advice}" if advice else reason_of(error)
        raise click.ClickException(refusal(sentence)) from None
