"""Signals that end a command: the first one ends it, and none interrupts what has to be done."""

import signal
import subprocess
import sys

import pytest

from catapult_simulator.cli.ending import signals_put_off
from serve_support import needs_signals, own_environment, serving

pytestmark = needs_signals


def test_signals_that_are_put_off_are_noted_and_end_nothing() -> None:
    before = signal.getsignal(signal.SIGINT)
    with signals_put_off() as came:
        assert not came.has_come
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGTERM):
            signal.raise_signal(number)

        assert came.has_come
    assert signal.getsignal(signal.SIGINT) == before


def test_a_signal_that_is_ignored_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_put_off() as came:
            signal.raise_signal(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        assert not came.has_come
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_second_signal_does_not_interrupt_the_exit() -> None:
    program = """
import atexit, signal
from catapult_simulator.cli.ending import exit_on_signals

exit_on_signals()
atexit.register(lambda: signal.raise_signal(signal.SIGTERM))
try:
    signal.raise_signal(signal.SIGINT)
finally:
    signal.raise_signal(signal.SIGINT)
    print("all done", flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=own_environment(),
        timeout=60,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "all done\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_directly_after_the_banner_ends_it_once_it_can(number: signal.Signals) -> None:
    with serving() as process:
        for _ in range(3):
            process.popen.send_signal(number)
        _, errors = process.popen.communicate(timeout=30)

    assert (process.popen.returncode, errors) == (0, "")
