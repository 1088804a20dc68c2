"""Requests on the wire: their environ and their body."""

import tracemalloc
from io import BytesIO

import pytest

from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.request_body import RequestBody
from http_server.server_support import (
    Recorder,
    Wire,
    answering,
    closing,
    echo,
    environ_of,
    request,
    serving,
    status_of,
    talk,
)


def test_the_path_is_unescaped_bytewise_and_a_plus_stays_a_plus() -> None:
    environ = environ_of(closing("/v1/%2B1+2/%C3%A9%zz?to=%2B1+x"))

    assert environ["PATH_INFO"] == "/v1/+1+2/\xc3\xa9%zz"
    assert environ["QUERY_STRING"] == "to=%2B1+x"
    assert environ["RAW_URI"] == environ["REQUEST_URI"] == "/v1/%2B1+2/%C3%A9%zz?to=%2B1+x"


@pytest.mark.parametrize(
    ("target", "path", "query", "host"),
    [
        ("http://other.test:81/v1/x?y=1", "/v1/x", "y=1", "other.test:81"),
        ("http://other.test", "/", "", "other.test"),
        ("http://other.test?y=1", "/", "y=1", "other.test"),
        ("//v1/x", "//v1/x", "", "simulator.test"),
        ("/x?http://y/z", "/x", "http://y/z", "simulator.test"),
    ],
)
def test_a_target_may_be_absolute(target: str, path: str, query: str, host: str) -> None:
    environ = environ_of(closing(target))

    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == (path, query)
    assert environ["HTTP_HOST"] == host
    assert environ["RAW_URI"] == target


def test_headers_become_keys_as_pep_3333_says() -> None:
    environ = environ_of(
        b"POST /a HTTP/1.1\r\nHost: h\r\ncontent-TYPE: text/x\r\nContent-Length: 2\r\n"
        b"X-One: a\r\nx-one:  b \t\r\nCookie: c=1\r\nCookie: d=2\r\nX_Spoof: 1\r\n"
        b"Empty:\r\nConnection: close\r\n\r\nhi"
    )

    assert environ["CONTENT_TYPE"] == "text/x"
    assert environ["CONTENT_LENGTH"] == "2"
    assert environ["HTTP_X_ONE"] == "a,b"
    assert environ["HTTP_COOKIE"] == "c=1; d=2"
    assert environ["HTTP_EMPTY"] == ""
    assert "HTTP_X_SPOOF" not in environ
    assert "HTTP_CONTENT_TYPE" not in environ


def test_the_environ_has_the_addresses_and_the_server_s_abilities() -> None:
    environ = environ_of(closing())

    assert environ["REMOTE_ADDR"] == environ["SERVER_NAME"] == "127.0.0.1"
    assert environ["SERVER_PORT"].isdigit()
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert (environ["wsgi.url_scheme"], environ["wsgi.multithread"]) == ("http", True)
    assert environ["catapult_simulator.can_long_poll"] is True
    assert "CONTENT_LENGTH" not in environ


def test_a_request_does_not_inherit_the_keys_of_the_one_before() -> None:
    recorder = Recorder(echo)
    with serving(recorder) as port:
        talk(port, request("/a", x_one="1") + closing("/b"))

    assert "HTTP_X_ONE" not in recorder.environs[1]
    assert recorder.environs[1]["QUERY_STRING"] == ""


def test_a_body_may_come_byte_by_byte() -> None:
    with serving(echo) as port, Wire(port) as wire:
        for byte in closing("/x", "POST", b"hello"):
            wire.send(bytes([byte]))

        assert wire.rest().endswith(b"/x hello")


def test_a_chunked_body_arrives_whole_and_without_a_length() -> None:
    recorder = Recorder(echo)
    with serving(recorder) as port:
        answer = talk(
            port,
            b"POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
            b"Connection: close\r\n\r\n"
            b"3;note=1\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n",
        )

    [environ] = recorder.environs
    assert answer.endswith(b"/x abcde")
    assert environ["HTTP_TRANSFER_ENCODING"] == "chunked"
    assert environ["wsgi.input_terminated"] is True
    assert "CONTENT_LENGTH" not in environ
    assert "HTTP_X_TRAILER" not in environ


def test_a_large_body_is_in_a_file_that_is_closed_after_the_response() -> None:
    body = bytes(range(256)) * 64
    recorder = Recorder(echo)
    with serving(recorder, limits=Limits(memory_bytes=1000)) as port:
        answer = talk(port, closing("/x", "POST", body))

    stream = recorder.environs[0]["wsgi.input"]
    assert answer.endswith(body)
    assert not isinstance(stream, BytesIO)
    assert stream.closed


def test_a_body_in_tiny_chunks_costs_little_more_than_its_size() -> None:
    size = 512 * 1024
    body = RequestBody(memory_bytes=2 * size)
    tracemalloc.start()
    try:
        for at in range(0, size, 2):
            body.add(at.to_bytes(4, "big")[2:])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 1.5 * size
    assert len(body.open().read()) == size


def test_an_incomplete_body_never_reaches_the_app() -> None:
    recorder = Recorder(echo)
    with serving(recorder, limits=Limits(memory_bytes=10)) as port:
        data = request("/x", "POST", b"x" * 100)
        with Wire(port) as wire:
            wire.send(data[:-1]).half_close()
            assert wire.rest() == b""
        assert status_of(talk(port, closing("/after"))) == 200

    assert [environ["PATH_INFO"] for environ in recorder.environs] == ["/after"]


def test_100_continue_is_sent_when_the_body_is_accepted() -> None:
    head = b"POST /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with serving(echo) as port, Wire(port) as wire:
        wire.send(head)
        assert wire.line() + wire.line() == b"HTTP/1.1 100 Continue\r\n\r\n"

        wire.send(b"hi")
        assert wire.answer()[1] == b"/x hi"


def test_100_continue_waits_for_the_responses_before_it() -> None:
    head = b"POST /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with serving(answering(b"one"), inline=lambda path: False) as port, Wire(port) as wire:
        wire.send(request("/first") + head)

        assert wire.line() == b"HTTP/1.1 200 OK\r\n"
        while wire.line() != b"\r\n":
            pass
        assert wire.socket.recv(3) == b"one"
        assert wire.line() == b"HTTP/1.1 100 Continue\r\n"


def test_a_body_too_large_gets_413_instead_of_100_continue() -> None:
    head = b"PUT /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n"
    with serving(echo, limits=Limits(body_bytes=100)) as port:
        assert status_of(talk(port, head)) == 413
