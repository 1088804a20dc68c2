"""StateLock: one process at a time keeps a state.

The state itself is replaced with each write, so a file beside it is locked. It names the process
that has it. The system lets go of it when that process ends, however it ends.
"""

import errno
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from socket import gethostname

_OWN_ONLY = 0o600
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # in a folder of everybody, the name may be another's link
_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
_OWNER = re.compile(r"(\d+) (\S*)\n")
_ATTEMPTS = 10  # whoever ends removes the file, so what was locked may be one that is gone


def _lock(descriptor: int) -> None:
    """Raises OSError, also where this system has no locks."""
    if sys.platform == "win32":
        from msvcrt import LK_NBLCK, locking

        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # others cannot read what is locked
        locking(descriptor, LK_NBLCK, 1)
    else:
        try:
            from fcntl import LOCK_EX, LOCK_NB, flock
        except ImportError:
            raise OSError(errno.ENOSYS, "no file locks") from None
        flock(descriptor, LOCK_EX | LOCK_NB)


class StateTaken(RuntimeError):
    """Another process keeps this state."""


class StateLock:
    """The lock of the state at `path`. `is_possible` is False where files cannot be locked."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f".{path.name}.lock")
        self._name = path.name
        self._descriptor: int | None = None
        self.is_possible: bool = True

    def take(self) -> None:
        """Lock it, unless that is done: also where somebody has removed the file, or its folder.

        Raises StateTaken, which names the other process, and OSError for an unusable folder.
        """
        for _ in range(_ATTEMPTS):
            if not self.is_possible or self._is_held():
                return
            self.release()
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _NO_LINK, _OWN_ONLY)
            try:
                self._try(self._descriptor)
            except BaseException:
                self._close()
                raise
        raise StateTaken(f"others take and leave {self._name} all the time")

    def release(self) -> None:
        """Let another process have it. The file goes first: once unlocked, it may be another's."""
        ours = self._is_held() or not self.is_possible
        if ours and os.name == "posix":
            self._remove()
        self._close()
        if ours and os.name != "posix":  # what is open cannot be removed there
            self._remove()

    def _remove(self) -> None:
        with suppress(OSError):  # it is a trace, and no more
            self._path.unlink()

    def _try(self, descriptor: int) -> None:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _TAKEN:
                raise StateTaken(_sentence(self._name, _text_of(descriptor))) from None
            if error.errno not in _NO_LOCKS:
                raise
            self.is_possible = False
            return
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()} {gethostname()}\n".encode())

    def _is_held(self) -> bool:
        if self._descriptor is None:
            return False
        with suppress(OSError):  # it is gone
            return os.path.samestat(os.fstat(self._descriptor), os.lstat(self._path))
        return False

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _text_of(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 300).decode("utf-8", "replace")


def _sentence(name: str, owner: str) -> str:
    found = _OWNER.fullmatch(owner)
    if found is None:  # it has just begun
        return f"another process keeps {name}"
    elsewhere = "" if found[2] == gethostname() else f" on {found[2]}"
    return f"process {found[1]}{elsewhere} keeps {name}"
