"""The handlers of a server's signals: there while it serves, and those before it afterwards."""

import asyncio
import signal

from catapult_simulator.http_server.ending_signals import handled_signals
from catapult_simulator.http_server.server import HttpServer
from serve_support import needs_signals

pytestmark = needs_signals


def test_a_signal_runs_the_action_on_the_loop_and_none_after_its_end() -> None:
    came: list[str] = []
    before = signal.getsignal(signal.SIGTERM)
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        with handled_signals([signal.SIGTERM], loop, lambda: came.append("one")):
            signal.raise_signal(signal.SIGTERM)
            assert came == []
            runner.run(asyncio.sleep(0))
            assert came == ["one"]
            runner.close()
            signal.raise_signal(signal.SIGTERM)  # the loop is closed

    assert came == ["one"]
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_handlers_before_are_back_after_a_server_has_run() -> None:
    noted: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: noted.append(number))
    try:
        server = HttpServer(app=lambda environ, start: [])
        server.open()
        server.run(ready=lambda: signal.raise_signal(signal.SIGTERM))
        assert noted == []

        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert noted == [signal.SIGTERM]
