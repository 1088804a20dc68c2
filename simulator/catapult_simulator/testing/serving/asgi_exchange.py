"""An ASGI application as a WSGI one, for a request that is here and a response that ends.

Its lifespan is not run: that is for whoever owns the event loop.
"""

import asyncio
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.testing.awaiting_loop import awaiting_loop, run_on
from catapult_simulator.testing.serving.app_calls import AsgiApp, WsgiApp

_WITHOUT_PREFIX = ("CONTENT_TYPE", "CONTENT_LENGTH")


def as_wsgi(app: AsgiApp, deadline: Deadline) -> WsgiApp:
    """Each call runs on the event loop of the test that awaits, or on one of its own.

    It raises TimeoutError at the deadline; the app is cancelled then.
    """

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        exchange = _Exchange(environ["wsgi.input"].read())

        async def play() -> None:
            await app(_scope(environ), exchange.receive, exchange.send)

        loop = awaiting_loop()
        if loop is None:
            asyncio.run(asyncio.wait_for(play(), deadline.remaining()))
        else:
            run_on(loop, play(), deadline.remaining())
        start_response(exchange.status_line, exchange.headers)
        return exchange.chunks

    return called


class _Exchange:
    """The events of one request and its response."""

    def __init__(self, body: bytes) -> None:
        self.status_line = _status_line(500)
        self.headers: list[tuple[str, str]] = []
        self.chunks: list[bytes] = [b"the app returned without a response"]
        self._requests: list[dict[str, Any]] = [
            {"type": "http.request", "body": body, "more_body": False}
        ]
        self._ended = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        """The request; after that, the end of the connection, once the response is complete."""
        if self._requests:
            return self._requests.pop()
        await self._ended.wait()
        return {"type": "http.disconnect"}

    async def send(self, event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self.status_line = _status_line(event["status"])
            self.chunks.clear()
            self.headers = [(_text(name), _text(value)) for name, value in event.get("headers", ())]
        elif event["type"] == "http.response.body":
            self.chunks.append(bytes(event.get("body", b"")))
            if not event.get("more_body", False):
                self._ended.set()


def _scope(environ: dict[str, Any]) -> dict[str, Any]:
    path = environ["PATH_INFO"].encode("latin-1")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": environ["REQUEST_METHOD"],
        "scheme": environ["wsgi.url_scheme"],
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": environ["QUERY_STRING"].encode("latin-1"),
        "root_path": "",
        "headers": _headers(environ),
        "client": (environ["REMOTE_ADDR"], 0),
        "server": (environ["SERVER_NAME"], int(environ["SERVER_PORT"])),
    }


def _headers(environ: dict[str, Any]) -> list[tuple[bytes, bytes]]:
    named = [
        (key.removeprefix("HTTP_"), str(value))
        for key, value in environ.items()
        if key.startswith("HTTP_") or key in _WITHOUT_PREFIX
    ]
    return [
        (name.replace("_", "-").lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in named
    ]


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:  # one of the app's own
        return f"{status} Unknown"


def _text(value: bytes) -> str:
    return bytes(value).decode("latin-1")
