"""StateFile: the accounts of `serve --state`, kept in a file over restarts."""

import errno
import os
import re
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from threading import Event, Thread
from typing import TYPE_CHECKING

from catapult_simulator.cli.state_lock import StateLock
from catapult_simulator.core.simulator import Simulator

if TYPE_CHECKING:
    from catapult_simulator.core.setups.setup import Setup

_NEW = ".new"
_BEGINNING = 64 * 1024  # bytes, of which the first that is no space says whether it is JSON
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ANEW = "delete it to begin anew"
_TOLD = 3  # accounts that are left out


class DamagedState(ValueError):
    """A file that cannot be the state of a simulator, with the line."""


class StateFile:
    """A snapshot of all accounts, written as a whole or not at all: whoever reads the file finds
    the newest one or the one before. One process at a time has it, from `open` to `close`."""

    def __init__(self, path: str) -> None:
        """Raises OSError, ValueError or RuntimeError for no path, such as links in a ring."""
        self._path = Path(path).resolve()  # a link stays one
        self._lock = StateLock(self._path)
        self._ended = Event()
        self._thread: Thread | None = None

    @property
    def is_locked(self) -> bool:
        """False where the file system has no locks: others could write the file too."""
        return self._lock.is_possible

    def open(self) -> "Setup | None":
        """The accounts of the file, None where there is none yet.

        Raises StateTaken where another process has it, DamagedState or SetupError for a wrong
        file, OSError for an unusable place.
        """
        exists = _is_regular(self._path)
        self._lock.take()
        _remove_left(self._path)
        return _read(self._path) if exists else None

    def write(self, simulator: Simulator) -> str:
        """Gives a sentence about accounts left out; "" where all are kept. Raises OSError,
        StateTaken, and TenantClosed where an account is reset just then."""
        from catapult_simulator.core.setups.state import StateText

        self._lock.take()
        text = StateText(simulator.tenants())
        folder = self._path.parent
        descriptor, new = mkstemp(_NEW, f".{self._path.name}.", folder)  # for its owner only
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(text)
                file.flush()
                _pass_for(descriptor, self._path)
                os.fsync(descriptor)
            Path(new).replace(self._path)
        except BaseException:
            with suppress(OSError):
                Path(new).unlink()
            raise
        _sync(folder)
        return _words(text.left_out)

    def keep(
        self, simulator: Simulator, every_seconds: float, complain: Callable[[str], object]
    ) -> None:
        """Write now and then, on a thread of its own. What is left out is told when it changes.
        Raises RuntimeError where no thread is left."""
        told = ""

        def work() -> None:
            nonlocal told
            while not self._ended.wait(every_seconds):
                try:
                    before, told = told, self.write(simulator)
                    if told not in ("", before):
                        complain(f"state is not kept as a whole: {told}")
                except Exception as error:  # the outermost edge: an account may just be reset
                    complain(f"state is not kept: {reason_of(error)}; it is tried again")

        thread = Thread(target=work, name="catapult-state", daemon=True)
        thread.start()
        self._thread = thread

    def stop(self) -> None:
        """Keep no longer: a write that is under way is the last one."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Stop, and let another process have the file."""
        self.stop()
        self._lock.release()


def _words(left_out: list[str]) -> str:
    more = len(left_out) - _TOLD
    return "; ".join([*left_out[:_TOLD], *([f"and {more} more"] if more > 0 else [])])


def reason_of(error: Exception) -> str:
    """Why a state could not be written."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _is_regular(path: Path) -> bool:
    """Whether it is there. Raises OSError where a file could not replace it: a folder, a device."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    return True


def _remove_left(path: Path) -> None:
    """Remove the file that a killed process was writing."""
    of_mkstemp = re.compile(rf"\.{re.escape(path.name)}\.\w{{8}}{re.escape(_NEW)}")
    for each in path.parent.iterdir():
        if of_mkstemp.fullmatch(each.name):
            with suppress(OSError):
                each.unlink()


def _read(path: Path) -> "Setup":
    """Its accounts. Anything else, though it may be a setup, would be overwritten as a state."""
    from catapult_simulator.core.setups.state import read_state

    with path.open("rb") as file:
        beginning = file.read(_BEGINNING).removeprefix(_BYTE_ORDER_MARK)
    text = beginning.lstrip()
    line = beginning[: len(beginning) - len(text)].count(b"\n") + 1
    if not text:
        raise DamagedState(f"{path.name}, line {line}: it is empty; {_ANEW}")
    if text[:1] != b"{":
        raise DamagedState(f"{path.name}, line {line}: it is no JSON, as a state is; {_ANEW}")
    setup = read_state(path)
    if setup.content.get("accounts") is None:
        sentence = "it has no accounts, as a state has; pass a setup as --setup, or"
        raise DamagedState(f"{path.name}, line {line}: {sentence} {_ANEW}")
    return setup


def _pass_for(descriptor: int, path: Path) -> None:
    """Give a new file the permissions of the one that it replaces, and its owner and group as far
    as this process may: who read the state reads it again, and nobody else does."""
    if os.name == "posix" and path.exists():
        old = path.stat()
        for owner in (old.st_uid, -1):
            with suppress(PermissionError):
                os.fchown(descriptor, owner, old.st_gid)
                os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
                return


def _sync(folder: Path) -> None:
    """Have the new name outlive a loss of power, where a folder can be told so."""
    if os.name == "posix":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
