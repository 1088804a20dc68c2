"""The signals that end a command without an event loop, which has handlers of its own."""

import atexit
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")  # `nohup` has SIGHUP ignored, a shell's `&` SIGINT


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
    before = {number: signal.signal(number, came.note) for number in _heeded()}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _heeded() -> list[signal.Signals]:
    numbers = (number for number in signal.Signals if number.name in _ENDING)
    return [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]


def _ignore() -> None:
    if current_thread() is main_thread():
        for number in _heeded():
            signal.signal(number, signal.SIG_IGN)
