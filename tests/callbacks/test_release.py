"""Nothing that a callback or a connection needed stays for the collector of cycles."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import requests

from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.callbacks.response_reader import ResponseReader
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.http_server.connection import Connection
from catapult_simulator.http_server.request_parser import RequestParser
from catapult_simulator.server import Server
from receivers import saying, socket_that

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


Left = Callable[..., dict[type, int]]


@pytest.fixture
def left() -> Iterator[Left]:
    """Counts the objects of some kinds that are there now, and were not before: others may belong
    to a server that is shared with other tests."""
    gc.collect()
    gc.disable()
    before = {id(each) for each in gc.get_objects()}

    def count(*kinds: type) -> dict[type, int]:
        new = (each for each in gc.get_objects() if id(each) not in before)
        return dict(Counter(type(each) for each in new if type(each) in kinds))

    yield count
    gc.enable()


@pytest.mark.parametrize("answer", [OK, b"nonsense", b""])
def test_what_read_an_answer_is_freed_at_once(left: Left, answer: bytes) -> None:
    payload = {"messageId": "m-1", "eventType": "sms", "from": "+1", "to": "+2", "text": "hi"}
    callback, sender = Callback("m-1", "", payload, "GET", timeout_ms=5000), HttpSender()

    with socket_that(saying(answer)) as url:
        for _ in range(5):
            sender.send(callback, url)
    sender.close()

    assert left(ResponseReader) == {}


def test_what_read_requests_is_freed_when_its_connection_closes(left: Left) -> None:
    with Server() as server:
        for _ in range(5):
            headers = {"Connection": "close"}
            requests.get(f"{server.url}/_simulator/health", headers=headers, timeout=20)

    assert left(Connection, RequestParser) == {}
