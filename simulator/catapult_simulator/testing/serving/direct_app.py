"""A WSGI application without a port: its callbacks are calls, on the thread that causes them.

On virtual time that is the thread of the test: the app shares its database transaction, its
patches and its thread-local state.
"""

from collections.abc import Mapping
from errno import ECONNREFUSED
from itertools import count

from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.http_sender import outcome_of, request_of
from catapult_simulator.callbacks.response_reader import ResponseReader
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.http_server.in_process import MemoryConnection, memory_environ
from catapult_simulator.testing.serving.app_calls import AppCalls, WsgiApp
from catapult_simulator.testing.serving.served_account import DirectSenders
from catapult_simulator.testing.serving.time_limit import call_within


class DirectApp:
    """Takes callbacks at a host of its own, `http://app.test`, which only this simulator knows.

    After `stop`, the host refuses callbacks until another app takes it.
    """

    def __init__(self, app: WsgiApp, senders: DirectSenders) -> None:
        self.calls = AppCalls()
        self.app: WsgiApp | None = self.calls.wsgi(app)
        host = _free_host(senders.direct_senders)
        self._environ = memory_environ("http", host)
        self.url = f"http://{host}"
        senders.direct_senders[f"{self.url}/"] = self

    def send(self, callback: Callback, url: str) -> Outcome:
        """Call the app once. It must answer within the time of the callback."""

        def exchange(deadline: Deadline) -> ResponseReader:
            return call_within(deadline.remaining(), lambda: self._call(callback, url))

        return outcome_of(callback, url, exchange)

    def stop(self) -> bool:
        self.app = None
        return True

    def _call(self, callback: Callback, url: str) -> ResponseReader:
        if self.app is None:
            raise ConnectionRefusedError(ECONNREFUSED, "Connection refused")
        connection, reader = MemoryConnection(self.app, self._environ), ResponseReader()
        try:
            answer = connection.feed(request_of(callback, url))
            assert answer is not None, "a callback is a complete request"
            reader.feed(answer.wire)
            reader.end()
        finally:
            connection.close()
            reader.release()
        return reader


def _free_host(senders: Mapping[str, object]) -> str:
    for number in count(1):
        host = "app.test" if number == 1 else f"app-{number}.test"
        before = senders.get(f"http://{host}/")
        if not isinstance(before, DirectApp) or before.app is None:
            return host
    raise AssertionError("count never ends")
