"""Resolver: names are looked up within the callback's time, on few threads."""

import socket
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from catapult_simulator.callbacks import resolver as module
from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.callbacks.resolver import Resolver
from catapult_simulator.core.callbacks import Callback

PATIENCE = 20.0
FOUND = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1))]


class SlowNames:
    """A resolver of the system that answers when it is released."""

    def __init__(self) -> None:
        self.released = Event()
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, **options: Any) -> list[Any]:
        self.asked.append(host)
        assert self.released.wait(PATIENCE)
        return FOUND


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowNames]:
    names = SlowNames()
    monkeypatch.setattr(socket, "getaddrinfo", names)
    yield names
    names.released.set()


def test_a_name_that_is_not_found_in_time_is_a_timeout(names: SlowNames) -> None:
    payload = {"messageId": "m-1", "eventType": "sms", "from": "+1", "to": "+2", "text": "hi"}

    outcome = HttpSender().send(Callback("m-1", "", payload, timeout_ms=50), "http://slow.test/")

    assert (outcome.status, outcome.problem) == (None, "timeout")


def test_a_name_is_looked_up_once_for_all_who_want_it(names: SlowNames) -> None:
    resolver = Resolver()
    for _ in range(5):
        with pytest.raises(TimeoutError):
            resolver.addresses("slow.test", 80, Deadline(5))
    names.released.set()

    assert resolver.addresses("slow.test", 80, Deadline(20_000)) == FOUND
    assert names.asked.count("slow.test") <= 2


def test_lookups_are_bounded(names: SlowNames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_LOOKUPS", 3)
    resolver = Resolver()
    for number in range(3):
        with pytest.raises(TimeoutError):
            resolver.addresses(f"slow{number}.test", 80, Deadline(1))

    with pytest.raises(OSError, match="too many names"):
        resolver.addresses("another.test", 80, Deadline(1000))


def test_an_address_needs_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Thread", None)

    assert Resolver().addresses("127.0.0.1", 80, Deadline(1000))[0][4] == ("127.0.0.1", 80)
    assert Resolver().addresses("::1", 80, Deadline(1000))[0][4][:2] == ("::1", 80)


def test_without_a_thread_a_name_is_looked_up_all_the_same(
    names: SlowNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    names.released.set()

    assert Resolver().addresses("slow.test", 80, Deadline(20_000)) == FOUND


def test_a_name_that_is_unknown_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = [OSError(8, "not known"), FOUND]

    def ask(*name: Any, **options: Any) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    resolver = Resolver()

    with pytest.raises(OSError, match="not known"):
        resolver.addresses("late.test", 80, Deadline(20_000))
    assert resolver.addresses("late.test", 80, Deadline(20_000)) == FOUND
