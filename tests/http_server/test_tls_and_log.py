"""TLS, and the log under ordinary and hostile traffic."""

import contextlib
import errno
import http.client
import logging
import os
import socket
import ssl

import pytest

from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.http_server.wsgi import CONNECTION_FAULT
from http_server.server_support import (
    PATIENCE,
    Recorder,
    Wire,
    answering,
    closing,
    echo,
    leaving,
    request,
    serving,
    talk,
)


def anonymous_tls(side: int) -> ssl.SSLContext:
    """TLS without certificates: nothing to make, nothing to expire."""
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("aNULL:@SECLEVEL=0")
    return context


SERVER_SIDE, CLIENT_SIDE = ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS_CLIENT


def test_it_speaks_tls() -> None:
    recorder = Recorder(answering(b"x" * 300_000))
    with serving(recorder, ssl_context=anonymous_tls(SERVER_SIDE)) as port:
        client = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=PATIENCE, context=anonymous_tls(CLIENT_SIDE)
        )
        with contextlib.closing(client):
            for _ in range(2):
                client.request("POST", "/x", body=b"y" * 300_000)
                assert client.getresponse().read() == b"x" * 300_000

    assert recorder.environs[0]["wsgi.url_scheme"] == "https"


def test_reset_under_tls_is_a_reset() -> None:
    app = leaving(CONNECTION_FAULT, "reset")
    with (
        serving(app, ssl_context=anonymous_tls(SERVER_SIDE)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as plain,
        anonymous_tls(CLIENT_SIDE).wrap_socket(plain) as wire,
        socket.socket(fileno=os.dup(wire.fileno())) as beneath,  # OpenSSL would say: an end
    ):
        beneath.settimeout(PATIENCE)
        wire.sendall(request())
        with pytest.raises(ConnectionResetError):
            beneath.recv(1)


def test_plain_http_on_a_tls_port_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with (
        serving(echo, ssl_context=anonymous_tls(SERVER_SIDE)) as port,
        Wire(port) as silent,
        Wire(port) as plain,
    ):
        silent.send(b"\x16\x03")
        with contextlib.suppress(ConnectionResetError):
            plain.send(request()).rest()

    assert caplog.text == ""


def test_ordinary_and_hostile_traffic_leave_nothing_in_the_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.WARNING)
    with serving(echo) as port:
        talk(port, request("/a") + closing("/b"))
        talk(port, b"\x00\x01")
        with Wire(port) as wire:
            wire.send(request("/x", "POST", b"hello")[:-1])

    assert caplog.text == ""
    assert "".join(capfd.readouterr()) == ""


def test_an_error_that_repeats_is_logged_once_a_second(caplog: pytest.LogCaptureFixture) -> None:
    """asyncio reports each failed accept, hundreds at once, while descriptors are short."""
    problem = {
        "message": "socket.accept() out of system resource",
        "exception": OSError(errno.EMFILE, "Too many open files"),
    }
    server = HttpServer(app=echo)
    server.open()
    server.start()
    for _ in range(100):
        server.loop.call_soon_threadsafe(server.loop.call_exception_handler, problem)
    server.stop()

    assert [record.message for record in caplog.records] == [
        "socket.accept() out of system resource: OSError(24, 'Too many open files')"
    ]
