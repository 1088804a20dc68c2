"""Serving an ASGI application with uvicorn."""

import asyncio
import threading
from functools import partial
from typing import Any

import pytest

from catapult_simulator.testing.catapult import Catapult
from testing.apps import PERSON, address_of, outcomes

pytest.importorskip("uvicorn")


class AsgiApp:
    """An ASGI application with a lifespan. It keeps what happened to it."""

    def __init__(self, *, status: int = 200) -> None:
        self.happened: list[str] = []
        self._status = status

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        event = await receive()
        self.happened.append(f"{scope['method']} {scope['path']}")
        assert b'"text":"hi"' in event["body"]
        start = {"type": "http.response.start", "status": self._status, "headers": []}
        await send(start)
        await send({"type": "http.response.body", "body": b"the end"})

    async def _live(self, receive: Any, send: Any) -> None:
        for phase in ("startup", "shutdown"):
            await receive()
            self.happened.append(phase)
            await send({"type": f"lifespan.{phase}.complete"})


async def without_lifespan(scope: Any, receive: Any, send: Any, *, error: Exception) -> None:
    assert scope["type"] == "http"
    raise error


async def not_starting(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "lifespan.startup.failed"})
    raise ConnectionError("no database")


async def starting_for_ever(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await asyncio.Event().wait()


def test_an_app_that_never_starts_is_told(
    account: Catapult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.testing.serving.asgi_app.START_SECONDS", 0.1)
    before = threading.active_count()

    with pytest.raises(RuntimeError, match=r"did not start within 0\.1 s: the startup of its lif"):
        account.serve(starting_for_ever)

    assert threading.active_count() <= before
    assert account.phone_numbers.enabled() == []


def test_a_text_to_the_line_calls_the_app(account: Catapult) -> None:
    app = AsgiApp()
    line = account.serve(app)
    number = line.number

    assert outcomes(account, number) == [200]
    line.stop()
    assert app.happened == ["startup", "POST /sms", "shutdown"]
    (outcome,) = outcomes(account, number)
    assert str(outcome).startswith(f"nothing listens on {address_of(line)}")


def test_what_an_app_raises_is_a_500_that_says_what_and_where(account: Catapult) -> None:
    line = account.serve(partial(without_lifespan, error=KeyError("text")))

    (told,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts

    assert told.outcome.explanation.startswith("the app raised KeyError: 'text' (test_asgi_apps")
    assert [repr(error) for error in line.errors] == ["KeyError('text')"]


def test_an_app_that_answers_500_and_raises_is_told_too(account: Catapult) -> None:
    """As the middleware of Starlette does."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 500, "headers": []})
        await send({"type": "http.response.body", "body": b"Internal Server Error"})
        raise ValueError("no such order")

    line = account.serve(app)

    (told,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts

    assert told.outcome.answer == "Internal Server Error"
    assert told.outcome.explanation.startswith("the app raised ValueError: no such order (test_")


def test_a_500_that_is_meant_is_sent(account: Catapult) -> None:
    line = account.serve(AsgiApp(status=503))

    (told,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts

    assert told.outcome.explanation == "the app failed: it answered 503: the end"
    assert line.errors == ()


def test_an_app_that_does_not_start_says_why(account: Catapult) -> None:
    before = set(threading.enumerate())

    with pytest.raises(RuntimeError, match="the app did not start: ConnectionError: no database"):
        account.serve(not_starting)

    assert set(threading.enumerate()) <= before


def test_a_request_that_hangs_is_cancelled_when_the_line_stops(account: Catapult) -> None:
    cancelled = threading.Event()

    async def hang(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    line = account.serve(hang)
    account.applications.update(line.application.id, {"incoming_message_url_callback_timeout": 100})

    assert outcomes(account, line.number) == ["the app did not answer within 100 ms"]
    line.stop()
    assert cancelled.is_set()
