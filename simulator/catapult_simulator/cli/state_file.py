"""StateFile: the accounts of `serve --state`, kept in a file over restarts."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from catapult_simulator.core.simulator import Simulator

_OWN_ONLY = 0o600  # credentials are part of it


class StateFile:
    """A snapshot of all accounts, written as a whole or not at all: whoever reads the file finds
    the newest one or the one before."""

    def __init__(self, path: str, simulator: Simulator) -> None:
        self._path = Path(path).resolve()  # a link stays one
        self._simulator = simulator
        self._ended = Event()
        self._thread: Thread | None = None

    def write(self) -> None:
        """Raises OSError, and SnapshotTooLarge for more than a file can hold."""
        text = f"{self._simulator.snapshot()}\n"
        new = self._path.with_name(f".{self._path.name}.{os.getpid()}.new")
        try:
            _write(new, text)
            new.replace(self._path)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise

    def keep(self, every_seconds: float, complain: Callable[[str], object]) -> None:
        """Write now and then, on a thread of its own. Raises RuntimeError where none is left."""

        def work() -> None:
            while not self._ended.wait(every_seconds):
                try:
                    self.write()
                except Exception as error:  # the outermost edge: an account may just be closed
                    complain(f"state is not kept: {reason_of(error)}; it is tried again")

        thread = Thread(target=work, name="catapult-state", daemon=True)
        thread.start()
        self._thread = thread

    def close(self) -> None:
        """Write for the last time. Raises as `write` does."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        self.write()


def reason_of(error: Exception) -> str:
    """Why a state could not be written."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWN_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
