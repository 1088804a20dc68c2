"""Fork: a copy of this process that does some work, and says in lines how far it is."""

import os
import signal
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import NoReturn

Say = Callable[[str], None]


class Fork:
    """A copy of this process that runs `work`, silently. It ends with this process, however that
    ends, and takes along every process that it has started."""

    def __init__(self, work: Callable[[Say], None]) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if not self.pid:
            ours.close()
            _work_and_exit(work, theirs)
        _lead_a_group(self.pid)  # here too: it may be killed before it gets that far
        theirs.close()
        self._socket = ours
        self._unread = b""
        self.began = self.heard = time.monotonic()

    def fileno(self) -> int:
        return self._socket.fileno()

    def lines(self) -> list[str] | None:
        """The next lines that it says; None at its end. Blocks where it says nothing."""
        received = self._socket.recv(65536)
        self.heard = time.monotonic()
        if not received:
            return None
        *lines, self._unread = (self._unread + received).split(b"\n")
        return [line.decode() for line in lines]

    def end(self) -> None:
        """Kill it and what it has started."""
        with suppress(OSError):  # all of them have ended
            os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._socket.close()


def _work_and_exit(work: Callable[[Say], None], parent: socket.socket) -> NoReturn:
    def say(line: str) -> None:
        try:
            parent.sendall(f"{line}\n".encode())
        except OSError:  # it has ended
            os.killpg(0, signal.SIGKILL)

    _lead_a_group(0)
    watch = Thread(target=_end_with, args=(parent,), daemon=True)
    watch.start()
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        work(say)
    except BaseException:
        say(f"broken {' | '.join(traceback.format_exc().split())}")
    finally:
        # It stays until it is ended, together with what it has started.
        with suppress(OSError):
            parent.shutdown(socket.SHUT_WR)
        watch.join()
        os._exit(0)


def _lead_a_group(pid: int) -> None:
    with suppress(OSError):  # it does already, or has ended
        os.setpgid(pid, pid)


def _end_with(parent: socket.socket) -> None:
    """The other end closes with the process that has it."""
    parent.recv(1)
    os.killpg(0, signal.SIGKILL)
