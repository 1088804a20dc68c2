"""The event loop on which a test awaits a verb, as the thread of that verb sees it.

An app without a port is called there: on the thread of the test, not on that of the verb.
"""

from collections.abc import Coroutine
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from catapult_simulator.core.interruption import interruption

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

T = TypeVar("T")

AWAITING: ContextVar["AbstractEventLoop | None"] = ContextVar("awaiting", default=None)
"""Set on the thread of an awaited verb."""


def awaiting_loop() -> "AbstractEventLoop | None":
    """The loop that awaits this thread; None on any other, also on that of the loop itself."""
    loop = AWAITING.get()
    if loop is None:
        return None
    import asyncio  # where a loop awaits, it is there already

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return loop
    return None


def run_on(loop: "AbstractEventLoop", work: Coroutine[Any, Any, T], seconds: float) -> T:
    """The result of `work`, which runs on `loop`. Raises TimeoutError after that time, Interrupted
    where this call is; the work is cancelled then."""
    import asyncio

    future = asyncio.run_coroutine_threadsafe(work, loop)
    try:
        with interruption().waking(future.cancel):
            return future.result(seconds)
    finally:
        future.cancel()
