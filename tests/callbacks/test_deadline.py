"""The timeout of a callback bounds the whole of it, whichever part a receiver draws out."""

import socket
from collections.abc import Callable, Iterator
from itertools import chain, cycle, repeat
from threading import Event

import pytest

from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.core.callbacks import Callback
from receivers import socket_that

HEAD = b"HTTP/1.1 200 OK\r\n"
TIMEOUT_MS = 150
PIECE_SECONDS = 0.01

# What a receiver says, piece by piece; each piece comes well within the timeout.
DRIPS: dict[str, Callable[[], Iterator[bytes]]] = {
    "nothing": lambda: iter(()),
    "one byte": lambda: iter([b"H"]),
    "half a head": lambda: iter([HEAD + b"X-Half: "]),
    "blank lines": lambda: repeat(b"\r\n"),
    "a status line": lambda: chain([b"HTTP/1.1 200 "], repeat(b"O")),
    "headers": lambda: chain([HEAD], cycle([b"X-A: ", b"b\r\n"])),
    "one header": lambda: chain([HEAD + b"X-Long: "], repeat(b"y")),
    "100 Continue": lambda: repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "103 Early Hints": lambda: repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    "a body of known length": lambda: chain([HEAD + b"Content-Length: 9000\r\n\r\n"], repeat(b"x")),
    "a body up to the end": lambda: chain([HEAD + b"\r\n"], repeat(b"x")),
    "chunks": lambda: chain([HEAD + b"Transfer-Encoding: chunked\r\n\r\n"], repeat(b"1\r\nx\r\n")),
    "a chunk's extension": lambda: chain(
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;a="], repeat(b"b")
    ),
    "trailers": lambda: chain(
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"], repeat(b"X-T: y\r\n")
    ),
    "a body that stops": lambda: iter([HEAD + b"Content-Length: 9\r\n\r\nhalf"]),
    "chunks that stop": lambda: iter([HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"]),
}


def dripping(pieces: Iterator[bytes], released: Event) -> Callable[[socket.socket], object]:
    def behave(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            if released.wait(PIECE_SECONDS):
                return
        released.wait()

    return behave


@pytest.fixture
def sender() -> Iterator[HttpSender]:
    sender = HttpSender()
    yield sender
    sender.close()


def callback(**changes: object) -> Callback:
    payload = {"messageId": "m-1", "eventType": "sms", "from": "+1", "to": "+2", "text": "hi"}
    return Callback("m-1", "", payload, timeout_ms=TIMEOUT_MS, **changes)  # type: ignore[arg-type]  # fields of a Callback


@pytest.mark.parametrize("part", DRIPS)
def test_a_receiver_that_draws_out_one_part_is_a_timeout(sender: HttpSender, part: str) -> None:
    released = Event()
    with socket_that(dripping(DRIPS[part](), released)) as url:
        outcome = sender.send(callback(), url)
        released.set()

    assert (outcome.status, outcome.problem) == (None, "timeout")
    assert outcome.explanation == f"the app did not answer within {TIMEOUT_MS} ms"


def test_a_tls_handshake_that_is_not_answered_is_a_timeout(sender: HttpSender) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outcome = sender.send(callback(), f"https://127.0.0.1:{silent.getsockname()[1]}/sms")

    assert (outcome.status, outcome.problem) == (None, "timeout")


def test_a_deadline_that_has_passed_leaves_no_time() -> None:
    with pytest.raises(TimeoutError):
        Deadline(0).remaining()


def test_a_deadline_counts_down() -> None:
    deadline = Deadline(60_000)

    assert 59 < deadline.remaining() <= 60
    assert deadline.elapsed >= 0
