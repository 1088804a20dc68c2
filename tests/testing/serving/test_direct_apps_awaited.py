"""A WSGI application without a port in an async test: it runs on the thread of the test."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from threading import Event
from typing import Any

import pytest

from catapult_simulator.core.messages.inbox import Inbound
from catapult_simulator.testing.catapult import Catapult
from testing.apps import PERSON, TextedApp

COLOUR: ContextVar[str] = ContextVar("colour", default="none")


def texted(account: Catapult, react: Callable[[Any], object], timeout_ms: int = 10_000) -> str:
    """A number whose texts reach an app that reacts so."""
    line = account.serve(TextedApp(react), port=None)
    account.applications.update(
        line.application.id, {"incoming_message_url_callback_timeout": timeout_ms}
    )
    return line.number


async def plainly(account: Catapult, number: str) -> Inbound:
    return account.receive_message(from_=PERSON, to=number, text="hi")


async def awaited(account: Catapult, number: str) -> Inbound:
    return await account.aio.receive_message(from_=PERSON, to=number, text="hi")


How = Callable[[Catapult, str], Awaitable[Inbound]]
BOTH = pytest.mark.parametrize("receive", [plainly, awaited])


@BOTH
def test_it_sees_what_belongs_to_the_thread_of_the_test(account: Catapult, receive: How) -> None:
    async def test() -> list[object]:
        COLOUR.set("red")
        database = sqlite3.connect(":memory:")  # may be used on this thread only
        database.execute("create table texts (body, colour)")
        add = "insert into texts values (?, ?)"
        number = texted(account, lambda event: database.execute(add, [event["text"], COLOUR.get()]))
        await receive(account, number)
        found = database.execute("select * from texts").fetchall()
        database.close()
        return found

    assert asyncio.run(test()) == [("hi", "red")]


@BOTH
def test_an_app_that_hangs_is_interrupted_and_the_test_goes_on(
    account: Catapult, receive: How
) -> None:
    """The signal of Ctrl-C would cancel the test: asyncio has a handler for it."""

    async def test() -> str:
        number = texted(account, lambda event: Event().wait(20), timeout_ms=50)
        (attempt,) = (await receive(account, number)).attempts
        await asyncio.sleep(0)
        return attempt.outcome.explanation

    assert asyncio.run(test()).startswith(
        "the app did not answer within 50 ms: it is at test_direct_apps_awaited.py:"
    )


@BOTH
def test_a_failed_test_inside_the_app_fails_the_test(account: Catapult, receive: How) -> None:
    async def test() -> None:
        await receive(account, texted(account, lambda event: pytest.fail("inside")))

    with pytest.raises(pytest.fail.Exception, match="inside"):
        asyncio.run(test())


def test_a_call_that_the_loop_had_no_time_for_is_late(
    account: Catapult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.testing.serving.direct_app._GRACE_SECONDS", 0.05)
    called: list[object] = []

    async def test() -> str:
        number = texted(account, called.append, timeout_ms=50)
        receiving = asyncio.create_task(awaited(account, number))
        await asyncio.sleep(0)
        Event().wait(0.2)  # the test blocks its loop
        (attempt,) = (await receiving).attempts
        return attempt.outcome.explanation

    assert asyncio.run(test()) == "the app did not answer within 50 ms"
    assert called == []
