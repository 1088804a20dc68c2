"""An application without a port: its callbacks are calls, on the thread of the test.

A WSGI application shares the test's database transaction, its patches and its thread-local state;
an ASGI one the event loop of a test that awaits `catapult.aio`.
"""

from collections.abc import Callable, Mapping
from errno import ECONNREFUSED
from itertools import count
from typing import Any

from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.http_sender import outcome_of, request_of
from catapult_simulator.callbacks.response_reader import ResponseReader
from catapult_simulator.core.blocked_loop import ASYNC_APP
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.http_server.in_process import MemoryConnection, memory_environ
from catapult_simulator.testing.awaiting_loop import awaiting_loop, run_on
from catapult_simulator.testing.serving.app_calls import AppCalls, WsgiApp
from catapult_simulator.testing.serving.kinds import RunKind
from catapult_simulator.testing.serving.served_account import DirectSenders
from catapult_simulator.testing.serving.time_limit import call_within

_Exchange = Callable[[WsgiApp], ResponseReader]
_GRACE_SECONDS = 1.0  # for an app that is cancelled or interrupted at its deadline
_NAMES: dict[RunKind, str] = {"wsgi": "app", "asgi": ASYNC_APP}


class DirectApp:
    """Takes callbacks at a host of its own, `http://app.test`, which only this simulator knows.

    After `stop`, the host refuses callbacks until another app takes it.
    """

    def __init__(self, app: Any, kind: RunKind, senders: DirectSenders) -> None:
        self.calls = AppCalls()
        self.is_stopped = False
        self._play = _PLAYS[kind](self.calls, app)
        host = _free_host(_NAMES[kind], senders.direct_senders)
        self._environ = memory_environ("http", host)
        self.url = f"http://{host}"
        senders.direct_senders[f"{self.url}/"] = self

    def send(self, callback: Callback, url: str) -> Outcome:
        """Call the app once. It must answer within the time of the callback."""

        def exchange(app: WsgiApp) -> ResponseReader:
            return _answer(MemoryConnection(app, self._environ), request_of(callback, url))

        def attempt(deadline: Deadline) -> ResponseReader:
            if self.is_stopped:
                raise ConnectionRefusedError(ECONNREFUSED, "Connection refused")
            return self._play(exchange, deadline)

        return outcome_of(callback, url, attempt)

    def stop(self) -> bool:
        self.is_stopped = True
        self._play = _play_nothing
        return True


def _answer(connection: MemoryConnection, request: bytes) -> ResponseReader:
    reader = ResponseReader()
    try:
        answer = connection.feed(request)
        assert answer is not None, "a callback is a complete request"
        reader.feed(answer.wire)
        reader.end()
    finally:
        connection.close()
        reader.release()
    return reader


_Play = Callable[[_Exchange, Deadline], ResponseReader]


def _wsgi(calls: AppCalls, app: WsgiApp) -> _Play:
    """On the thread that causes the callback; of an awaited verb: on the thread of its test."""
    watched = calls.wsgi(app)

    def play(exchange: _Exchange, deadline: Deadline) -> ResponseReader:
        def call() -> ResponseReader:
            return call_within(deadline.remaining(), lambda: exchange(watched))

        loop = awaiting_loop()
        if loop is None:
            return call()
        return run_on(loop, _awaited(call), deadline.remaining() + _GRACE_SECONDS)

    return play


async def _awaited(call: Callable[[], ResponseReader]) -> ResponseReader:
    return call()


def _asgi(calls: AppCalls, app: Any) -> _Play:
    """On the event loop of the test that awaits; without one, on a loop of its own."""
    from catapult_simulator.testing.serving.asgi_exchange import as_wsgi

    watched = calls.asgi(app)

    def play(exchange: _Exchange, deadline: Deadline) -> ResponseReader:
        called = as_wsgi(watched, deadline)
        if awaiting_loop() is not None:
            return exchange(called)
        return call_within(deadline.remaining() + _GRACE_SECONDS, lambda: exchange(called))

    return play


def _play_nothing(exchange: _Exchange, deadline: Deadline) -> ResponseReader:
    """Of an app that has stopped: it can be let go."""
    raise AssertionError("it is not called")


_PLAYS: dict[RunKind, Callable[[AppCalls, Any], _Play]] = {"wsgi": _wsgi, "asgi": _asgi}


def _free_host(name: str, senders: Mapping[str, object]) -> str:
    for number in count(1):
        host = f"{name}.test" if number == 1 else f"{name}-{number}.test"
        before = senders.get(f"http://{host}/")
        if not isinstance(before, DirectApp) or before.is_stopped:
            return host
    raise AssertionError("count never ends")
