"""One request and its response: applications that fail, stream and are closed."""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from http_server.server_support import (
    ON_LOOP_AND_WORKER,
    PATIENCE,
    Closing,
    Environ,
    StartResponse,
    Wire,
    answering,
    closing,
    echo,
    request,
    serving,
    status_of,
    talk,
)


def raising(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/bad":
        raise ZeroDivisionError("the app is wrong")
    return echo(environ, start_response)


def failing_apps() -> dict[str, Callable[[Environ, StartResponse], Any]]:
    def silent(environ: Environ, start_response: StartResponse) -> Any:
        return [b"no start_response"]

    def textual(environ: Environ, start_response: StartResponse) -> Any:
        start_response("200 OK", [])
        return ["text"]

    def splitting(environ: Environ, start_response: StartResponse) -> Any:
        start_response("200 OK", [("Location", "/x\r\nSet-Cookie: a=b")])
        return [b""]

    def unsayable(environ: Environ, start_response: StartResponse) -> Any:
        start_response("200 OK", [("X-City", "Łódź")])
        return [b""]

    def late(environ: Environ, start_response: StartResponse) -> Any:
        start_response("200 OK", [])
        yield b""
        raise ZeroDivisionError

    return {"raising": raising, "silent": silent, "textual": textual, "splitting": splitting,
            "unsayable": unsayable, "late": late}  # fmt: skip


@pytest.mark.parametrize("name", failing_apps())
@ON_LOOP_AND_WORKER
def test_an_app_that_fails_is_answered_500(
    name: str, inline: bool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(failing_apps()[name], inline=lambda path: inline) as port, Wire(port) as wire:
        response, body = wire.send(request("/bad")).answer()
        again, _ = wire.send(request("/bad")).answer()

    assert (response.status, again.status) == (500, 500)
    assert body == b'{"code":"internal-server-error","message":"Internal Server Error"}'
    assert "GET '/bad' failed" in caplog.text
    assert "Traceback" not in "".join(capfd.readouterr())


@ON_LOOP_AND_WORKER
def test_an_app_that_fails_midway_ends_the_connection(
    inline: bool, caplog: pytest.LogCaptureFixture
) -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Length", "6")])
        yield b"one"
        raise ZeroDivisionError

    with serving(app, inline=lambda path: inline) as port:
        assert talk(port, request("/x")).endswith(b"\r\n\r\none")
    assert "'/x' broke off: ZeroDivisionError()" in caplog.text


def test_start_response_may_be_called_again_with_the_error() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("X-One", "1")])
        try:
            raise ZeroDivisionError
        except ZeroDivisionError:
            start_response("503 Service Unavailable", [("X-Two", "2")], sys.exc_info())
        return [b"sorry"]

    with serving(app) as port:
        answer = talk(port, closing())

    assert status_of(answer) == 503
    assert b"X-One" not in answer


def test_a_slow_reader_pauses_the_app_instead_of_filling_memory() -> None:
    made = 0
    reached = threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        nonlocal made
        start_response("200 OK", [("Content-Length", str(65_536 * 1000))])
        if environ["REQUEST_METHOD"] == "HEAD":
            return
        reached.set()
        for _ in range(1000):
            made += 1
            yield b"x" * 65_536

    with serving(app) as port, Wire(port, receive_buffer=4096) as wire:
        wire.send(request())
        assert reached.wait(PATIENCE)
        with Wire(port) as other:
            for _ in range(200):  # turns of the loop: time to make them all, were it not held back
                other.send(request(method="HEAD")).answer("HEAD")
        assert made < 500  # some MB lie in the sockets

        head = b""
        while b"\r\n\r\n" not in head:
            head += wire.socket.recv(65_536)
        received = len(head.partition(b"\r\n\r\n")[2])
        while received < 65_536 * 1000:
            received += len(wire.socket.recv(1 << 20))
    assert received == 65_536 * 1000


@ON_LOOP_AND_WORKER
def test_a_large_response_arrives_whole(inline: bool) -> None:
    body = os.urandom(1 << 20) * 3
    with serving(answering(body), inline=lambda path: inline) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == body
        assert wire.send(request()).answer()[1] == body


@ON_LOOP_AND_WORKER
def test_the_iterable_is_closed_after_the_response(inline: bool) -> None:
    closed = threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", "2")])
        return Closing([b"ok"], closed.set)

    with serving(app, inline=lambda path: inline) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == b"ok"
        assert closed.wait(PATIENCE)


@ON_LOOP_AND_WORKER
def test_the_iterable_is_closed_when_the_client_leaves(inline: bool) -> None:
    closed = threading.Event()

    def forever() -> Iterator[bytes]:
        while True:
            yield b"x" * 1000

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", "1000000000")])
        return Closing(forever(), closed.set)

    with serving(app, inline=lambda path: inline) as port:
        with Wire(port) as wire:
            wire.send(request()).socket.recv(1)
        assert closed.wait(PATIENCE)


def test_work_done_in_close_does_not_delay_the_response() -> None:
    leave = threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", "2")])
        return Closing([b"ok"], lambda: leave.wait(PATIENCE))

    with serving(app, inline=lambda path: False) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == b"ok"
        assert wire.send(request()).answer()[1] == b"ok"
        leave.set()


def test_a_close_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Closing([b"ok"], fail)

    with serving(app) as port:
        assert status_of(talk(port, closing())) == 200
    assert "closing a response failed: ZeroDivisionError()" in caplog.text
