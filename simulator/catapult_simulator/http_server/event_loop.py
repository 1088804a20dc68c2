"""The event loop of a server, on a clock that test tools do not replace."""

import asyncio
from time import perf_counter


class _RealTime:
    # In a class: freezegun replaces the functions that modules name, `time.monotonic` among them.
    # A loop on frozen time runs no timer: no wall clock, no long poll, no timeout.
    now = staticmethod(perf_counter)


def new_event_loop() -> asyncio.AbstractEventLoop:
    """A loop whose time passes while a test has frozen that of its process."""
    loop = asyncio.new_event_loop()
    vars(loop)["time"] = _RealTime.now
    return loop


def runs_here(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether `loop` runs on the calling thread."""
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False
