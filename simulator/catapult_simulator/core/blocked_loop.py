"""LoopBlocked: a call that waits for an app on the very event loop that the call blocks."""

import os
import re
import socket
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from catapult_simulator.core.hosts import is_loopback
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.urls import port_of

ASYNC_APP = "async-app"
"""The host of an ASGI application without a port: `async-app.test`, `async-app-2.test`, ..."""
_ASYNC_APP_HOST = re.compile(rf"{ASYNC_APP}(-\d+)?\.test")


class LoopBlocked(RuntimeError):
    """The app runs on the event loop of this thread, and cannot answer while a call blocks that."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"the app at {url} runs on the event loop of this thread, and cannot answer while this "
            "call blocks that; await it instead: `await catapult.aio.receive_message(...)`, and so "
            "advance, settle, wait_for and the verbs of catapult.aio.phone(...)"
        )


def require_free_loop(urls: Iterable[str | None]) -> None:
    """Raises LoopBlocked if the event loop of this thread listens for one of `urls`.

    It is found out for the event loops of asyncio that stand on selectors, and for apps without a
    port, which are called on it.
    """
    loop = _running_loop()
    if loop is None:
        return
    listening = set(_listening(loop))
    for url in urls:
        if url and (_is_called_on_loop(url) or _local_port(url) in listening):
            raise LoopBlocked(without_credentials(url))


def blocks_loop() -> bool:
    """Whether an event loop runs on this thread: a call that waits here keeps it from going on."""
    return _running_loop() is not None


def _running_loop() -> Any:
    asyncio = sys.modules.get("asyncio")  # where nobody has imported it, no loop runs
    if asyncio is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _listening(loop: Any) -> Iterator[int]:
    """The ports on which `loop` accepts connections."""
    selector = getattr(loop, "_selector", None)
    watched: Mapping[int, object] | None = getattr(selector, "get_map", dict)()
    for descriptor in tuple(watched or ()):
        with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as duplicate:
            if duplicate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield duplicate.getsockname()[1]


def _is_called_on_loop(url: str) -> bool:
    return _ASYNC_APP_HOST.fullmatch(urlsplit(url).hostname or "") is not None


def _local_port(url: str) -> int | None:
    """The port of `url` on this machine; None where it is of another one."""
    parts = urlsplit(url)
    return port_of(parts) if is_loopback(parts.hostname or "") else None
