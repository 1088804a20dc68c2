"""Apps that receive callbacks: a WSGI application, and raw sockets that misbehave."""

import json
import os
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from ssl import SSLContext
from threading import Event, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from catapult_simulator.http_server.server import HttpServer

PATIENCE = 20.0  # seconds after which a hanging test fails


class Arrived(NamedTuple):
    """One callback as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)


class App:
    """Records the callbacks received. `answer` is the status line of every response.

    `react` runs first: a callback in `arrived` has been handled.
    """

    def __init__(self) -> None:
        self.url = ""
        self.arrived: SimpleQueue[Arrived] = SimpleQueue()
        self.answer = "200 OK"
        self.headers: list[tuple[str, str]] = []
        self.body = b""
        self.react: Callable[[Arrived], object] = lambda arrived: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        headers = {
            key.removeprefix("HTTP_").replace("_", "-").lower(): value
            for key, value in environ.items()
            if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH")
        }
        body = environ["wsgi.input"].read()
        arrived = Arrived(environ["REQUEST_METHOD"], environ["RAW_URI"], headers, body)
        try:
            self.react(arrived)
        finally:
            self.arrived.put(arrived)
        start_response(self.answer, list(self.headers))
        return [self.body]

    def next(self) -> Arrived:
        """The next callback. Raises queue.Empty if none arrives."""
        return self.arrived.get(timeout=PATIENCE)


@contextmanager
def app_listening(ssl_context: SSLContext | None = None) -> Iterator[App]:
    """An app on a free port, with or without TLS; each callback is handled in a thread."""
    app = App()
    listener = HttpServer(app=app, inline=lambda path: False, ssl_context=ssl_context)
    app.url = f"{'https' if ssl_context else 'http'}://127.0.0.1:{listener.open()}"
    listener.start()
    try:
        yield app
    finally:
        listener.stop()


@contextmanager
def socket_that(behaves: Callable[[socket.socket], object]) -> Iterator[str]:
    """The URL of a port. After the head of a request, `behaves` is called with the connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_accept, args=(server, behaves), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sms"
        server.shutdown(socket.SHUT_RDWR)


def _accept(server: socket.socket, behaves: Callable[[socket.socket], object]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        Thread(target=_serve, args=(connection, behaves), daemon=True).start()


def _serve(connection: socket.socket, behaves: Callable[[socket.socket], object]) -> None:
    with connection:
        connection.settimeout(PATIENCE)
        try:
            data = b""
            while b"\r\n\r\n" not in data:
                piece = connection.recv(65536)
                if not piece:
                    return
                data += piece
            behaves(connection)
        except OSError:
            return  # the client has closed the connection


def saying(answer: bytes) -> Callable[[socket.socket], object]:
    """Send `answer`, then close."""
    return lambda connection: connection.sendall(answer)


def hanging_after(answer: bytes, released: Event) -> Callable[[socket.socket], object]:
    """Send `answer`, then nothing more until the event `released`."""

    def behave(connection: socket.socket) -> None:
        connection.sendall(answer)
        released.wait(PATIENCE)

    return behave


def resetting(connection: socket.socket) -> None:
    """Close with RST: lingering for zero seconds. Windows has a struct of two shorts."""
    zero_seconds = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, zero_seconds)
