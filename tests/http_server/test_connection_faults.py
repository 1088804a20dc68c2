"""Connections that are broken on purpose."""

import http.client
from collections.abc import Iterable, Iterator

import pytest

from catapult_simulator.http_server.wsgi import (
    CONNECTION_FAULT,
)
from http_server.server_support import (
    ON_LOOP_AND_WORKER,
    Environ,
    StartResponse,
    Wire,
    echo,
    leaving,
    request,
    serving,
    talk,
)


@ON_LOOP_AND_WORKER
def test_reset_breaks_the_connection_under_the_client(inline: bool) -> None:
    app = leaving(CONNECTION_FAULT, "reset")
    with serving(app, inline=lambda path: inline) as port, pytest.raises(ConnectionResetError):
        talk(port, request())


def test_close_ends_without_a_response() -> None:
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


def test_requests_before_a_connection_fault_are_answered() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/bad":
            environ[CONNECTION_FAULT] = "close"
        return echo(environ, start_response)

    with serving(app) as port:
        answers = talk(port, request("/good") + request("/bad") + request("/after"))

    assert answers.endswith(b"/good ")
