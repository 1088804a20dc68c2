"""The signals that end a server: SIGINT, SIGTERM, and SIGHUP of a terminal that closes."""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio  # a command that only ends need not load it

ENDING_SIGNALS = tuple(
    number for number in signal.Signals if number.name in ("SIGINT", "SIGTERM", "SIGHUP")
)


def handled_signals(
    numbers: Iterable[signal.Signals],
    loop: "asyncio.AbstractEventLoop",
    action: Callable[[], None],
) -> AbstractContextManager[None]:
    """Run `action` on `loop` on these signals. The handlers that asyncio itself has for signals
    leave a moment in which one ends the process, when the loop is closed."""

    def handle(*_: object) -> None:
        with suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(action)

    return handled_by(numbers, handle)


@contextmanager
def handled_by(numbers: Iterable[signal.Signals], handle: Callable[..., object]) -> Iterator[None]:
    """Let `handle` have these signals, unless they are to be ignored. The handlers before are back
    at the end, without a moment in which a signal ends the process."""
    heeded = [number for number in numbers if not is_ignored(number)]
    before = {number: signal.signal(number, handle) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def is_ignored(number: signal.Signals) -> bool:
    """Whether `nohup` started this process: it is to survive its terminal."""
    return number.name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN
