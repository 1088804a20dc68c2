"""Answers on the wire: their heads, and how their bodies are delimited."""

from collections.abc import Iterable

import pytest

from http_server.server_support import (
    Environ,
    Recorder,
    StartResponse,
    Wire,
    answering,
    closing,
    request,
    serving,
    talk,
)

# -- answers -------------------------------------------------------------------------------------


def test_an_answer_carries_the_recorded_set_of_headers() -> None:
    app = answering(b"{}", ("content-type", "application/json"), status="201 Created")
    with serving(app) as port, Wire(port) as wire:
        response, body = wire.send(request()).answer()

    names = [name for name, _ in response.getheaders()]
    assert names == ["content-type", "Content-Length", "Date", "Server", "Connection"]
    assert (response.status, response.reason, body) == (201, "Created", b"{}")
    assert response.headers["Connection"] == "keep-alive"
    assert response.headers["Server"] == "catapult-simulator"
    assert response.headers["Date"].endswith(" GMT")


def test_the_app_may_set_date_and_server_itself() -> None:
    app = answering(b"", ("Date", "Wed, 01 May 2019 12:00:00 GMT"), ("server", "Jetty"))
    with serving(app) as port, Wire(port) as wire:
        response, _ = wire.send(request()).answer()

    assert response.headers.get_all("Date") == ["Wed, 01 May 2019 12:00:00 GMT"]
    assert response.headers.get_all("Server") == ["Jetty"]


def test_a_head_request_gets_the_length_and_no_body() -> None:
    with serving(answering(b"hello")) as port, Wire(port) as wire:
        response, body = wire.send(request(method="HEAD")).answer("HEAD")
        assert (response.headers["Content-Length"], body) == ("5", b"")

        assert wire.send(request()).answer()[1] == b"hello"


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_that_may_have_no_body_has_neither_body_nor_length(status: str) -> None:
    with serving(answering(b"", status=status)) as port, Wire(port) as wire:
        response, _ = wire.send(request()).answer()

        assert "Content-Length" not in response.headers
        assert "Transfer-Encoding" not in response.headers
        assert wire.send(request()).answer()[0].status == response.status


def pieces(*parts: bytes, length: int | None = None) -> Recorder:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [] if length is None else [("Content-Length", str(length))])
        yield from parts

    return Recorder(app)


@pytest.mark.parametrize("inline", [True, False], ids=["on the loop", "on a worker"])
def test_an_answer_of_unknown_length_is_chunked(inline: bool) -> None:
    with serving(pieces(b"one", b"", b"two"), inline=lambda path: inline) as port:
        answer = talk(port, closing())

    assert b"\r\nTransfer-Encoding: chunked\r\n" in answer
    assert answer.endswith(b"\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")


def test_to_http_1_0_the_end_of_the_connection_ends_it() -> None:
    with serving(pieces(b"one", b"two")) as port:
        answer = talk(port, request(version="1.0", connection="keep-alive"))

    assert b"Transfer-Encoding" not in answer
    assert b"\r\nConnection: close\r\n" in answer
    assert answer.endswith(b"\r\n\r\nonetwo")


def test_an_answer_shorter_than_promised_ends_the_connection() -> None:
    with serving(pieces(b"one", length=5)) as port:
        assert talk(port, request()).endswith(b"\r\n\r\none")


def test_an_answer_longer_than_promised_is_cut() -> None:
    with serving(pieces(b"one", b"two", length=4)) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == b"onet"
        assert wire.send(request()).answer()[1] == b"onet"


def test_the_write_callable_of_start_response_comes_before_the_body() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])(b"written ")
        return [b"returned"]

    with serving(app) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == b"written returned"
