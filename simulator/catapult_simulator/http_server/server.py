"""A port that serves a WSGI application from one event loop, startable inside a test.

Knows HTTP, sockets and threads. Knows nothing of Flask, tenants or the API.
"""

import asyncio
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING

from catapult_simulator.http_server.connection import Connection
from catapult_simulator.http_server.context import OnResponse, ServerContext
from catapult_simulator.http_server.ending_signals import ENDING_SIGNALS, handled_signals
from catapult_simulator.http_server.event_loop import new_event_loop, runs_here
from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.listening import ListeningSockets
from catapult_simulator.http_server.loop_errors import LoopErrorLog
from catapult_simulator.http_server.protocol_errors import ErrorRenderer, plain_error
from catapult_simulator.http_server.worker_pool import WorkerPool
from catapult_simulator.http_server.wsgi import Environ, environ_template

if TYPE_CHECKING:
    from ssl import SSLContext
    from wsgiref.types import WSGIApplication

_GRACE_SECONDS = 0.2  # for responses under way when the server stops
_DROP_SECONDS = 0.05  # for the sockets of dropped connections to close
_JOIN_SECONDS = 5.0
_NOT = {
    "new": "the server is not open; call open() first",
    "open": "the server is open already",
    "serving": "the server is running already; stop it first",
    "stopped": "the server has been stopped; make another one",
}


def _always(path: str) -> bool:
    return True


def _never(environ: Environ) -> bool:
    return False


class HttpServer:
    """`open`, `start` (its own thread) or `run` (this thread), `stop`: once, and in this order.

    `inline(path)` tells which requests are answered on the event loop itself: those that never
    block. The others get one of `threads` worker threads. Those that may wait for further requests
    (`waits(environ)` tells) have as many threads of their own. `error_renderer(status, environ)`
    renders the errors of the server (400, 413, 414, 431, 500, 501, 503, 507); `environ` is the part
    of the request that was parsed, or None. `on_response` is called for each response. It listens
    on `more_ports` too; `ports` are all, the first of which is `port`.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        more_ports: Iterable[int] = (),
        app: "WSGIApplication | None" = None,
        inline: Callable[[str], bool] = _always,
        waits: Callable[[Environ], bool] = _never,
        error_renderer: ErrorRenderer = plain_error,
        ssl_context: "SSLContext | None" = None,
        limits: Limits | None = None,
        on_response: OnResponse | None = None,
        backlog: int = 512,
        threads: int = 64,
    ) -> None:
        self.ports = [port, *more_ports]
        self._app, self._inline, self._waits = app, inline, waits
        self._error_renderer = error_renderer
        self._ssl_context = ssl_context
        self._limits = limits or Limits()
        self._on_response = on_response
        self._workers, self._waiters = WorkerPool(threads), WorkerPool(threads)
        self._connections: set[Connection] = set()
        self._sockets = ListeningSockets(host, backlog)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._runner = asyncio.Runner(loop_factory=new_event_loop)
        self._thread: Thread | None = None
        self._state = "new"
        self._stopping, self._closed = asyncio.Event(), asyncio.Event()
        self._ended = Event()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop, from `open` on: `call_soon_threadsafe` from any other thread."""
        if self._loop is None:
            raise RuntimeError(_NOT["new"])
        return self._loop

    @property
    def is_serving(self) -> bool:
        """Whether `start` or `run` was called, and `stop` not yet."""
        return self._state == "serving"

    def open(self) -> int:
        """Bind and listen; gives the port. Raises `OSError` when the address cannot be had, or when
        the process may open too few files.

        Clients may connect from here on: they wait until `start` or `run` has an application.
        """
        self._require("new")
        self.ports = self._sockets.listen(self.ports)
        self._loop = self._runner.get_loop()
        self._state = "open"
        return self.ports[0]

    def start(self, app: "WSGIApplication | None" = None) -> None:
        """Serve on a daemon thread; returns once connections are accepted.

        Raises RuntimeError where no thread can be had; the server is stopped then.
        """
        context, ready = self._context(app), Event()

        def serve() -> None:
            try:
                self._serve(context, ready.set)
            finally:
                ready.set()

        self._thread = Thread(target=serve, name="catapult-server", daemon=True)
        with self._stopped_by_an_error():
            self._thread.start()
        ready.wait()

    def run(
        self,
        app: "WSGIApplication | None" = None,
        *,
        ready: Callable[[], None] = lambda: None,
        signals: Iterable[signal.Signals] = ENDING_SIGNALS,
    ) -> None:
        """Serve on this thread until `stop` or one of `signals`; a second signal does not wait.

        `ready` is called on the loop once connections are accepted. Signals need the main thread.
        """
        context = self._context(app)
        with ExitStack() as handlers:
            with self._stopped_by_an_error():
                handlers.enter_context(handled_signals(signals, self.loop, self._on_signal))
            self._serve(context, ready)

    def stop(self) -> None:
        """Stop accepting, finish the responses under way, close. From any thread, repeatedly.

        Returns when the loop is closed, except on the loop's own thread, where it cannot wait.
        """
        if self._loop is None:
            return
        self._state = "stopped"
        if self._thread is None and not self._loop.is_running():
            self._sockets.close()
            self._runner.close()
            return
        with suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread is not current_thread() and not runs_here(self._loop):
            self._ended.wait(_JOIN_SECONDS)
            if self._thread is not None:
                self._thread.join(_JOIN_SECONDS)

    def join(self, seconds: float) -> bool:
        """Wait for the application's calls to end, after `stop`. False where one goes on."""
        return self._workers.join(seconds) and self._waiters.join(0.0)

    @contextmanager
    def _stopped_by_an_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._thread = None
            self.stop()
            raise

    # -- serving -----------------------------------------------------------------------------

    def _require(self, state: str) -> None:
        if self._state != state:
            raise RuntimeError(_NOT[self._state])

    def _context(self, app: "WSGIApplication | None") -> ServerContext:
        self._require("open")
        chosen = app or self._app
        if chosen is None:
            raise ValueError("the server has no application; give one to start() or run()")
        self._state = "serving"
        return ServerContext(
            app=chosen,
            inline=self._inline,
            waits=self._waits,
            error_renderer=self._error_renderer,
            loop=self.loop,
            workers=self._workers,
            waiters=self._waiters,
            limits=self._limits,
            on_response=self._on_response,
            environ_template=environ_template("https" if self._ssl_context else "http"),
        )

    def _serve(self, context: ServerContext, ready: Callable[[], None]) -> None:
        try:
            with self._runner:
                self._runner.run(self._accept_until_stopped(context, ready))
        finally:
            self._workers.stop()
            self._waiters.stop()
            self._ended.set()

    async def _accept_until_stopped(
        self, context: ServerContext, ready: Callable[[], None]
    ) -> None:
        self.loop.set_exception_handler(LoopErrorLog())
        servers = await self._sockets.accept(
            self.loop,
            lambda: Connection(context, connections=self._connections, on_close=self._closed.set),
            ssl=self._ssl_context,
            ssl_handshake_timeout=self._limits.head_seconds if self._ssl_context else None,
        )
        ready()
        await self._stopping.wait()
        await self._sockets.stop_accepting(self.loop)
        for server in servers:
            server.close()
        for connection in tuple(self._connections):
            connection.close_soon()
        await self._all_closed(_GRACE_SECONDS)
        self._drop_all()
        await self._all_closed(_DROP_SECONDS)

    async def _all_closed(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._connections:
                    self._closed.clear()
                    await self._closed.wait()

    def _drop_all(self) -> None:
        for connection in tuple(self._connections):
            connection.drop()

    def _on_signal(self) -> None:
        if self._stopping.is_set():
            self._drop_all()
        self._stopping.set()
