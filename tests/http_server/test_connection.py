"""Connections: what is kept, answered in order, timed out, and survives hostile bytes."""

import gc
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catapult_simulator.http_server.limits import Limits
from http_server.server_support import (
    PATIENCE,
    Environ,
    Recorder,
    StartResponse,
    Wire,
    answering,
    closing,
    echo,
    request,
    serving,
    slow_app,
    talk,
)

# -- keeping connections -------------------------------------------------------------------------


def test_one_connection_serves_many_requests() -> None:
    with serving(echo) as port, Wire(port) as wire:
        bodies = [wire.send(request(f"/{n}")).answer()[1] for n in range(3)]

    assert bodies == [b"/0 ", b"/1 ", b"/2 "]


@pytest.mark.parametrize("inline", [True, False], ids=["on the loop", "on workers"])
def test_pipelined_requests_are_answered_in_order(inline: bool) -> None:
    data = b"".join(request(f"/{n}", "POST", b"body") for n in range(100))
    with serving(echo, inline=lambda path: inline) as port:
        answers = talk(port, data + closing("/last"))

    bodies = [part.partition(b"\r\n\r\n")[2] for part in answers.split(b"HTTP/1.1 200 OK")[1:]]
    assert bodies == [f"/{n} body".encode() for n in range(100)] + [b"/last "]


def test_a_client_that_pipelines_too_much_is_made_to_wait() -> None:
    entered, leave = threading.Event(), threading.Event()
    app = slow_app(entered, leave)
    with serving(app, inline=lambda path: False) as port, Wire(port) as wire:
        wire.send(request("/slow"))
        assert entered.wait(PATIENCE)
        wire.socket.settimeout(0.2)

        with pytest.raises(TimeoutError):
            wire.send(request("/next", "POST", b"x" * 100_000) * 500)
        leave.set()


@pytest.mark.parametrize("inline", [True, False], ids=["on the loop", "on workers"])
@pytest.mark.parametrize("more", [request("/two"), b"nonsense\r\n\r\n"], ids=["sound", "nonsense"])
def test_a_request_after_connection_close_is_not_answered(more: bytes, inline: bool) -> None:
    with serving(echo, inline=lambda path: inline) as port:
        answers = talk(port, closing("/one") + more)

    assert answers.count(b"HTTP/1.1 ") == 1
    assert b"\r\nConnection: close\r\n" in answers


@pytest.mark.parametrize(
    ("version", "connection", "kept"),
    [("1.0", "", False), ("1.0", "keep-alive", True), ("1.1", "", True), ("1.1", "close", False)],
)
def test_http_versions_keep_connections_as_they_should(
    version: str, connection: str, kept: bool
) -> None:
    with serving(echo) as port, Wire(port) as wire:
        response, _ = wire.send(request(version=version, connection=connection)).answer()

        assert response.headers["Connection"] == ("keep-alive" if kept else "close")
        assert kept or wire.rest() == b""


def test_the_app_may_ask_for_the_end_of_the_connection() -> None:
    with serving(answering(b"bye", ("Connection", "close"))) as port:
        answer = talk(port, request())

    assert answer.count(b"Connection: close") == 1


def test_a_half_closed_client_still_gets_its_response() -> None:
    with serving(echo, inline=lambda path: False) as port, Wire(port) as wire:
        answer = wire.send(request("/x")).half_close().rest()

    assert answer.endswith(b"/x ")


@pytest.mark.parametrize("body", [b"", b"hi"])
def test_an_offer_to_upgrade_is_declined(body: bytes) -> None:
    """java.net.http offers h2c on every first request of a plain connection."""
    offer = request("/x", "POST", body, connection="Upgrade, HTTP2-Settings", upgrade="h2c")
    recorder = Recorder(echo)
    with serving(recorder) as port:
        answers = talk(port, offer + offer + closing("/y"))

    assert answers.count(b"HTTP/1.1 200 OK") == 3
    assert answers.count(b"/x " + body) == 2
    assert "HTTP_UPGRADE" not in recorder.environs[0]


@pytest.mark.parametrize(
    ("options", "kept"), [("Upgrade, not-close", True), ("Upgrade, Close", False)]
)
def test_an_offer_to_upgrade_keeps_the_other_connection_options(options: str, kept: bool) -> None:
    offer = request("/x", connection=options, upgrade="h2c")
    with serving(echo) as port, Wire(port) as wire:
        response, _ = wire.send(offer).answer()

    assert response.headers["Connection"] == ("keep-alive" if kept else "close")


def test_a_response_is_not_delayed_by_the_socket() -> None:
    """With Nagle's algorithm the end of a large response waits for the client's delayed ACK."""
    options: list[int] = []

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        client = ("127.0.0.1", int(environ["REMOTE_PORT"]))
        [accepted] = [sock for sock in open_sockets() if peer_of(sock) == client]
        options.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        return echo(environ, start_response)

    with serving(app) as port:
        talk(port, closing())

    assert options[0] != 0


def open_sockets() -> list[socket.socket]:
    found = [each for each in gc.get_objects() if type(each) is socket.socket]
    return [each for each in found if each.fileno() != -1]


def peer_of(sock: socket.socket) -> object:
    try:
        return sock.getpeername()
    except OSError:  # a listening socket
        return None


# -- timeouts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"GET /x HT", request("/x", "POST", b"hello")[:-1], request("/x")],
    ids=["silent", "slow head", "slow body", "idle after an answer"],
)
def test_a_client_that_is_too_slow_is_dropped(data: bytes) -> None:
    impatient = Limits(idle_seconds=0.05, head_seconds=0.05, body_seconds=0.05)
    with serving(echo, limits=impatient) as port, Wire(port) as wire:
        wire.send(data)
        with suppress(ConnectionResetError):  # dropped with bytes on the way: as good an end
            wire.rest()


def test_a_head_in_drips_gains_no_time() -> None:
    with serving(echo, limits=Limits(head_seconds=0.05)) as port, Wire(port) as wire:
        wire.send(b"GET / HTTP/1.1\r\nX-Drips: ").socket.settimeout(0.01)

        assert any(dropped_after(wire, b"x") for _ in range(500))


def dropped_after(wire: Wire, drip: bytes) -> bool:
    try:
        return wire.send(drip).socket.recv(1) == b""
    except TimeoutError:
        return False
    except (BrokenPipeError, ConnectionResetError):
        return True


# -- hostile bytes -------------------------------------------------------------------------------

SOUND = [
    request("/a", "POST", b"hello"),
    request("/b?c=d", x_one="1"),
    b"PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    b"POST /d HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Sound requests with a stretch of them replaced by something else."""
    data = b"".join(draw(st.lists(st.sampled_from(SOUND), min_size=1, max_size=3)))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 8)))
    return data[:start] + draw(st.binary(max_size=8)) + data[end:]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(echo) as port:
        yield port


@settings(max_examples=100, deadline=None)
@given(data=st.one_of(st.binary(max_size=200), mutated()))
def test_no_bytes_keep_the_next_client_from_being_answered(port: int, data: bytes) -> None:
    with Wire(port) as wire, suppress(OSError):
        wire.send(data).half_close().rest()

    assert talk(port, closing("/still", "POST", b"here")).endswith(b"/still here")


@settings(max_examples=100, deadline=None)
@given(cuts=st.lists(st.integers(0, 300), max_size=6), count=st.integers(1, 3))
def test_how_requests_are_cut_into_packets_does_not_matter(
    port: int, cuts: list[int], count: int
) -> None:
    data = b"".join(SOUND[:3] * count) + closing("/end")
    with Wire(port) as wire:
        for start, end in pairwise([0, *sorted(cuts), len(data)]):
            wire.send(data[start:end])
        answers = wire.rest()

    bodies = [part.partition(b"\r\n\r\n")[2] for part in answers.split(b"HTTP/1.1 200 OK")[1:]]
    assert bodies == [b"/a hello", b"/b ", b"/c abc"] * count + [b"/end "]
