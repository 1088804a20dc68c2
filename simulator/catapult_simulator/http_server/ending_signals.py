"""The signals that end a server: SIGINT, SIGTERM, and SIGHUP of a terminal that closes."""

import asyncio
import signal
from collections.abc import Callable

ENDING_SIGNALS = tuple(
    number for number in signal.Signals if number.name in ("SIGINT", "SIGTERM", "SIGHUP")
)


def handle_signal(
    number: signal.Signals, loop: asyncio.AbstractEventLoop, action: Callable[[], None]
) -> None:
    """Run `action` on `loop` on this signal, unless it is to be ignored."""
    if is_ignored(number):
        return
    try:
        loop.add_signal_handler(number, action)
    except NotImplementedError:  # the event loops of Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(action))


def is_ignored(number: signal.Signals) -> bool:
    """Whether `nohup` started this process: it is to survive its terminal."""
    return number.name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN
