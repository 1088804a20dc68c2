"""The outcome of each failure of a receiver."""

import socket
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from callbacks.sender_support import callback
from catapult_simulator.callbacks.http_sender import HttpSender
from receivers import hanging_after, resetting, saying, socket_that


@pytest.fixture
def sender() -> Iterator[HttpSender]:
    sender = HttpSender()
    yield sender
    sender.close()


def test_a_receiver_that_does_not_answer_is_a_timeout(sender: HttpSender) -> None:
    released = Event()
    with socket_that(hanging_after(b"", released)) as url:
        outcome = sender.send(callback(timeout_ms=100), url)
        released.set()

    assert (outcome.ok, outcome.status, outcome.problem) == (False, None, "timeout")
    assert outcome.explanation == "the app did not answer within 100 ms"
    assert outcome.seconds >= 0.1


HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"


def test_a_body_that_does_not_come_is_a_timeout(sender: HttpSender) -> None:
    released = Event()
    with socket_that(hanging_after(HALF, released)) as url:
        outcome = sender.send(callback(timeout_ms=100), url)
        released.set()

    assert outcome.problem == "timeout"


def dripping(released: Event) -> Callable[[socket.socket], object]:
    def behave(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not released.wait(0.02):
            connection.sendall(b"x" * 4096)

    return behave


def test_a_body_that_drips_on_is_a_timeout_or_cut_short(sender: HttpSender) -> None:
    released = Event()
    with socket_that(dripping(released)) as url:
        outcome = sender.send(callback(timeout_ms=50), url)
        released.set()

    assert outcome.problem == "timeout"


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(resetting, id="a reset"),
        pytest.param(saying(b""), id="an end"),
        pytest.param(saying(b"\x16\x03\x01 garbage \xff\r\n\r\n"), id="garbage"),
        pytest.param(saying(HALF), id="half a body"),
        pytest.param(saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                     id="a broken chunk"),
        pytest.param(saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n"
                            b"\r\nnope"), id="no gzip"),
        pytest.param(saying(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 1000 + b"\r\n"),
                     id="a flood of headers"),
        pytest.param(saying(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n"),
                     id="a long header"),
        pytest.param(saying(b"HTTP/1.1 99999999999 OK\r\n\r\n"), id="a huge status"),
        pytest.param(saying(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"),
                     id="a negative length"),
    ],
)  # fmt: skip
def test_a_receiver_that_breaks_the_rules_is_an_outcome(
    sender: HttpSender, behaviour: Callable[[socket.socket], object]
) -> None:
    with socket_that(behaviour) as url:
        outcome = sender.send(callback(timeout_ms=5000), url)

    assert outcome.problem in ("network", None)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/sms", "http://nowhere.invalid/", "http://127.0.0.1:99999/", "http://",
     "ftp://127.0.0.1/", "http://[::1", "http://a..b/", "http://" + "a" * 300 + "/",
     "http://xn--/", "http://\udcff/", "http://%00/", "http://bob:%E2%82%AC@127.0.0.1:1/", ""],
    ids=lambda url: ascii(url[:30]),
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unreachable_url_is_an_outcome(sender: HttpSender, url: str, method: str) -> None:
    outcome = sender.send(callback(method=method, timeout_ms=2000), url)

    assert (outcome.ok, outcome.status) == (False, None)
    assert outcome.problem in ("network", "timeout")
    assert outcome.explanation


@pytest.mark.parametrize("host", ["a..b", "[::1", "x" * 300, "%00", "127.0.0.1:99999", "xn--"])
def test_an_explanation_never_has_credentials(sender: HttpSender, host: str) -> None:
    outcome = sender.send(callback(timeout_ms=2000), f"http://bob:s3cret@{host}/sms")

    assert "s3cret" not in outcome.explanation
    assert "bob" not in outcome.explanation
