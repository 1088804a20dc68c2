"""Requests to a simulator: kept connections, lost ones, forks, and the mocks of a test."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from queue import SimpleQueue
from threading import Thread

import pytest

from catapult_simulator import Server
from catapult_simulator.control_client.transport import Transport, Unanswered
from mocks import MOCKS
from receivers import PATIENCE, app_listening, socket_that

HEALTH = "/_simulator/health"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def transport(server: Server) -> Iterator[Transport]:
    transport = Transport(server.url, timeout=PATIENCE)
    yield transport
    transport.close()


def test_a_response_is_read_as_a_whole(transport: Transport) -> None:
    reply = transport.send("GET", HEALTH)

    assert (reply.status, reply.is_json) == (200, True)
    assert reply.body.startswith(b'{"status":"ok"')


def test_parameters_are_quoted_and_those_that_are_none_left_out() -> None:
    with app_listening() as app:
        transport = Transport(app.url, timeout=PATIENCE)

        transport.send("GET", "/x", query={"to": "+1 9", "kind": None})

        assert app.next().target == "/x?to=%2B1+9"
        transport.close()


def test_a_connection_is_used_again(transport: Transport) -> None:
    first = transport.send("GET", HEALTH)
    kept = list(transport._idle)

    transport.send("GET", HEALTH)

    assert first.status == 200
    assert transport._idle == kept
    assert len(kept) == 1


def test_each_thread_that_waits_has_a_connection_of_its_own(transport: Transport) -> None:
    statuses: list[int] = []

    def call() -> None:
        statuses.extend(transport.send("GET", HEALTH).status for _ in range(20))

    threads = [Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert statuses == [200] * 80


def test_a_restarted_simulator_is_reached_again() -> None:
    server = Server()
    with server:
        transport = Transport(server.url, timeout=PATIENCE)
        transport.send("GET", HEALTH)
    with server:  # on the same port
        assert transport.send("GET", HEALTH).status == 200
        transport.close()


def test_a_stopped_simulator_is_told_from_a_lost_connection() -> None:
    with Server() as server:
        transport = Transport(server.url, timeout=PATIENCE)
        transport.send("GET", HEALTH)

    with pytest.raises(Unanswered, match=r"^Connection refused$"):
        transport.send("GET", HEALTH)


def test_a_request_that_takes_too_long_is_not_sent_again() -> None:
    """It may have advanced the time already."""
    sent = SimpleQueue[bytes]()

    def answer_once(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        sent.put(connection.recv(4096))
        sent.put(connection.recv(4096))  # until the client has gone

    with socket_that(answer_once) as url:
        transport = Transport(url, timeout=0.2)
        transport.send("POST", "/first")
        with pytest.raises(Unanswered, match="timed out"):
            transport.send("POST", "/second")

    assert sent.get(timeout=PATIENCE).split()[:2] == [b"POST", b"/sms/second"]
    assert sent.get(timeout=PATIENCE) == b""


def test_a_response_that_is_no_http_is_a_reason() -> None:
    with socket_that(lambda connection: connection.sendall(b"SSH-2.0-x\r\n")) as url:
        transport = Transport(url, timeout=PATIENCE)

        with pytest.raises(Unanswered, match=r"SSH-2\.0-x"):
            transport.send("GET", HEALTH)


@pytest.mark.parametrize("mock", MOCKS)
def test_the_simulator_is_really_called(
    transport: Transport, mock: Callable[[], AbstractContextManager[None]]
) -> None:
    with mock():
        reply = transport.send("GET", HEALTH)

    assert reply.status == 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_has_connections_of_its_own(transport: Transport) -> None:
    transport.send("GET", HEALTH)
    child = os.fork()
    if child == 0:
        os._exit(0 if transport.send("GET", HEALTH).status == 200 else 1)

    _, status = os.waitpid(child, 0)

    assert status == 0
    assert transport.send("GET", HEALTH).status == 200


def test_a_url_is_checked_at_once() -> None:
    with pytest.raises(ValueError, match="'localhost:8080' is no URL; write http://host:port"):
        Transport("localhost:8080", timeout=1)
