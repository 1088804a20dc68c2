"""Real sockets for the tests of the server: a port that serves an app, and a wire to it."""

import http.client
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, Self

import pytest

from catapult_simulator.http_server.server import HttpServer

Environ = dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], object]]
App = Callable[[Environ, StartResponse], Iterable[bytes]]

PATIENCE = 20.0  # seconds after which a test that hangs fails


def answering(body: bytes = b"ok", *headers: tuple[str, str], status: str = "200 OK") -> App:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response(status, list(headers))
        return [body]

    return app


def echo(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answers the path, then the body of the request."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode("latin-1"), b" ", environ["wsgi.input"].read()]


class Recorder:
    """An app that keeps the environs it was called with."""

    def __init__(self, app: App = echo) -> None:
        self.environs: list[Environ] = []
        self._app = app

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.environs.append(environ)
        return self._app(environ, start_response)


class Closing:
    """An iterable that tells when it is closed."""

    def __init__(self, pieces: Iterable[bytes], closed: Callable[[], object]) -> None:
        self._pieces = iter(pieces)
        self.close = closed

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces


class Wire:
    """A raw connection: bytes out, responses or bytes in."""

    def __init__(self, port: int, *, receive_buffer: int = 0) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect(("127.0.0.1", port))
        except OSError:
            self.socket.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> Self:
        self.socket.sendall(data)
        return self

    def half_close(self) -> Self:
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def answer(self, method: str = "GET") -> tuple[http.client.HTTPResponse, bytes]:
        """The next response and its body. For clients that send one request at a time."""
        response = http.client.HTTPResponse(self.socket, method=method)
        response.begin()
        return response, response.read()

    def line(self) -> bytes:
        """Bytes up to and with the next line feed, one at a time so that nothing more is taken."""
        data = b""
        while not data.endswith(b"\n") and (byte := self.socket.recv(1)):
            data += byte
        return data

    def rest(self) -> bytes:
        """Everything up to the end of the connection."""
        data = b""
        while piece := self.socket.recv(65536):
            data += piece
        return data


@contextmanager
def serving(app: App, **options: Any) -> Iterator[int]:
    """The port of a server that serves `app` for the time of the block."""
    server = HttpServer(app=app, **options)
    port = server.open()
    server.start()
    try:
        yield port
    finally:
        server.stop()


def request(
    target: str = "/",
    method: str = "GET",
    body: bytes = b"",
    *,
    version: str = "1.1",
    **headers: str,
) -> bytes:
    """A well-formed request; `connection="close"` becomes `Connection: close`."""
    lines = [f"{method} {target} HTTP/{version}", "Host: simulator.test"]
    given = [(name.replace("_", "-").title(), value) for name, value in headers.items() if value]
    lines += [f"{name}: {value}" for name, value in given]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def closing(target: str = "/", method: str = "GET", body: bytes = b"") -> bytes:
    """A well-formed request after which the connection ends."""
    return request(target, method, body, connection="close")


def talk(port: int, data: bytes) -> bytes:
    """Send `data`, give back everything up to the end of the connection."""
    with Wire(port) as wire:
        return wire.send(data).rest()


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


ON_LOOP_AND_WORKER = pytest.mark.parametrize("inline", [True, False], ids=["loop", "worker"])


def slow_app(entered: Event, leave: Event) -> Recorder:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            entered.set()
            leave.wait(PATIENCE)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    return Recorder(app)


def leaving(key: str, value: object, body: bytes = b"ok") -> Recorder:
    """An app that sets an extension in its environ."""

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[key] = value
        start_response("200 OK", [])
        return [body]

    return Recorder(app)


def environ_of(data: bytes) -> Environ:
    """The environ that `data`, one request, becomes."""
    recorder = Recorder(echo)
    with serving(recorder) as port:
        talk(port, data)
    [environ] = recorder.environs
    return environ
