"""AppCalls: the calls of an app under test, and what it raised.

An exception becomes a 500. The header `X-App-Error` says what happened and where, so that the
attempt, the journal and the account's story have it.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from catapult_simulator.callbacks.response_reader import APP_ERROR
from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.core.webhook import inside_webhook
from catapult_simulator.testing.places import place_of_error, place_of_thread
from catapult_simulator.testing.serving.flask_errors import watch_flask
from catapult_simulator.testing.serving.wsgi_reply import WsgiReply

logger = logging.getLogger("catapult_simulator")

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]
_LONGEST = 100  # characters of an exception's text
_PLAIN = ("Content-Type", "text/plain; charset=utf-8")


class _Call:
    """One call that is under way: `POST /sms`, and the exception of it that the app answered."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.error: BaseException | None = None


class AppCalls:
    """The calls of one app. `errors`: the exceptions that it raised, oldest first.

    `startup_error` is the one that the lifespan of an ASGI application raised.
    """

    def __init__(self, *, on_own_thread: bool = False) -> None:
        """`on_own_thread`: no test is behind a call, to see `pytest.fail` or SystemExit of it."""
        self._caught = BaseException if on_own_thread else Exception
        self.errors: list[BaseException] = []
        self.startup_error: Exception | None = None
        self._under_way: dict[int, _Call] = {}
        self._unwatch: Callable[[], None] = lambda: None

    @property
    def under_way(self) -> list[str]:
        """The calls that have not returned, and where each is: `POST /sms (shop.py:12, in sms)`."""
        calls = [(call, place_of_thread(ident)) for ident, call in tuple(self._under_way.items())]
        return [f"{call.what} ({place})" if place else call.what for call, place in calls]

    def wsgi(self, app: WsgiApp) -> WsgiApp:
        """`app` with its calls watched. The body is collected."""
        self._unwatch = watch_flask(app, self._answered_by_app)

        def watched(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            with self._calling(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}") as call:
                reply = WsgiReply()
                try:
                    body = reply.collect(app(environ, reply.start))
                except self._caught as error:
                    self._note(call.what, error)
                    start_response("500 Internal Server Error", [_PLAIN, *_said(error)])
                    return [in_words(error).encode("utf-8", "replace")]
                start_response(reply.status, reply.headers + _said(call.error))
                return [body]

        return watched

    def asgi(self, app: AsgiApp) -> AsgiApp:
        """`app` with its calls watched. What its lifespan raises is raised again."""

        async def watched(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await self._live(app(scope, receive, send))
                return
            from asyncio import CancelledError  # with an ASGI application, it is there already

            reply = _AsgiReply(send)
            try:
                with inside_webhook():
                    await app(scope, receive, reply.send)
            except CancelledError:
                raise
            except self._caught as error:
                self._note(f"{scope['method']} {scope['path']}", error)
                await reply.end(error)
            else:
                await reply.end(None)

        return watched

    def end(self) -> None:
        """Watch the app no more."""
        self._unwatch()

    async def _live(self, lifespan: Awaitable[None]) -> None:
        try:
            await lifespan
        except Exception as error:  # whatever an app may raise
            self.startup_error = error
            raise

    def _answered_by_app(self, error: Exception) -> None:
        self.errors.append(error)
        if (call := self._under_way.get(get_ident())) is not None:
            call.error = error

    def _note(self, what: str, error: BaseException) -> None:
        if not any(each is error for each in self.errors):
            self.errors.append(error)
        logger.error("the app under test failed at %s", what, exc_info=error)

    @contextmanager
    def _calling(self, what: str) -> Iterator[_Call]:
        ident, call = get_ident(), _Call(what)
        outer = self._under_way.get(ident)
        self._under_way[ident] = call
        try:
            with inside_webhook():
                yield call
        finally:
            if outer is None:
                del self._under_way[ident]
            else:
                self._under_way[ident] = outer


class _AsgiReply:
    """The response of an ASGI application. A 500 is held back until the app returns or raises."""

    def __init__(self, send: Callable[[Any], Awaitable[None]]) -> None:
        self._send = send
        self._begun = False
        self._held: list[Any] = []

    async def send(self, event: Any) -> None:
        if self._held or event.get("status", 200) >= 500:
            self._held.append(event)
            return
        self._begun = True
        await self._send(event)

    async def end(self, error: BaseException | None) -> None:
        """The app has returned, or raised `error`: answer 500, unless a response was begun."""
        if error is not None and not self._begun and not self._held:
            self._held = [_asgi_start([_PLAIN]), _asgi_body(in_words(error))]
        for event in self._held:
            if event["type"] == "http.response.start":
                more = [(name.encode(), value.encode("latin-1")) for name, value in _said(error)]
                event = {**event, "headers": [*event.get("headers", ()), *more]}
            await self._send(event)


def in_words(error: BaseException) -> str:
    """One line: `KeyError: 'text' (shop.py:12, in incoming)`."""
    place = place_of_error(error.__traceback__)
    said = ": ".join(filter(None, (type(error).__name__, _text_of(error))))
    return f"{said} ({place})" if place else said


def _astray(text: str) -> str:
    """A sentence in place of `text`, if that is about the real API and no redirect is on."""
    if REAL_HOST not in text:
        return ""
    from catapult_simulator.testing.redirect.state import is_on

    if is_on():
        return ""
    return f"it asked the real {REAL_HOST}: no catapult.redirect() is on"


def _said(error: BaseException | None) -> list[tuple[str, str]]:
    if error is None:
        return []
    return [(APP_ERROR, in_words(error).encode("ascii", "backslashreplace").decode())]


def _asgi_start(headers: list[tuple[str, str]]) -> dict[str, Any]:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    return {"type": "http.response.start", "status": 500, "headers": raw}


def _asgi_body(text: str) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text.encode("utf-8", "replace")}


def _text_of(error: BaseException) -> str:
    """The first line of its text, cut."""
    try:
        text = str(error)
    except Exception as problem:  # of a class of the app
        return f"(its text raises {type(problem).__name__})"
    line = (_astray(text) or text).partition("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."
