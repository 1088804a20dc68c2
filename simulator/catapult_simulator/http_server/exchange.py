"""One request and its response: calls the application, sends, delays, polls, breaks on purpose.

A plain response is sent synchronously. Everything that waits is one task, which is cancelled when
the client leaves.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from catapult_simulator.http_server.context import Channel, OnResponse, ServerContext
from catapult_simulator.http_server.protocol_errors import render_error
from catapult_simulator.http_server.request_parser import Request
from catapult_simulator.http_server.response import Response
from catapult_simulator.http_server.worker_pool import NoThreadError
from catapult_simulator.http_server.wsgi import (
    CONNECTION_FAULT,
    DELAY,
    GARBAGE,
    LONG_POLL,
    LONG_POLLED,
    Environ,
    LongPoll,
)

logger = logging.getLogger("catapult_simulator")


class Exchange:
    """Call `begin`. It ends with `channel.finished` or `channel.reset`, or when `abandon`ed."""

    def __init__(self, context: ServerContext, request: Request, channel: Channel) -> None:
        self._context, self._request, self._channel = context, request, channel
        large = request.body.size > context.limits.inline_bytes
        self._inline = not large and context.inline(request.environ["PATH_INFO"])
        self._workers = context.waiters if context.waits(request.environ) else context.workers
        self._response: Response
        self._began = 0.0 if context.on_response is None else context.loop.time()
        self._call: Future[Any] | None = None
        self._task: asyncio.Task[None] | None = None
        self._wake: asyncio.Event | None = None
        self.suspended = False

    def begin(self) -> None:
        if not self._inline:
            self._begin_on_worker()
            return
        self._call_app()
        if self._response.is_plain:
            self._finish(left=self._send_first_chunk())
        else:
            self._start_task()

    def end_suspension(self) -> None:
        """Send a delayed or polled response now."""
        if self._wake is not None:
            self._wake.set()

    def abandon(self) -> None:
        """The client left: stop waiting, and release what the call holds once it returns."""
        if self._task is not None:
            self._task.cancel()
            self._release()

    # -- calling the application -------------------------------------------------------------

    def _begin_on_worker(self) -> None:
        try:
            self._call = self._workers.submit(self._call_app)
        except NoThreadError as problem:
            self._inline = True
            self._response = self._error_response(503, problem)
        self._start_task()

    def _call_app(self) -> None:
        environ = self._request.environ.copy()
        environ["wsgi.input"] = self._request.body.open()
        try:
            self._response = Response(self._context.app, environ)
        except Exception as problem:  # the outermost edge: any error of the application
            self._response = self._error_response(500, problem)

    def _error_response(self, status: int, problem: Exception) -> Response:
        environ = self._request.environ
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        logger.error("%s %r failed: %r", method, path, problem)
        logger.debug("%s %r failed", method, path, exc_info=problem)
        line, headers, body = render_error(self._context.error_renderer, status, environ)

        def app(_: Environ, start_response: Callable[..., object]) -> list[bytes]:
            start_response(line, headers)
            return [body]

        return Response(app, environ.copy())

    async def _run(self, work: Callable[[], Any]) -> Any:
        """Call `work` on the loop or on a worker. Cancelling ends the wait, not the call."""
        if self._inline:
            return work()
        self._call = self._workers.submit(work)
        return await self._returned(self._call)

    async def _returned(self, call: "Future[Any]") -> Any:
        returned = asyncio.Event()
        call.add_done_callback(lambda _: self._set_from_thread(returned))
        await returned.wait()
        return call.result()

    def _set_from_thread(self, event: asyncio.Event) -> None:
        with suppress(RuntimeError):  # the loop is closed: the server has stopped
            self._context.loop.call_soon_threadsafe(event.set)

    # -- the task ----------------------------------------------------------------------------

    def _start_task(self) -> None:
        self._task = self._context.loop.create_task(self._respond())

    async def _respond(self) -> None:
        try:
            await self._prepare()
        except Exception as problem:  # the subscription of a long poll is the application's code
            self._response = self._error_response(500, problem)
        fault = self._response.environ.get(CONNECTION_FAULT)
        if fault in (None, "truncate"):
            await self._send(truncate=fault is not None)
            return
        self._channel.write(GARBAGE if fault == "garbage" else b"")
        self._release()
        if fault == "reset":
            self._channel.reset()
        else:
            self._channel.finished(close=True)

    async def _prepare(self) -> None:
        if self._call is not None:
            await self._returned(self._call)
        if (poll := self._response.environ.get(LONG_POLL)) is not None:
            await self._run(self._response.close)
            await self._wait_for_event(poll)
            self._request.environ[LONG_POLLED] = poll
            await self._run(self._call_app)
        if (delay := self._response.environ.get(DELAY)) is not None:
            await self._suspend(asyncio.Event(), delay.seconds)

    async def _wait_for_event(self, poll: LongPoll) -> None:
        wake = asyncio.Event()
        unsubscribe = poll.subscribe(partial(self._set_from_thread, wake))
        try:
            await self._suspend(wake, poll.seconds)
        finally:
            unsubscribe()

    async def _suspend(self, wake: asyncio.Event, seconds: float) -> None:
        if self._channel.half_closed:  # nobody reads the response: `abandon` follows
            self._channel.drop()
        self._wake, self.suspended = wake, True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await wake.wait()
        self._wake, self.suspended = None, False

    # -- sending -----------------------------------------------------------------------------

    async def _send(self, *, truncate: bool) -> None:
        left = self._send_first_chunk(truncate=truncate)
        try:
            while left > 0:
                await self._channel.drained()
                if not (chunk := await self._run(self._response.next_chunk)):
                    break
                self._channel.write(chunk[:left])
                left -= len(chunk)
        except Exception as problem:  # the head is sent: all that can be done is to close
            logger.error("%r broke off: %r", self._request.environ["PATH_INFO"], problem)
        self._finish(left=left, close=truncate)

    def _send_first_chunk(self, *, truncate: bool = False) -> int:
        """Send it with the head; gives the number of bytes still to be sent."""
        response = self._response
        length = response.length // 2 if truncate else response.length
        close = response.head.close or not self._request.keep_alive
        self._channel.write(response.head.complete(close=close) + response.first[:length])
        return length - len(response.first)

    def _finish(self, *, left: int, close: bool = False) -> None:
        """`left` is above 0 where the body is shorter than its head says."""
        close = close or left > 0 or self._response.head.close or not self._request.keep_alive
        self._release()
        self._channel.finished(close=close)

    # -- releasing ---------------------------------------------------------------------------

    def _release(self) -> None:
        """Close response and body, after the call under way, on the thread that may block."""
        if self._context.on_response is not None:
            self._tell(self._context.on_response)
        if self._call is None:
            self._close()
        else:
            self._call.add_done_callback(lambda _: self._workers.submit(self._close))

    def _tell(self, on_response: OnResponse) -> None:
        response: Response | None = getattr(self, "_response", None)
        seconds = self._context.loop.time() - self._began
        if response is None:  # the client left while the application was at work
            on_response(self._request.environ, 0, seconds)
        else:
            on_response(response.environ, response.status, seconds)

    def _close(self) -> None:
        self._response.close()
        self._request.body.close()
