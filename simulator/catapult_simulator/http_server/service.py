"""What an exchange is given: the server's part, shared by all, and its own connection."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from catapult_simulator.http_server.protocol_errors import Refuse
from catapult_simulator.http_server.response_head import DateLine
from catapult_simulator.http_server.workers import Workers

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


@dataclass(slots=True)
class Service:
    """What all exchanges of a server share."""

    app: "WSGIApplication"
    inline: Callable[[str], bool]
    refuse: Refuse
    loop: asyncio.AbstractEventLoop
    workers: Workers
    date_line: DateLine


class Channel(Protocol):
    """The connection, as an exchange sees it."""

    paused: bool

    def write(self, data: bytes | memoryview) -> None: ...
    def finished(self, *, close: bool) -> None: ...
    def reset(self) -> None: ...
