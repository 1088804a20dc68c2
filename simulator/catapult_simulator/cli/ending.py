"""The signals that end a command without an event loop, which has handlers of its own."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")  # `nohup` has SIGHUP ignored, a shell's `&` SIGINT


def exit_on_signals(leave: Callable[[int], object] = sys.exit) -> None:
    """Exit with 0 on SIGINT, SIGTERM and SIGHUP, by `leave`. The event loop replaces this, but not
    on Windows. As PID 1 of a container, a process ignores SIGTERM unless it has a handler."""
    for number in signal.Signals:
        if number.name in _ENDING and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: leave(0))


@contextmanager
def signals_ignored() -> Iterator[None]:
    """A time in which SIGINT, SIGTERM and SIGHUP end nothing; they have no handler after a loop."""
    if current_thread() is not main_thread():
        yield
        return
    numbers = [number for number in signal.Signals if number.name in _ENDING]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
