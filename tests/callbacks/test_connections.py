"""Connections to receivers: kept, checked before use, tried once more when a kept one was dead."""

import socket
from collections.abc import Callable, Iterator

import pytest

from catapult_simulator.callbacks.connection import Connection, IdleConnections, Origin
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.core.callbacks import Callback
from receivers import socket_that

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def sender() -> Iterator[HttpSender]:
    sender = HttpSender()
    yield sender
    sender.close()


def callback() -> Callback:
    payload = {"messageId": "m-1", "eventType": "sms", "from": "+1", "to": "+2", "text": "hi"}
    return Callback("m-1", "", payload, "GET", timeout_ms=5000)


class Receiver:
    """Counts connections; `after_answer` is done to each connection after its first answer."""

    def __init__(self, after_answer: Callable[[socket.socket], object]) -> None:
        self.connections = 0
        self._after_answer = after_answer

    def __call__(self, connection: socket.socket) -> None:
        self.connections += 1
        connection.sendall(OK)
        self._after_answer(connection)
        while connection.recv(65536):
            connection.sendall(OK)


def closing(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def closing_after_the_next_request(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("behaviour", [closing, closing_after_the_next_request])
def test_a_receiver_that_closes_without_saying_so_loses_nothing(
    sender: HttpSender, behaviour: Callable[[socket.socket], object]
) -> None:
    receiver = Receiver(behaviour)
    with socket_that(receiver) as url:
        outcomes = [sender.send(callback(), url) for _ in range(20)]

    assert [outcome.status for outcome in outcomes] == [200] * 20


def test_a_fresh_connection_that_dies_is_not_tried_again(sender: HttpSender) -> None:
    tries: list[socket.socket] = []
    with socket_that(tries.append) as url:
        outcome = sender.send(callback(), url)

    assert outcome.problem == "network"
    assert outcome.reason is not None
    assert outcome.reason.cause == "closed"
    assert len(tries) == 1


def test_an_answer_that_broke_off_is_not_asked_for_again(sender: HttpSender) -> None:
    """The receiver may have done its work: only a connection without one byte of an answer is."""

    def half_an_answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(OK[:10])
        connection.shutdown(socket.SHUT_RDWR)

    receiver = Receiver(half_an_answer)
    with socket_that(receiver) as url:
        outcomes = [sender.send(callback(), url) for _ in range(2)]

    cut_off = "the answer ends in the middle: the connection was closed"
    assert [outcome.explanation for outcome in outcomes] == ["", cut_off]
    assert receiver.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", id="close"
        ),
        pytest.param(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", id="1.0"),
        pytest.param(OK + b"more than was said", id="more bytes"),
    ],
)
def test_a_connection_that_cannot_be_used_again_is_not_kept(
    sender: HttpSender, answer: bytes
) -> None:
    connections: list[socket.socket] = []

    def answer_once(connection: socket.socket) -> None:
        connections.append(connection)
        connection.sendall(answer)
        connection.recv(65536)

    with socket_that(answer_once) as url:
        outcomes = [sender.send(callback(), url) for _ in range(2)]

    assert [outcome.ok for outcome in outcomes] == [True, True]
    assert len(connections) == 2


def test_a_connection_that_comes_back_after_the_end_is_closed() -> None:
    idle = IdleConnections()
    ours, theirs = socket.socketpair()
    idle.close()

    idle.put(Origin("http", "app", 80), Connection(ours))

    assert theirs.recv(1) == b""
    theirs.close()


def test_the_number_of_idle_connections_is_bounded() -> None:
    pairs = [socket.socketpair() for _ in range(70)]
    idle = IdleConnections()

    for port, (ours, _) in enumerate(pairs):
        idle.put(Origin("http", "app", port), Connection(ours))

    closed = [theirs for _, theirs in pairs if _has_ended(theirs)]
    assert closed == [theirs for _, theirs in pairs[:6]]  # the oldest go first
    idle.close()
    for _, theirs in pairs:
        theirs.close()


def _has_ended(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False


def test_a_second_answer_belongs_to_no_callback(sender: HttpSender) -> None:
    surplus = b"HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nbad"
    with socket_that(lambda connection: connection.sendall(OK + surplus)) as url:
        outcomes = [sender.send(callback(), url) for _ in range(3)]

    assert [(outcome.status, outcome.answer) for outcome in outcomes] == [(200, "")] * 3


def test_a_connection_that_was_switched_to_another_protocol_is_not_used_again(
    sender: HttpSender,
) -> None:
    connections: list[socket.socket] = []

    def switch(connection: socket.socket) -> None:
        connections.append(connection)
        connection.sendall(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
        connection.recv(65536)

    with socket_that(switch) as url:
        outcomes = [sender.send(callback(), url) for _ in range(2)]

    assert [outcome.status for outcome in outcomes] == [101, 101]
    assert len(connections) == 2
