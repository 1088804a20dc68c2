"""Which thread calls the application: the event loop's, or a worker's."""

import threading
from collections.abc import Iterable

import pytest

from catapult_simulator.http_server.limits import Limits
from http_server.server_support import (
    Environ,
    StartResponse,
    closing,
    echo,
    request,
    serving,
    talk,
)


def test_inline_says_which_thread_calls_the_app() -> None:
    threads: dict[str, str] = {}

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        threads[environ["PATH_INFO"]] = threading.current_thread().name
        return echo(environ, start_response)

    with serving(app, inline=lambda path: path.startswith("/v1")) as port:
        talk(port, request("/v1/x") + closing("/_simulator/y"))

    assert threads == {"/v1/x": "catapult-server", "/_simulator/y": "catapult-worker"}


@pytest.mark.parametrize(
    ("size", "thread"), [(10, "catapult-server"), (11, "catapult-worker")], ids=str
)
def test_a_large_body_is_answered_on_a_worker(size: int, thread: str) -> None:
    threads: list[str] = []

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        threads.append(threading.current_thread().name)
        return echo(environ, start_response)

    with serving(app, limits=Limits(inline_bytes=10)) as port:
        talk(port, closing("/v1/x", "POST", b"x" * size))

    assert threads == [thread]
