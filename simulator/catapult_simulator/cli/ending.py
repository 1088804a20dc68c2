"""The signals that end a command without an event loop, which has handlers of its own."""

import atexit
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

from catapult_simulator.http_server.ending_signals import ENDING_SIGNALS, handled_by


def exit_on_signals(leave: Callable[[int], object] = sys.exit) -> None:
    """Exit with 0 on SIGINT, SIGTERM and SIGHUP, by `leave`; another one does not interrupt that.
    The event loop replaces this. As PID 1 of a container, a process ignores SIGTERM unless it has a
    handler."""

    def end(*_: object) -> None:
        _ignore()
        leave(0)

    for number in _heeded():
        signal.signal(number, end)
    atexit.register(_ignore)  # Python has no handlers any more while it ends


class PutOff:
    """Whether a signal came while they were put off."""

    def __init__(self) -> None:
        self.has_come = False

    def note(self, *_: object) -> None:
        self.has_come = True


@contextmanager
def signals_put_off() -> Iterator[PutOff]:
    """A time in which SIGINT, SIGTERM and SIGHUP end nothing, unless an event loop takes them."""
    came = PutOff()
    if current_thread() is not main_thread():
        yield came
        return
    with handled_by(_heeded(), came.note):
        yield came


def _heeded() -> list[signal.Signals]:
    """Signals that are not ignored: `nohup` ignores SIGHUP, a shell's `&` SIGINT."""
    return [each for each in ENDING_SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]


def _ignore() -> None:
    if current_thread() is main_thread():
        for number in _heeded():
            signal.signal(number, signal.SIG_IGN)
