"""`open`, `start` or `run`, `stop`: any other order is refused, and breaks no live server."""

from collections.abc import Callable

import pytest

from catapult_simulator.http_server.server import HttpServer
from http_server.server_support import echo, status_of, talk

Call = Callable[[HttpServer], object]
NOT_NOW = {
    "start before open": ([], HttpServer.start, "call open"),
    "run before open": ([], HttpServer.run, "call open"),
    "open twice": ([HttpServer.open], HttpServer.open, "open already"),
    "start twice": ([HttpServer.open, HttpServer.start], HttpServer.start, "running already"),
    "run while running": ([HttpServer.open, HttpServer.start], HttpServer.run, "running already"),
    "open while running": ([HttpServer.open, HttpServer.start], HttpServer.open, "running already"),
    "open after stop": ([HttpServer.open, HttpServer.stop], HttpServer.open, "been stopped"),
    "start after stop": (
        [HttpServer.open, HttpServer.start, HttpServer.stop],
        HttpServer.start,
        "been stopped",
    ),
}


@pytest.mark.parametrize(("before", "call", "reason"), NOT_NOW.values(), ids=NOT_NOW.keys())
def test_a_call_out_of_order_is_refused(before: list[Call], call: Call, reason: str) -> None:
    server = HttpServer(app=echo)
    try:
        for each in before:
            each(server)

        with pytest.raises(RuntimeError, match=reason):
            call(server)
    finally:
        server.stop()


def test_a_refused_start_leaves_the_running_server_alone() -> None:
    server = HttpServer(app=echo)
    port = server.open()
    server.start()
    with pytest.raises(RuntimeError):
        server.start()

    answer = talk(port, b"GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    server.stop()

    assert status_of(answer) == 200
