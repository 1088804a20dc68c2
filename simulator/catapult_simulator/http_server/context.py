"""The settings and pools that all exchanges share, and an exchange's view of its connection."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.protocol_errors import ErrorRenderer
from catapult_simulator.http_server.worker_pool import WorkerPool
from catapult_simulator.http_server.wsgi import Environ

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


# Called for each response: the environ of its call (None where nothing was parsed), its status (0:
# the client left first), and the seconds that it took.
OnResponse = Callable[[Environ | None, int, float], object]


@dataclass(slots=True)
class ServerContext:
    """Shared by all connections of a server."""

    app: "WSGIApplication"
    inline: Callable[[str], bool]
    waits: Callable[[Environ], bool]
    error_renderer: ErrorRenderer
    loop: asyncio.AbstractEventLoop
    workers: WorkerPool
    waiters: WorkerPool
    limits: Limits
    environ_template: Environ
    on_response: OnResponse | None = None


class Channel(Protocol):
    """The connection, as an exchange sees it."""

    half_closed: bool

    def write(self, data: bytes) -> None: ...
    async def drained(self) -> None: ...
    def finished(self, *, close: bool) -> None: ...
    def drop(self) -> None: ...
    def reset(self) -> None: ...
