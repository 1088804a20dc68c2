"""A port that serves a WSGI application from one event loop, startable inside somebody's test.

Knows HTTP, sockets and threads. Knows nothing of Flask, tenants or the API.
"""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING, Any

from catapult_simulator.http_server.connection import Connection
from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.protocol_errors import Refuse, plain_refusal
from catapult_simulator.http_server.response_head import DateLine
from catapult_simulator.http_server.service import Service
from catapult_simulator.http_server.workers import Workers
from catapult_simulator.http_server.wsgi import environ_template

if TYPE_CHECKING:
    from ssl import SSLContext
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("catapult_simulator")

_GRACE_SECONDS = 0.2  # for answers under way when the server stops
_LAST_SECONDS = 0.05  # for the sockets of dropped connections to close
_JOIN_SECONDS = 5.0


def _always(path: str) -> bool:
    return True


class HttpServer:
    """`open`, then `start` (its own thread) or `run` (this thread), then `stop`. Used once.

    `inline(path)` says which requests are answered on the event loop itself: those that never
    block. The others get one of `threads` worker threads. `refuse(status, environ)` words what the
    server must say itself (400, 413, 414, 431, 500, 501, 503); `environ` is what was understood
    of the request, if anything.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        app: "WSGIApplication | None" = None,
        inline: Callable[[str], bool] = _always,
        refuse: Refuse = plain_refusal,
        ssl_context: "SSLContext | None" = None,
        limits: Limits | None = None,
        backlog: int = 512,
        threads: int = 64,
    ) -> None:
        self._address = (host, port)
        self._app = app
        self._inline = inline
        self._refuse = refuse
        self._ssl_context = ssl_context
        self._limits = limits or Limits()
        self._backlog = backlog
        self._workers = Workers(threads)
        self._crowd: set[Connection] = set()
        self._socket: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: asyncio.Server | None = None
        self._thread: Thread | None = None
        self._stopping = False
        self._winding_up = False
        self._ended = Event()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop, from `open` on: `call_soon_threadsafe` from any other thread."""
        if self._loop is None:
            raise RuntimeError("the server is not open; call open() first")
        return self._loop

    def open(self) -> int:
        """Bind and listen; gives the port. Raises `OSError` when the address cannot be had.

        Clients may connect from here on: they wait until `start` or `run` has an application.
        """
        family = socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
        self._socket = socket.create_server(self._address, family=family, backlog=self._backlog)
        self._loop = asyncio.new_event_loop()
        port: int = self._socket.getsockname()[1]
        return port

    def start(self, app: "WSGIApplication | None" = None) -> None:
        """Serve on a daemon thread; returns once connections are accepted."""
        service, ready = self._service(app), Event()

        def serve() -> None:
            try:
                self._serve(service, ready.set)
            finally:
                ready.set()

        self._thread = Thread(target=serve, name="catapult-server", daemon=True)
        self._thread.start()
        ready.wait()

    def run(
        self,
        app: "WSGIApplication | None" = None,
        *,
        ready: Callable[[], None] = lambda: None,
        signals: Iterable[signal.Signals] = (signal.SIGINT, signal.SIGTERM),
    ) -> None:
        """Serve on this thread until `stop` or one of `signals`; a second signal does not wait.

        `ready` is called on the loop once connections are accepted. Signals need the main thread.
        """
        service = self._service(app)
        for number in signals:
            with suppress(NotImplementedError):  # event loops of Windows have no signals
                self.loop.add_signal_handler(number, self._on_signal)
        self._serve(service, ready)

    def stop(self) -> None:
        """Stop accepting, finish what is being sent, close. From any thread, as often as you like.

        Returns when the loop is closed, except on the loop's own thread, where it cannot wait.
        """
        if self._loop is None:
            return
        if self._thread is None and not self._loop.is_running():
            self._close_unserved()
            return
        with suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._begin_stop)
        self._await_end()

    # -- serving -----------------------------------------------------------------------------

    def _serve(self, service: Service, ready: Callable[[], None]) -> None:
        loop = self.loop
        loop.set_exception_handler(_note_loop_error)
        try:
            self._server = loop.run_until_complete(self._accept(service))
            loop.call_soon(ready)
            loop.run_forever()
        finally:
            self._wind_up()

    def _service(self, app: "WSGIApplication | None") -> Service:
        chosen = app or self._app
        if chosen is None:
            raise ValueError("the server has no application; give one to start() or run()")
        return Service(
            app=chosen,
            inline=self._inline,
            refuse=self._refuse,
            loop=self.loop,
            workers=self._workers,
            date_line=DateLine(),
        )

    async def _accept(self, service: Service) -> asyncio.Server:
        assert self._socket is not None
        template = environ_template("https" if self._ssl_context else "http")
        return await self.loop.create_server(
            lambda: Connection(
                service, self._limits, template, connections=self._crowd, on_close=self._on_left
            ),
            sock=self._socket,
            backlog=self._backlog,
            ssl=self._ssl_context,
            ssl_handshake_timeout=self._limits.head_seconds if self._ssl_context else None,
        )

    # -- stopping ----------------------------------------------------------------------------

    def _begin_stop(self) -> None:
        if self._stopping:
            return
        self._stopping = True
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._crowd):
            connection.close_soon()
        self.loop.call_later(_GRACE_SECONDS, self._drop_all)
        self._on_left()

    def _on_left(self) -> None:
        if self._stopping and not self._crowd:
            self._leave_loop()

    def _leave_loop(self) -> None:
        if not self._winding_up:  # then the loop runs for the last time, and to its end
            self.loop.stop()

    def _on_signal(self) -> None:
        if self._stopping:
            self._drop_all()
        self._begin_stop()

    def _drop_all(self) -> None:
        for connection in tuple(self._crowd):
            connection.drop()
        self.loop.call_later(_LAST_SECONDS, self._leave_loop)

    def _wind_up(self) -> None:
        """Leave no task, socket or thread behind, however the loop came to its end."""
        self._stopping = self._winding_up = True
        loop = self.loop
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._crowd):
            connection.drop()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(_settled(tasks))
        self._workers.stop()
        self._close_unserved()
        self._ended.set()

    def _await_end(self) -> None:
        thread = self._thread
        if thread is current_thread() or _runs_here(self._loop):
            return
        self._ended.wait(_JOIN_SECONDS)
        if thread is not None:
            thread.join(_JOIN_SECONDS)

    def _close_unserved(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self.loop.close()


async def _settled(tasks: set["asyncio.Task[Any]"]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)  # connection_lost of what was dropped last


def _runs_here(loop: asyncio.AbstractEventLoop | None) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


def _note_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What clients break off (handshakes, writes) is no news; the rest is said in one line."""
    problem = context.get("exception")
    broken_off = isinstance(problem, (OSError, asyncio.CancelledError))
    usual = broken_off and "socket.accept" not in context["message"]
    logger.log(logging.DEBUG if usual else logging.ERROR, "%s: %r", context["message"], problem)
