"""An app on the event loop of the test: it answers callbacks only while that loop runs."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

Event = dict[str, Any]


class LoopApp:
    """Accepts each callback after `react` has seen it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.react: Callable[[Event], Awaitable[object]] = _nothing
        self.port = 0
        self.connections: set[asyncio.Task[object]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sms"

    @property
    def texts(self) -> list[str]:
        return [event["text"] for event in self.events]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.connections.add(task)
        try:
            while head := await _head(reader):
                length = next(
                    int(line.split(b":")[1])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length")
                )
                event = json.loads(await reader.readexactly(length))
                self.events.append(event)
                await self.react(event)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return  # asyncio would print a connection that is cancelled
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def _nothing(event: Event) -> None:
    """Sees an event."""


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


@asynccontextmanager
async def loop_app() -> AsyncIterator[LoopApp]:
    """An app that runs on the event loop of the caller, until the end of the block."""
    app = LoopApp()
    server = await asyncio.start_server(app.answer, "127.0.0.1", 0)
    app.port = server.sockets[0].getsockname()[1]
    try:
        yield app
    finally:
        server.close()
        for connection in app.connections:
            connection.cancel()
        await asyncio.gather(*app.connections)
