"""One request and its answer: apps that fail, stream, hold back, wait, and break connections."""

import http.client
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.http_server.wsgi import (
    CONNECTION_FAULT,
    DELAY,
    LONG_POLL,
    LONG_POLLED,
    Delay,
    LongPoll,
)
from http_server.server_support import (
    ON_LOOP_AND_WORKER,
    PATIENCE,
    Closing,
    Environ,
    Recorder,
    StartResponse,
    Wire,
    answering,
    closing,
    echo,
    leaving,
    request,
    serving,
    status_of,
    talk,
)

# -- failing apps --------------------------------------------------------------------------------


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
def test_an_app_that_fails_is_answered_for(
    name: str, inline: bool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(failing_apps()[name], inline=lambda path: inline) as port, Wire(port) as wire:
        response, body = wire.send(request("/bad")).answer()
        again, _ = wire.send(request("/bad")).answer()

    assert (response.status, again.status) == (500, 500)
    assert body == b'{"code":"internal-server-error","message":"Internal Server Error"}'
    assert "GET /bad failed" in caplog.text
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
    assert "/x broke off: ZeroDivisionError()" in caplog.text


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


# -- streaming -----------------------------------------------------------------------------------


def test_a_slow_reader_makes_the_app_wait_instead_of_the_memory_fill() -> None:
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
def test_a_large_answer_arrives_whole(inline: bool) -> None:
    body = os.urandom(1 << 20) * 3
    with serving(answering(body), inline=lambda path: inline) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == body
        assert wire.send(request()).answer()[1] == body


# -- close ---------------------------------------------------------------------------------------


@ON_LOOP_AND_WORKER
def test_the_iterable_is_closed_when_the_answer_has_left(inline: bool) -> None:
    closed = threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", "2")])
        return Closing([b"ok"], closed.set)

    with serving(app, inline=lambda path: inline) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == b"ok"
        assert closed.wait(PATIENCE)


@ON_LOOP_AND_WORKER
def test_the_iterable_is_closed_when_the_client_is_gone(inline: bool) -> None:
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


def test_work_done_in_close_does_not_hold_up_the_answer() -> None:
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


# -- holding back --------------------------------------------------------------------------------


@ON_LOOP_AND_WORKER
def test_a_held_answer_lets_others_pass(inline: bool) -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/held":
            environ[DELAY] = Delay(seconds=0.1)
        return echo(environ, start_response)

    with serving(app, inline=lambda path: inline, threads=1) as port, Wire(port) as held:
        held.send(closing("/held"))
        assert talk(port, closing("/quick")).endswith(b"/quick ")
        assert held.rest().endswith(b"/held ")


def test_an_answer_held_for_long_does_not_hold_up_the_stop() -> None:
    called = threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[DELAY] = Delay(seconds=1000)
        called.set()
        return echo(environ, start_response)

    server = HttpServer(app=app)
    port = server.open()
    server.start()
    with Wire(port) as wire:
        wire.send(request())
        assert called.wait(PATIENCE)
        server.stop()

        assert wire.rest() == b""


@ON_LOOP_AND_WORKER
def test_a_client_that_leaves_during_a_delay_frees_its_connection(inline: bool) -> None:
    closed, called = threading.Event(), threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[DELAY] = Delay(seconds=1000)
        start_response("200 OK", [("Content-Length", "2")])
        called.set()
        return Closing([b"ok"], closed.set)

    with serving(app, inline=lambda path: inline) as port:
        with Wire(port) as wire:
            wire.send(request())
            assert called.wait(PATIENCE)
        assert closed.wait(PATIENCE)


@ON_LOOP_AND_WORKER
def test_a_client_that_half_closes_before_a_delay_frees_its_connection(inline: bool) -> None:
    app = leaving(DELAY, Delay(seconds=1000))
    with serving(app, inline=lambda path: inline) as port:
        assert talk_half_closed(port, request()) == b""


def talk_half_closed(port: int, data: bytes) -> bytes:
    with Wire(port) as wire, suppress(ConnectionResetError):
        return wire.send(data).half_close().rest()
    return b""


class Board:
    """Something that happens, and those who wait for it."""

    def __init__(self) -> None:
        self.wakers: list[Callable[[], None]] = []
        self.subscribed = threading.Event()
        self.unsubscribed = threading.Event()

    def subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        self.wakers.append(wake)
        self.subscribed.set()
        return self.unsubscribed.set

    def waiting(self, seconds: float) -> Recorder:
        def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            if not environ.get(LONG_POLLED):
                environ[LONG_POLL] = LongPoll(seconds, self.subscribe)
            start_response("200 OK", [])
            return [b"waited " if environ.get(LONG_POLLED) else b"", environ["wsgi.input"].read()]

        return Recorder(app)


@ON_LOOP_AND_WORKER
def test_a_waiting_request_is_answered_when_woken(inline: bool) -> None:
    board = Board()
    app = board.waiting(1000)
    with serving(app, inline=lambda path: inline, threads=1) as port, Wire(port) as wire:
        wire.send(request("/x", "POST", b"body"))
        assert board.subscribed.wait(PATIENCE)
        for wake in board.wakers * 3:
            wake()

        assert wire.answer()[1] == b"waited body"
    assert len(app.environs) == 2
    assert board.unsubscribed.is_set()


def test_a_waiting_request_is_answered_when_its_time_is_over() -> None:
    board = Board()
    with serving(board.waiting(0.01)) as port:
        assert talk(port, closing("/x", "POST", b"body")).endswith(b"waited body")
    board.wakers[0]()  # too late, and the loop is closed: no matter


def test_a_waiting_request_whose_client_leaves_is_forgotten() -> None:
    board = Board()
    app = board.waiting(1000)
    with serving(app) as port:
        with Wire(port) as wire:
            wire.send(request())
            assert board.subscribed.wait(PATIENCE)
        assert board.unsubscribed.wait(PATIENCE)
        board.wakers[0]()

    assert len(app.environs) == 1


@pytest.mark.parametrize("behind", [1, 100, 40_000])
def test_a_client_that_leaves_with_requests_behind_a_long_poll_is_forgotten(behind: int) -> None:
    """Reading must not be paused while a response is suspended: a disconnect would be missed."""
    board = Board()
    with serving(board.waiting(1000)) as port:
        with Wire(port) as wire:
            wire.send(request())
            assert board.subscribed.wait(PATIENCE)
            with suppress(ConnectionResetError, BrokenPipeError):
                wire.send(request("/next") * behind)
        assert board.unsubscribed.wait(PATIENCE)


@ON_LOOP_AND_WORKER
def test_a_subscription_that_fails_is_answered_for(inline: bool) -> None:
    def fail(wake: Callable[[], None]) -> Callable[[], None]:
        raise ZeroDivisionError

    app = leaving(LONG_POLL, LongPoll(1000, fail))
    with serving(app, inline=lambda path: inline) as port:
        assert status_of(talk(port, closing())) == 500


# -- sabotage ------------------------------------------------------------------------------------


@ON_LOOP_AND_WORKER
def test_reset_breaks_the_connection_under_the_client(inline: bool) -> None:
    app = leaving(CONNECTION_FAULT, "reset")
    with serving(app, inline=lambda path: inline) as port, pytest.raises(ConnectionResetError):
        talk(port, request())


def test_close_ends_without_an_answer() -> None:
    with serving(leaving(CONNECTION_FAULT, "close")) as port:
        assert talk(port, request()) == b""


def test_garbage_is_not_http() -> None:
    with (
        serving(leaving(CONNECTION_FAULT, "garbage")) as port,
        Wire(port) as wire,
        pytest.raises(http.client.BadStatusLine),
    ):
        wire.send(request()).answer()


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_truncate_sends_half_of_what_the_head_promises(size: int) -> None:
    with (
        serving(leaving(CONNECTION_FAULT, "truncate", b"x" * size)) as port,
        Wire(port) as wire,
        pytest.raises(http.client.IncompleteRead) as broken,
    ):
        wire.send(request()).answer()

    assert (len(broken.value.partial), broken.value.expected) == (size // 2, size // 2)


@ON_LOOP_AND_WORKER
def test_truncate_cuts_a_streamed_response_too(inline: bool) -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        environ[CONNECTION_FAULT] = "truncate"
        start_response("200 OK", [("Content-Length", "10")])
        yield from (b"ab", b"cd", b"ef", b"ghij")

    with serving(app, inline=lambda path: inline) as port:
        assert talk(port, request()).endswith(b"\r\n\r\nabcde")


def test_what_stands_before_sabotage_in_line_is_answered() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/bad":
            environ[CONNECTION_FAULT] = "close"
        return echo(environ, start_response)

    with serving(app) as port:
        answers = talk(port, request("/good") + request("/bad") + request("/after"))

    assert answers.endswith(b"/good ")
