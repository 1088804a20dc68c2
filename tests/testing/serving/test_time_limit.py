"""A time limit of a call on the calling thread."""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from types import ModuleType

import pytest

from catapult_simulator.callbacks.deadline import AppHangs
from catapult_simulator.testing.serving.time_limit import call_within

SOON = 0.05  # seconds


def spin() -> None:
    for _ in count():
        pass


def wait() -> None:
    Event().wait(20)


def insist() -> None:
    """As an app that catches everything."""
    try:
        wait()
    except BaseException:
        return


@pytest.mark.parametrize("hang", [spin, wait, insist])
def test_a_call_that_hangs_is_interrupted(hang: Callable[[], None]) -> None:
    before = set(threading.enumerate())

    with pytest.raises(AppHangs, match=r"test_time_limit\.py"):
        call_within(SOON, hang)

    assert set(threading.enumerate()) <= before  # others may end meanwhile


@pytest.mark.parametrize("hang", [wait, insist])
def test_the_place_where_it_hangs_is_said(hang: Callable[[], None]) -> None:
    with pytest.raises(AppHangs, match=r"test_time_limit.py:\d+, in wait"):
        call_within(SOON, hang)


def test_on_another_thread_code_that_runs_is_interrupted() -> None:
    with ThreadPoolExecutor(1) as pool:
        interrupted = pool.submit(call_within, SOON, spin)

        assert isinstance(interrupted.exception(), AppHangs)


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt()], ids=["error", "ctrl-c"])
def test_what_the_call_raises_passes_through(error: BaseException) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        call_within(20, fail)

    assert raised.value is error


def test_ctrl_c_is_for_the_handler_from_before() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        call_within(20, lambda: signal.raise_signal(signal.SIGINT))
        with pytest.raises(AppHangs):
            call_within(SOON, wait)  # our own signal is not for it
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)

    assert heard == [signal.SIGINT] * 2


def test_a_call_in_a_debugger_has_all_the_time() -> None:
    debugger = ModuleType("pdb")
    expired = Event()
    code = "def stop(call): return call()"
    exec(code, debugger.__dict__)

    def stopped() -> str:
        expired.wait(4 * SOON)
        return "continued"

    assert call_within(SOON, lambda: debugger.stop(stopped)) == "continued"
