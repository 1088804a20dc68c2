"""An ASGI application without a port: on the event loop of the test that awaits, or on its own."""

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

import pytest

from catapult_simulator.core.blocked_loop import LoopBlocked
from catapult_simulator.core.messages.inbox import Inbound
from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.serving.line import Line
from testing.apps import PERSON

Receive = Callable[[], Awaitable[Any]]
How = Callable[[Catapult, Line], Inbound]
COLOUR: ContextVar[str] = ContextVar("colour", default="none")


class AsgiApp:
    """Answers 204 after `react`; keeps the scopes and bodies that it got."""

    def __init__(self, react: Callable[[Receive], Awaitable[object]] | None = None) -> None:
        self.scopes: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self._react = react

    async def __call__(self, scope: Any, receive: Receive, send: Any) -> None:
        self.scopes.append(scope)
        self.bodies.append((await receive())["body"])
        if self._react is not None:
            await self._react(receive)
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})


def plainly(account: Catapult, line: Line) -> Inbound:
    return account.receive_message(from_=PERSON, to=line.number, text="hi")


def awaited(account: Catapult, line: Line) -> Inbound:
    receiving = account.aio.receive_message(from_=PERSON, to=line.number, text="hi")
    return asyncio.run(asyncio.wait_for(receiving, 20))


BOTH = pytest.mark.parametrize("receive", [plainly, awaited])


def told(inbound: Inbound) -> int | str | None:
    """The status of the only attempt, or the problem in words."""
    (attempt,) = inbound.attempts
    return attempt.outcome.explanation or attempt.outcome.status


@BOTH
def test_a_text_calls_the_app(account: Catapult, receive: How) -> None:
    app = AsgiApp()
    line = account.serve(app, port=None)

    assert told(receive(account, line)) == 204
    (scope,) = app.scopes
    assert (scope["method"], scope["path"], scope["server"][1]) == ("POST", "/sms", 80)
    assert b'"text":"hi"' in app.bodies[0]
    assert dict(scope["headers"])[b"content-length"] == str(len(app.bodies[0])).encode()


def test_a_get_has_the_query(account: Catapult) -> None:
    app = AsgiApp()
    line = account.serve(app, "/sms/it%20is", method="GET", port=None)

    assert told(plainly(account, line)) == 204
    assert app.scopes[0]["path"] == "/sms/it is"
    assert b"text=hi" in app.scopes[0]["query_string"]


def test_uvicorn_is_not_needed(account: Catapult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert told(plainly(account, account.serve(AsgiApp(), port=None))) == 204


def test_the_app_runs_on_the_loop_and_in_the_context_of_the_test(account: Catapult) -> None:
    seen: list[object] = []

    async def look(receive: Receive) -> None:
        seen.extend((asyncio.get_running_loop(), threading.get_ident(), COLOUR.get()))

    async def test() -> list[object]:
        COLOUR.set("red")
        line = account.serve(AsgiApp(look), port=None)
        await account.aio.phone(PERSON).text("hi", to=line)
        return [asyncio.get_running_loop(), threading.get_ident(), "red"]

    assert asyncio.run(test()) == seen


def test_a_plain_verb_on_that_loop_is_refused_and_loses_nothing(account: Catapult) -> None:
    app = AsgiApp()

    async def test() -> None:
        line = account.serve(app, port=None)
        with pytest.raises(LoopBlocked, match=r"^the app at http://async-app.*await it instead"):
            plainly(account, line)
        assert app.scopes == []
        await account.aio.settle()

    asyncio.run(test())

    assert len(app.scopes) == 1


@BOTH
def test_what_the_app_raises_is_told(account: Catapult, receive: How) -> None:
    async def fail(_: Receive) -> None:
        raise KeyError("text")

    line = account.serve(AsgiApp(fail), port=None)

    assert str(told(receive(account, line))).startswith(
        "the app raised KeyError: 'text' (test_direct_asgi_apps.py:"
    )
    assert [repr(error) for error in line.errors] == ["KeyError('text')"]


@BOTH
def test_a_failed_test_inside_the_app_fails_the_test(account: Catapult, receive: How) -> None:
    async def fail(_: Receive) -> None:
        pytest.fail("inside")

    line = account.serve(AsgiApp(fail), port=None)

    with pytest.raises(pytest.fail.Exception, match="inside"):
        receive(account, line)


@BOTH
def test_an_app_that_hangs_is_cancelled_in_time(account: Catapult, receive: How) -> None:
    cancelled: list[bool] = []

    async def hang(_: Receive) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    line = account.serve(AsgiApp(hang), port=None)
    account.applications.update(line.application.id, {"incoming_message_url_callback_timeout": 100})

    assert told(receive(account, line)) == "the app did not answer within 100 ms"
    assert cancelled == [True]


def test_an_app_that_blocks_its_loop_is_interrupted(
    account: Catapult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.testing.serving.direct_app._GRACE_SECONDS", 0.05)

    async def block(_: Receive) -> None:
        threading.Event().wait(20)

    line = account.serve(AsgiApp(block), port=None)
    account.applications.update(line.application.id, {"incoming_message_url_callback_timeout": 50})

    assert str(told(plainly(account, line))).startswith(
        "the app did not answer within 50 ms: it is at test_direct_asgi_apps.py:"
    )


def test_an_app_is_cancelled_with_the_verb_that_called_it(account: Catapult) -> None:
    happened: list[str] = []

    async def test() -> None:
        begun = asyncio.Event()

        async def hang(_: Receive) -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                happened.append("ended")

        line = account.serve(AsgiApp(hang), port=None)
        texting = asyncio.create_task(account.aio.phone(PERSON).text("hi", to=line))
        await begun.wait()
        texting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await texting

    asyncio.run(test())

    assert happened == ["ended"]


@BOTH
def test_an_app_may_wait_for_the_end_of_the_connection(account: Catapult, receive: How) -> None:
    """As Starlette does while it streams a response."""
    events: list[str] = []
    watching: list[asyncio.Task[None]] = []

    async def app(scope: Any, receive: Receive, send: Any) -> None:
        await receive()

        async def watch() -> None:
            events.append((await receive())["type"])

        watching.append(asyncio.create_task(watch()))
        await send({"type": "http.response.start", "status": 299, "headers": [(b"x-a", b"1")]})
        await send({"type": "http.response.body", "body": b"o", "more_body": True})
        await asyncio.sleep(0)
        events.append("streaming")
        await send({"type": "http.response.body", "body": b"k"})
        await watching[0]

    line = account.serve(app, port=None)

    (attempt,) = receive(account, line).attempts
    assert (attempt.outcome.status, attempt.outcome.answer) == (299, "ok")
    assert events == ["streaming", "http.disconnect"]


def test_an_app_that_gives_no_response_is_told(account: Catapult) -> None:
    async def app(scope: Any, receive: Receive, send: Any) -> None:
        await receive()

    line = account.serve(app, port=None)

    assert told(plainly(account, line)) == (
        "the app failed: it answered 500: the app returned without a response"
    )


def test_a_line_that_has_stopped_refuses_texts(account: Catapult) -> None:
    line = account.serve(AsgiApp(), port=None)
    line.stop()

    assert "nothing listens" in str(told(plainly(account, line)))
