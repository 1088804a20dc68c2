"""Responses on the wire: their heads, and how their bodies are delimited."""

from collections.abc import Iterable

import pytest

from http_server.server_support import (
    ON_LOOP_AND_WORKER,
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

OWN = ["Date", "Server", "Connection", "X-Content-Type-Options"]  # set by the server


# -- heads ---------------------------------------------------------------------------------------


def test_a_response_has_the_recorded_headers() -> None:
    app = answering(b"{}", ("content-type", "application/json"), status="201 Created")
    with serving(app) as port, Wire(port) as wire:
        response, body = wire.send(request()).answer()

    names = [name for name, _ in response.getheaders()]
    assert names == ["content-type", "Content-Length", *OWN]
    assert (response.status, response.reason, body) == (201, "Created", b"{}")
    assert response.headers["Connection"] == "keep-alive"
    assert response.headers["Server"] == "catapult-simulator"
    assert response.headers["Date"].endswith(" GMT")


def test_date_server_and_connection_headers_are_set_by_the_server() -> None:
    app = answering(
        b"ok",
        ("Date", "Wed, 01 May 2019 12:00:00 GMT"),
        ("server", "Jetty"),
        ("Transfer-Encoding", "chunked"),
    )
    with serving(app) as port, Wire(port) as wire:
        response, body = wire.send(request()).answer()

    names = [name for name, _ in response.getheaders()]
    assert names == ["Content-Length", *OWN]
    assert response.headers["Server"] == "catapult-simulator"
    assert body == b"ok"


@pytest.mark.parametrize(
    "data",
    [closing("/x"), closing("/x", method="HEAD"), b"GET /x HTTP/1.1\r\n\r\n", b"no HTTP\r\n\r\n"],
    ids=["answer", "head", "no host", "garbage"],
)
def test_no_answer_is_sniffed(data: bytes) -> None:
    """Of the application and of the server itself, once each."""
    with serving(answering(b"ok", ("X-Content-Type-Options", "nosniff"))) as port:
        answer = talk(port, data)

    assert answer.count(b"X-Content-Type-Options: nosniff\r\n") == 1


def test_a_head_request_gets_the_length_and_no_body() -> None:
    with serving(answering(b"hello")) as port, Wire(port) as wire:
        response, body = wire.send(request(method="HEAD")).answer("HEAD")
        assert (response.headers["Content-Length"], body) == ("5", b"")

        assert wire.send(request()).answer()[1] == b"hello"


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_a_response_that_may_have_no_body_has_neither_body_nor_length(status: str) -> None:
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


@ON_LOOP_AND_WORKER
def test_a_body_of_unknown_length_is_collected_first(inline: bool) -> None:
    with serving(pieces(b"one", b"", b"two"), inline=lambda path: inline) as port:
        answer = talk(port, closing())

    assert b"\r\nContent-Length: 6\r\n" in answer
    assert answer.endswith(b"\r\n\r\nonetwo")


def test_a_response_shorter_than_its_content_length_ends_the_connection() -> None:
    with serving(pieces(b"one", length=5)) as port:
        assert talk(port, request()).endswith(b"\r\n\r\none")


def test_a_response_longer_than_its_content_length_is_cut() -> None:
    with serving(pieces(b"one", b"two", length=4)) as port, Wire(port) as wire:
        assert wire.send(request()).answer()[1] == b"onet"
        assert wire.send(request()).answer()[1] == b"onet"
