"""Any other way to the real API fails the test, also where the app swallows the failure."""

import asyncio
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import pytest

from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.redirect.state import RealServiceCalled
from testing.redirect.clients import HOST


def create_connection() -> object:
    return socket.create_connection((HOST, 443), timeout=1)


def resolve() -> object:
    return socket.getaddrinfo(host=HOST.upper() + ".", port=443)


def resolve_name() -> object:
    return socket.gethostbyname(HOST)


def connect() -> object:
    with socket.socket() as plain:
        plain.connect((HOST, 443))
    return None


def connect_ex() -> object:
    with socket.socket() as plain:
        return plain.connect_ex((HOST, 443))


def open_connection() -> object:
    return asyncio.run(asyncio.wait_for(asyncio.open_connection(HOST, 443), 10))


def within_redirect(account: Catapult, call: Callable[[], object]) -> None:
    with account.redirect():
        call()


LEAKS = (create_connection, resolve, resolve_name, connect, connect_ex, open_connection)


@pytest.mark.parametrize("leak", LEAKS)
def test_another_way_fails_at_once(account: Catapult, leak: Callable[[], object]) -> None:
    caught = []

    def fail() -> None:
        try:
            leak()
        finally:
            caught.append(sys.exc_info()[1])

    with pytest.raises(RealServiceCalled, match=r"was called past catapult\.redirect"):
        within_redirect(account, fail)

    assert isinstance(caught[0], RealServiceCalled)


@pytest.mark.parametrize("leak", LEAKS)
def test_what_the_app_swallows_fails_the_block(
    account: Catapult, leak: Callable[[], object]
) -> None:
    with pytest.raises(RealServiceCalled), account.redirect(), suppress(BaseException):
        leak()


def test_what_another_thread_does_fails_the_block(account: Catapult) -> None:
    def leak() -> None:
        with suppress(AssertionError):
            resolve()

    def leak_elsewhere() -> None:
        thread = Thread(target=leak)
        thread.start()
        thread.join()

    with pytest.raises(RealServiceCalled):
        within_redirect(account, leak_elsewhere)


def test_the_place_is_said(account: Catapult) -> None:
    with (
        pytest.raises(RealServiceCalled, match=r"socket.getaddrinfo from test_leaks.py:\d+, in "),
        account.redirect(),
    ):
        create_connection()


def test_another_failure_of_the_block_goes_first(account: Catapult) -> None:
    def fail() -> None:
        with suppress(AssertionError):
            resolve()
        raise ValueError("the test fails")

    with pytest.raises(ValueError, match="the test") as raised:
        within_redirect(account, fail)

    assert "was called past" in raised.value.__notes__[0]


def test_a_leak_is_told_by_the_inner_redirect(account: Catapult) -> None:
    with account.redirect(), pytest.raises(RealServiceCalled), account.redirect():
        resolve()


def test_without_a_redirect_nothing_is_guarded(
    account: Catapult, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **_: asked.append(name))
    with account.redirect():
        guarded = socket.getaddrinfo

    guarded(HOST, 443)

    assert asked == [(HOST, 443)]
