"""Responses that wait without a thread: delays and long polls."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest

from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.http_server.wsgi import (
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
    closing,
    echo,
    leaving,
    request,
    serving,
    status_of,
    talk,
)


@ON_LOOP_AND_WORKER
def test_a_delayed_response_does_not_delay_others(inline: bool) -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/held":
            environ[DELAY] = Delay(seconds=0.1)
        return echo(environ, start_response)

    with serving(app, inline=lambda path: inline, threads=1) as port, Wire(port) as held:
        held.send(closing("/held"))
        assert talk(port, closing("/quick")).endswith(b"/quick ")
        assert held.rest().endswith(b"/held ")


def test_a_delayed_response_does_not_delay_the_stop() -> None:
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
def test_a_long_poll_is_answered_when_woken(inline: bool) -> None:
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


def test_a_long_poll_is_answered_when_its_time_is_over() -> None:
    board = Board()
    with serving(board.waiting(0.01)) as port:
        assert talk(port, closing("/x", "POST", b"body")).endswith(b"waited body")
    board.wakers[0]()  # too late, and the loop is closed: no matter


def test_a_long_poll_ends_when_its_client_leaves() -> None:
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
def test_a_long_poll_with_requests_behind_it_ends_when_its_client_leaves(behind: int) -> None:
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
def test_a_subscription_that_fails_is_answered_500(inline: bool) -> None:
    def fail(wake: Callable[[], None]) -> Callable[[], None]:
        raise ZeroDivisionError

    app = leaving(LONG_POLL, LongPoll(1000, fail))
    with serving(app, inline=lambda path: inline) as port:
        assert status_of(talk(port, closing())) == 500
