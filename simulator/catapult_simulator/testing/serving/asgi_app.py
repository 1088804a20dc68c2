"""An ASGI application on a free port, served by uvicorn on a thread of its own."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any

from catapult_simulator.testing.serving.app_calls import AppCalls, AsgiApp, in_words
from catapult_simulator.testing.serving.app_place import AppPlace
from catapult_simulator.testing.serving.running_app import PATIENCE_SECONDS

_BACKLOG = 128
START_SECONDS = 30.0  # an app may load much
_TOO_LONG = "the app did not start within {seconds:g} s: the startup of its lifespan goes on"
NO_UVICORN = (
    "serve(app) runs an ASGI application with uvicorn, which is not installed: "
    "pip install uvicorn, or call the app without it: serve(app, port=None)"
)


class RunningAsgiApp:
    """Listens at `place`. The app has an event loop of its own."""

    def __init__(self, app: AsgiApp, port: int, place: AppPlace) -> None:
        """Raises OSError where the port is taken, RuntimeError where the app does not start or
        uvicorn is missing."""
        self.calls = AppCalls(on_own_thread=True)
        self._server = _new_server(self.calls.asgi(app))
        family = socket.AF_INET6 if ":" in place.address else socket.AF_INET
        listening = socket.create_server((place.address, port), family=family, backlog=_BACKLOG)
        self.url = place.url(listening.getsockname()[1])
        self._thread = Thread(
            target=self._server.serve_on, args=(listening,), name="catapult-app", daemon=True
        )
        self._thread.start()
        if not self._server.started_or_ended.wait(START_SECONDS):
            self._server.give_up()
            self._thread.join(PATIENCE_SECONDS)
            raise RuntimeError(_TOO_LONG.format(seconds=START_SECONDS))
        if not self._server.started:
            self._thread.join()
            raise RuntimeError(f"the app did not start: {self._problem()}")

    def _problem(self) -> str:
        error = self.calls.startup_error or self._server.error
        return "its lifespan failed" if error is None else in_words(error)

    def stop(self) -> bool:
        self._server.stop()
        self._thread.join(2 * PATIENCE_SECONDS)
        return not self._thread.is_alive()


def _new_server(app: AsgiApp) -> Any:
    """A uvicorn server that starts and stops at once: its own loop looks each 0.1 s."""
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
