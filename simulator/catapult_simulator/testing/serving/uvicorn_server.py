"""A server of uvicorn that starts and stops at once. Nothing here knows whose app it serves."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Any

from catapult_simulator.testing.serving.app_calls import AsgiApp
from catapult_simulator.testing.serving.running_app import PATIENCE_SECONDS

NO_UVICORN = (
    "serve(app) runs an ASGI application with uvicorn, which is not installed: "
    "pip install uvicorn, or call the app without it: serve(app, port=None)"
)


def new_server(app: AsgiApp) -> Any:
    """A server of `app`; the own loop of uvicorn looks each 0.1 s only whether to stop.

    Raises RuntimeError where uvicorn is missing.
    """
    try:
        import uvicorn
    except ImportError:
        raise RuntimeError(NO_UVICORN) from None

    class Server(uvicorn.Server):
        error: Exception | None = None
        started_or_ended: Event
        own_loop: asyncio.AbstractEventLoop | None = None

        def serve_on(self, listening: socket.socket) -> None:
            with listening:
                try:
                    asyncio.run(self.serve([listening]))
                except (SystemExit, asyncio.CancelledError):
                    pass  # uvicorn leaves so where the lifespan of the app failed; or we gave up
                except Exception as error:  # for the thread that waits
                    self.error = error
                finally:
                    self.started_or_ended.set()

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            self.own_loop, self.stopping = asyncio.get_running_loop(), asyncio.Event()
            await super().startup(sockets)
            await self.on_tick(0)  # the headers of each response
            self.started_or_ended.set()

        async def main_loop(self) -> None:
            await self.stopping.wait()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            for server in self.servers:
                server.close()
            for connection in tuple(self.server_state.connections):
                connection.shutdown()
            await _end(self.server_state.tasks)
            await self.lifespan.shutdown()

        def stop(self) -> None:
            self._call_soon(lambda: self.stopping.set())

        def give_up(self) -> None:
            """End a start that takes too long."""
            self._call_soon(_cancel_all)

        def _call_soon(self, action: Callable[[], object]) -> None:
            with suppress(RuntimeError):  # the loop is closed: it has stopped already
                if self.own_loop is not None:
                    self.own_loop.call_soon_threadsafe(action)

    server = Server(
        uvicorn.Config(app, log_config=None, access_log=False, ws="none", workers=1, loop="asyncio")
    )
    server.started_or_ended = Event()
    return server


def _cancel_all() -> None:
    for task in asyncio.all_tasks(asyncio.get_running_loop()):
        task.cancel()


async def _end(tasks: "set[asyncio.Task[None]]") -> None:
    """Wait for requests under way, then cancel them."""
    if not tasks:
        return
    _, late = await asyncio.wait(tuple(tasks), timeout=PATIENCE_SECONDS)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=PATIENCE_SECONDS)
