"""httpx: the transport for the real API calls the WSGI application.

It is chosen before a transport is asked, because mocks replace the methods of transports.
"""

from typing import Any

import httpx

from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.http_server.in_process import Answer, call, environ_of
from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import target_for
from catapult_simulator.testing.redirect.target import Target, service_environ


def patches(library: str) -> list[Patch]:
    """A transport of the user's own may hand the request to one of httpx."""
    return [
        Patch(httpx.Client, "_transport_for_url", _wrap_choice(httpx.HTTPTransport, _Transport)),
        Patch(
            httpx.AsyncClient,
            "_transport_for_url",
            _wrap_choice(httpx.AsyncHTTPTransport, _AsyncTransport),
        ),
        Patch(httpx.HTTPTransport, "handle_request", _wrap_handling),
        Patch(httpx.AsyncHTTPTransport, "handle_async_request", _wrap_async_handling),
    ]


def _wrap_choice(replaced: type, replacement: Any) -> Any:
    def wrap(original: Function) -> Function:
        def transport_for_url(client: Any, url: httpx.URL) -> Any:
            transport = original(client, url)
            target = target_for(url.host)
            if target is None or not isinstance(transport, replaced):
                return transport
            return replacement(target, transport)

        return transport_for_url

    return wrap


def _wrap_handling(original: Function) -> Function:
    def handle_request(transport: Any, request: httpx.Request) -> httpx.Response:
        target = target_for(request.url.host)
        if target is None:
            return original(transport, request)  # type: ignore[no-any-return] # httpx's own
        return _Transport(target, transport).handle_request(request)

    return handle_request


def _wrap_async_handling(original: Function) -> Function:
    async def handle_async_request(transport: Any, request: httpx.Request) -> httpx.Response:
        target = target_for(request.url.host)
        if target is None:
            return await original(transport, request)  # type: ignore[no-any-return] # httpx's own
        return await _AsyncTransport(target, transport).handle_async_request(request)

    return handle_async_request


class _Transport(httpx.BaseTransport):
    def __init__(self, target: Target, transport: httpx.HTTPTransport) -> None:
        self._target, self._transport = target, transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._target.application is None:
            return self._transport.handle_request(_to_port(self._target, request))
        answer = _ask(self._target, request, request.read())
        _pause(answer, request)
        return _response(answer, request)


class _AsyncTransport(httpx.AsyncBaseTransport):
    def __init__(self, target: Target, transport: httpx.AsyncHTTPTransport) -> None:
        self._target, self._transport = target, transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._target.application is None:
            return await self._transport.handle_async_request(_to_port(self._target, request))
        answer = _ask(self._target, request, await request.aread())
        await _pause_async(answer, request)
        return _response(answer, request)


def _ask(target: Target, request: httpx.Request, body: bytes) -> Answer:
    raw = request.headers.raw
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in raw]
    path = request.url.raw_path.decode("ascii")
    assert target.application is not None
    environ = environ_of(service_environ(), request.method, path, headers, body)
    return call(target.application, environ)


def _to_port(target: Target, request: httpx.Request) -> httpx.Request:
    """The same request, to a simulator in another process."""
    url = request.url.copy_with(scheme="http", host=target.host, port=target.port)
    sent = httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
    sent.headers["Host"] = REAL_HOST
    sent.extensions = request.extensions
    return sent


def _pause(answer: Answer, request: httpx.Request) -> None:
    from time import sleep

    if seconds := _seconds(answer, request):
        sleep(seconds)
    _fail(answer, request)


async def _pause_async(answer: Answer, request: httpx.Request) -> None:
    if seconds := _seconds(answer, request):
        from anyio import sleep

        await sleep(seconds)
    _fail(answer, request)


def _timeout(request: httpx.Request) -> float | None:
    seconds: float | None = request.extensions.get("timeout", {}).get("read")
    return seconds


def _seconds(answer: Answer, request: httpx.Request) -> float:
    timeout = _timeout(request)
    return answer.delay if timeout is None else min(answer.delay, timeout)


def _fail(answer: Answer, request: httpx.Request) -> None:
    """Raises what httpx raises for an answer that comes too late or not at all."""
    timeout = _timeout(request)
    if timeout is not None and answer.delay > timeout:
        raise httpx.ReadTimeout("The read operation timed out", request=request)
    if answer.fault == "reset":
        raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)
    if answer.fault is not None:
        raise httpx.RemoteProtocolError(_BROKEN[answer.fault], request=request)


def _response(answer: Answer, request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        answer.status,
        headers=answer.all_headers,
        content=b"" if answer.is_head else answer.body,
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": answer.reason.encode("ascii")},
        request=request,
    )


_BROKEN = {
    "truncate": "peer closed connection without sending complete message body",
    "garbage": "illegal status line",
    "close": "Server disconnected without sending a response.",
}
