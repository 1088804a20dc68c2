"""The signals that end a server: SIGINT, SIGTERM, and SIGHUP of a terminal that closes."""

import asyncio
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

ENDING_SIGNALS = tuple(
    number for number in signal.Signals if number.name in ("SIGINT", "SIGTERM", "SIGHUP")
)


@contextmanager
def handled_signals(
    numbers: Iterable[signal.Signals],
    loop: asyncio.AbstractEventLoop,
    action: Callable[[], None],
) -> Iterator[None]:
    """Run `action` on `loop` on these signals, unless they are to be ignored. The handlers before
    are back at the end, without a moment in which a signal ends the process: the handlers that
    asyncio itself has for signals leave one when the loop is closed."""

    def handle(*_: object) -> None:
        with suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(action)

    handled = [number for number in numbers if not is_ignored(number)]
    before = {number: signal.signal(number, handle) for number in handled}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def is_ignored(number: signal.Signals) -> bool:
    """Whether `nohup` started this process: it is to survive its terminal."""
    return number.name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN
