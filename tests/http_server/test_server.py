"""The server as a whole: starting, stopping, threads."""

import contextlib
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import IO

import pytest

from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.server import HttpServer
from http_server.server_support import (
    PATIENCE,
    Environ,
    StartResponse,
    Wire,
    closing,
    echo,
    request,
    serving,
    slow_app,
    status_of,
    talk,
)


def test_a_client_that_comes_before_the_app_waits_for_it() -> None:
    server = HttpServer()
    port = server.open()
    with Wire(port) as wire:
        wire.send(closing("/early"))
        server.start(echo)

        assert wire.rest().endswith(b"/early ")
    server.stop()


def test_a_taken_port_raises() -> None:
    with serving(echo) as port, pytest.raises(OSError, match=r"[Aa]ddress"):
        HttpServer(port=port).open()


def test_stop_closes_the_port_and_ends_all_threads() -> None:
    before = server_threads()
    with serving(echo) as port:
        talk(port, closing())
        assert len(server_threads() - before) == 1

    with pytest.raises(ConnectionRefusedError):
        Wire(port)
    assert server_threads() == before


def server_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "catapult-server"}


def test_stop_may_be_called_again_before_start_and_from_many_threads() -> None:
    opened = HttpServer(app=echo)
    opened.open()
    opened.stop()
    opened.stop()
    HttpServer(app=echo).stop()

    server = HttpServer(app=echo)
    server.open()
    server.start()
    threads = [threading.Thread(target=server.stop) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert server.loop.is_closed()


def test_an_app_may_stop_its_own_server() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        server.stop()
        start_response("200 OK", [])
        return [b"bye"]

    server = HttpServer(app=app)
    port = server.open()
    server.start()
    assert talk(port, request()).endswith(b"bye")
    server.stop()


def test_stop_closes_idle_and_unfinished_connections() -> None:
    server = HttpServer(app=echo)
    port = server.open()
    server.start()
    with Wire(port) as idle, Wire(port) as unfinished, Wire(port) as kept:
        unfinished.send(b"GET / HT")
        kept.send(request()).answer()
        server.stop()

        assert idle.rest() == unfinished.rest() == kept.rest() == b""


def test_a_server_without_an_app_raises() -> None:
    server = HttpServer()
    server.open()
    with pytest.raises(ValueError, match="no application"):
        server.start()
    server.stop()


def test_before_open_there_is_no_loop() -> None:
    with pytest.raises(RuntimeError, match="open"):
        _ = HttpServer().loop


def test_stop_does_not_wait_for_a_call_that_hangs() -> None:
    entered, leave = threading.Event(), threading.Event()
    server = HttpServer(app=slow_app(entered, leave), inline=lambda path: False)
    port = server.open()
    server.start()
    with Wire(port) as wire:
        wire.send(request("/slow"))
        assert entered.wait(PATIENCE)
        server.stop()

        assert server.loop.is_closed()
        leave.set()


def test_stop_finishes_the_response_under_way() -> None:
    entered, leave = threading.Event(), threading.Event()
    server = HttpServer(app=slow_app(entered, leave), inline=lambda path: False)
    port = server.open()
    server.start()
    with Wire(port) as wire:
        wire.send(request("/slow"))
        assert entered.wait(PATIENCE)
        server.loop.call_soon_threadsafe(lambda: server.loop.call_soon(leave.set))
        server.stop()

        assert wire.rest().endswith(b"/slow")


CHILD = """
import threading
from catapult_simulator.http_server.server import HttpServer

def app(environ, start_response):
    start_response("200 OK", [])
    return [b"ok"]

def never(path):
    return False

server = HttpServer(app=app)
port = server.open()
server.run(ready=lambda: print(port, flush=True))
print("stopped", flush=True)
"""


@contextlib.contextmanager
def child_running(program: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A process and what it prints, killed at the end if it has not ended by then."""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        try:
            yield it, it.stdout
        finally:
            it.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_run_serves_until_a_signal(number: signal.Signals) -> None:
    with child_running(CHILD) as (child, printed):
        port = int(printed.readline())
        assert status_of(talk(port, closing())) == 200
        child.send_signal(number)

        assert printed.read() == "stopped\n"
        assert child.wait(PATIENCE) == 0


def test_a_call_that_hangs_does_not_keep_the_process_from_ending() -> None:
    hangs = "print('hangs', flush=True); threading.Event().wait()"
    program = CHILD.replace('return [b"ok"]', hangs).replace("app=app", "app=app, inline=never")
    with child_running(program) as (child, printed), Wire(int(printed.readline())) as wire:
        wire.send(request())
        assert printed.readline() == "hangs\n"
        child.send_signal(signal.SIGTERM)

        assert child.wait(PATIENCE) == 0


def test_a_slow_call_on_a_worker_delays_no_other() -> None:
    entered, leave = threading.Event(), threading.Event()
    app = slow_app(entered, leave)
    with serving(app, inline=lambda path: False) as port, Wire(port) as slow:
        slow.send(closing("/slow"))
        assert entered.wait(PATIENCE)
        assert talk(port, closing("/quick")).endswith(b"/quick")

        leave.set()
        assert slow.rest().endswith(b"/slow")


def test_more_calls_than_threads_wait_their_turn() -> None:
    entered, leave = threading.Event(), threading.Event()
    app = slow_app(entered, leave)
    with (
        serving(app, inline=lambda path: False, threads=1) as port,
        Wire(port) as slow,
        Wire(port) as next_one,
    ):
        slow.send(closing("/slow"))
        assert entered.wait(PATIENCE)
        next_one.send(closing("/next"))
        leave.set()

        assert slow.rest().endswith(b"/slow")
        assert next_one.rest().endswith(b"/next")


def test_the_connections_beyond_the_limit_are_answered_503() -> None:
    with serving(echo, limits=Limits(connections=1)) as port, Wire(port) as first:
        first.send(request()).answer()
        with Wire(port) as second:
            assert status_of(second.rest()) == 503

        assert first.send(request()).answer()[0].status == 200
