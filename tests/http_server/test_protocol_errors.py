"""Requests that the server refuses, and how it renders the error."""

import tracemalloc
from contextlib import suppress

import pytest

from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.request_parser import RequestParser
from catapult_simulator.http_server.wsgi import REASON
from http_server.server_support import (
    Environ,
    Recorder,
    Wire,
    closing,
    echo,
    environ_of,
    request,
    serving,
    status_of,
    talk,
)

HOST = b"Host: h\r\n"

REFUSED = {
    "not http": (b"hello there\r\n\r\n", 400),
    "binary": (b"\x00\x01\x02\x03", 400),
    "unknown method": (b"BREW /x HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "connect": (b"CONNECT h:80 HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "http/0.9": (b"GET /x\r\n\r\n", 400),
    "http/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "space in the target": (b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no host": (b"GET /x HTTP/1.1\r\n\r\n", 400),
    "two hosts": (b"GET /x HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
    "empty host": (b"GET /x HTTP/1.1\r\nHost:\r\n\r\n", 400),
    "empty host in http/1.0": (b"GET /x HTTP/1.0\r\nHost:\r\n\r\n", 400),
    "host with a path": (b"GET /x HTTP/1.1\r\nHost: h/y\r\n\r\n", 400),
    "host with a space": (b"GET /x HTTP/1.1\r\nHost: h y\r\n\r\n", 400),
    "host with credentials": (b"GET /x HTTP/1.1\r\nHost: a@h\r\n\r\n", 400),
    "host with a word for a port": (b"GET /x HTTP/1.1\r\nHost: h:http\r\n\r\n", 400),
    "host list": (b"GET /x HTTP/1.1\r\nHost: h, i:80\r\n\r\n", 400),
    "host with a port that is none": (b"GET /x HTTP/1.1\r\nHost: h:65536\r\n\r\n", 400),
    "host that is no IPv6 address": (b"GET /x HTTP/1.1\r\nHost: [:::]\r\n\r\n", 400),
    "host with a broken escape": (b"GET /x HTTP/1.1\r\nHost: h%zz\r\n\r\n", 400),
    "host outside ascii": (b"GET /x HTTP/1.1\r\nHost: h\xe9\r\n\r\n", 400),
    "bad host beside an absolute target": (
        b"GET http://h/x HTTP/1.1\r\nHost: a@h\r\n\r\n",
        400,
    ),
    "bad host in an absolute target": (b"GET http://a@h/x HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "two spaces before the target": (b"GET  /x HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "two spaces after the target": (b"GET /x  HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "http/1.0 with a transfer coding": (
        b"PUT /x HTTP/1.0\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "space in a header name": (b"GET /x HTTP/1.1\r\nA B: c\r\n\r\n", 400),
    "length no number": (b"PUT /x HTTP/1.1\r\n" + HOST + b"Content-Length: abc\r\n\r\n", 400),
    "negative length": (b"PUT /x HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", 400),
    "two lengths": (
        b"PUT /x HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        400,
    ),
    "length and chunked": (
        b"PUT /x HTTP/1.1\r\n"
        + HOST
        + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "unknown transfer coding": (
        b"PUT /x HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n",
        501,
    ),
    "broken chunk": (
        b"PUT /x HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        400,
    ),
    "long target": (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "endless target": (b"GET /" + b"x" * 9000, 414),
    "many headers": (b"GET /x HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 100 + b"\r\n", 431),
    "large headers": (b"GET /x HTTP/1.1\r\n" + HOST + b"A: " + b"b" * 70_000 + b"\r\n\r\n", 431),
    "endless header": (b"GET /x HTTP/1.1\r\n" + HOST + b"A: " + b"b" * 700_000, 431),
    "endless trailer": (
        b"PUT /x HTTP/1.1\r\n"
        + HOST
        + b"Transfer-Encoding: chunked\r\n\r\n0\r\nA: "
        + b"b" * 700_000,
        431,
    ),
    "body declared too large": (
        b"PUT /x HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999\r\n\r\n",
        413,
    ),
}


@pytest.mark.parametrize(("data", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_a_request_in_error_is_refused_and_ends_the_connection(data: bytes, status: int) -> None:
    recorder = Recorder(echo)
    with serving(recorder) as port:
        answer = talk(port, data)

    assert status_of(answer) == status
    assert b"\r\nConnection: close\r\n" in answer
    assert recorder.environs == []


@pytest.mark.parametrize(
    "host", ["h", "h:", "h:65535", "my_service-1.test:8080", "127.0.0.1", "[::1]:80", "a%20b"]
)
def test_a_valid_host_is_accepted(host: str) -> None:
    data = f"GET /x HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"

    assert environ_of(data.encode())["HTTP_HOST"] == host


def test_http_1_0_needs_no_host() -> None:
    assert "HTTP_HOST" not in environ_of(b"GET /x HTTP/1.0\r\n\r\n")


def test_two_spaces_in_a_pipelined_request_line_are_refused_too() -> None:
    with serving(echo) as port:
        answers = talk(
            port, request("/x", "POST", b"hello") + b"GET  /y HTTP/1.1\r\nHost: h\r\n\r\n"
        )

    assert [status_of(b"HTTP/1.1 " + part) for part in answers.split(b"HTTP/1.1 ")[1:]] == [
        200,
        400,
    ]


def test_a_chunked_body_is_refused_once_it_passes_the_limit() -> None:
    head = b"PUT /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"32\r\n" + b"x" * 50 + b"\r\n40\r\n" + b"x" * 64
    with serving(echo, limits=Limits(body_bytes=100)) as port:
        assert status_of(talk(port, head + chunks)) == 413


def test_a_refusal_reaches_a_client_that_is_still_sending() -> None:
    """Closing with bytes unread would reset the connection before the client reads it."""
    body = b"x" * 3_000_000
    with serving(echo, limits=Limits(body_bytes=1000)) as port:
        assert status_of(talk(port, request("/x", "PUT", body))) == 413


def test_good_requests_before_a_bad_one_are_answered_first() -> None:
    with serving(echo, inline=lambda path: False) as port:
        answers = talk(port, request("/one") + b"nonsense\r\n\r\n")

    assert answers.startswith(b"HTTP/1.1 200 OK")
    assert b"HTTP/1.1 400 Bad Request" in answers


def test_a_tls_hello_on_a_plain_port_closes_the_connection() -> None:
    with serving(echo) as port, Wire(port) as wire:
        with suppress(ConnectionResetError):
            assert wire.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").rest() == b""
        assert status_of(talk(port, closing())) == 200


def test_the_renderer_renders_errors_from_what_was_parsed() -> None:
    seen: list[Environ | None] = []

    def render(status: int, environ: Environ | None) -> tuple[int, list[tuple[str, str]], bytes]:
        seen.append(environ)
        return 404, [("X-Worded", str(status))], b"no"

    data = b"PUT /v1/media/a%20b HTTP/1.1\r\nHost: h\r\nContent-Length: abc\r\n\r\n"
    with serving(echo, error_renderer=render) as port:
        answer = talk(port, data)
        talk(port, b"\x00")

    assert status_of(answer) == 404
    assert b"\r\nX-Worded: 400\r\n" in answer
    assert b"\r\nContent-Length: 2\r\n" in answer
    assert answer.endswith(b"\r\n\r\nno")
    assert seen[0] is not None
    assert (seen[0]["REQUEST_METHOD"], seen[0]["PATH_INFO"]) == ("PUT", "/v1/media/a b")
    assert "Content-Length" in seen[0][REASON]
    assert seen[1] is None


def test_a_renderer_that_fails_is_replaced_by_the_plain_one() -> None:
    def render(status: int, environ: Environ | None) -> tuple[int, list[tuple[str, str]], bytes]:
        raise ZeroDivisionError

    with serving(echo, error_renderer=render) as port:
        answer = talk(port, b"\x00")

    assert answer.endswith(b'{"code":"bad-request","message":"Bad Request"}')


def test_pipelined_requests_are_parsed_only_as_they_are_asked_for() -> None:
    parser = RequestParser(Limits(), {"wsgi.version": (1, 0)})
    tracemalloc.start()
    try:
        parser.feed(request("/x") * 5_000)
        first = parser.next_request()
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()

    assert first is not None
    assert held < 1_000_000  # 200 kB of them unparsed; all parsed are 8 MB
    rest = sum(1 for _ in iter(parser.next_request, None))
    assert rest == 4_999
