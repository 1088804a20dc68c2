"""Calls of tools on threads: a tool may wait for an app, and others are called meanwhile.

The threads of anyio will not do: a process that ends waits for them, for up to a minute.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import wraps
from threading import BoundedSemaphore, Thread
from typing import Any, ParamSpec

from mcp.server.mcpserver.exceptions import ToolError

P = ParamSpec("P")

MOST_CALLS = 20
_places = BoundedSemaphore(MOST_CALLS)


def on_thread(method: Callable[P, str]) -> Callable[P, Coroutine[Any, Any, str]]:
    """`method` for an event loop, with the same signature. A call that is cancelled goes on until
    it is done, and nobody waits for it. Raises ToolError where twenty are under way."""

    @wraps(method)
    async def call(*arguments: P.args, **keywords: P.kwargs) -> str:
        if not _places.acquire(blocking=False):
            raise ToolError(f"{MOST_CALLS} calls are under way; call again when one is done")
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def work() -> None:
            try:
                _tell(done, done.set_result, method(*arguments, **keywords))
            except Exception as error:
                _tell(done, done.set_exception, error)
            finally:
                _places.release()

        Thread(target=work, daemon=True, name=f"tool {method.__name__}").start()
        return await done

    return call


def _tell(done: "asyncio.Future[str]", tell: Callable[[Any], None], result: object) -> None:
    """Give `done` its result on its event loop, unless it was cancelled or the loop is closed."""
    with suppress(RuntimeError):
        done.get_loop().call_soon_threadsafe(lambda: None if done.done() else tell(result))
