"""One request and its answer: who calls the application, when the answer leaves, how it breaks.

Everything runs on the event loop, except what `_run_inline_or_in_worker` gives to a worker.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from catapult_simulator.http_server.protocol_errors import render_error
from catapult_simulator.http_server.request_parser import Request
from catapult_simulator.http_server.response import Answer
from catapult_simulator.http_server.response_head import Framing, render_head
from catapult_simulator.http_server.service import Channel, Service
from catapult_simulator.http_server.wsgi import (
    CONNECTION_FAULT,
    DELAY,
    LONG_POLL,
    LONG_POLLED,
    Environ,
    LongPoll,
)

logger = logging.getLogger("catapult_simulator")

_PIECES_IN_A_ROW = 16  # then other connections have their turn
_GARBAGE = b"\x00\xffthis is not HTTP\r\n\r\n"


class Exchange:
    """Call `begin`; it ends with `channel.finished` or `channel.reset`, or when `abandon`ed."""

    __slots__ = (
        "_answer",
        "_broken",
        "_busy",
        "_channel",
        "_framing",
        "_gone",
        "_inline",
        "_piece",
        "_request",
        "_service",
        "_timer",
        "_unsubscribe",
    )

    def __init__(self, service: Service, request: Request, channel: Channel) -> None:
        self._service = service
        self._request = request
        self._channel = channel
        self._inline = service.inline(request.environ["PATH_INFO"])
        self._answer: Answer | None = None
        self._framing: Framing | None = None
        self._busy = False
        self._gone = False
        self._broken = False
        self._piece: bytes | memoryview | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._unsubscribe: Callable[[], None] | None = None

    @property
    def suspended(self) -> bool:
        """Whether the answer is held back, or waited for without a thread."""
        return self._timer is not None

    @property
    def waiting(self) -> bool:
        return self._unsubscribe is not None

    def begin(self) -> None:
        self._run_inline_or_in_worker(self._produce, self._deliver)

    def resume(self) -> None:
        """The client reads again."""
        if self._framing is not None and not self._busy:
            self._pump()

    def abandon(self) -> None:
        """The client left: let go of everything, on the thread that may block."""
        self._gone = True
        self._end_wait()
        if not self._busy:
            self._release_here_or_elsewhere()

    # -- calling the application -------------------------------------------------------------

    def _run_inline_or_in_worker(self, work: Callable[[], None], then: Callable[[], None]) -> None:
        if self._inline:
            work()
            then()
            return
        self._busy = True
        self._service.workers.submit(partial(self._run_on_worker, work, then))

    def _run_on_worker(self, work: Callable[[], None], then: Callable[[], None]) -> None:
        work()
        try:
            self._service.loop.call_soon_threadsafe(self._back, then)
        except RuntimeError:  # the server has stopped meanwhile
            self._release()

    def _back(self, then: Callable[[], None]) -> None:
        self._busy = False
        if self._gone:
            self._release_here_or_elsewhere()
        else:
            then()

    def _produce(self) -> None:
        request = self._request
        environ = request.environ.copy()
        environ["wsgi.input"] = request.body.open()
        try:
            self._answer = Answer(self._service.app, environ)
        except Exception as problem:  # the outermost edge: whatever the application did
            self._answer = self._apology(problem, environ)

    def _apology(self, problem: Exception, environ: Environ) -> Answer:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        logger.error("%s %s failed: %r", method, path, problem)
        logger.debug("%s %s failed", method, path, exc_info=problem)
        status, headers, body = render_error(self._service.refuse, 500, self._request.environ)

        def apologise(_: Environ, start_response: Callable[..., object]) -> list[bytes]:
            start_response(status, headers)
            return [body]

        return Answer(apologise, self._request.environ.copy())

    # -- when it leaves ----------------------------------------------------------------------

    def _deliver(self) -> None:
        environ = self._current.environ
        wait, hold = environ.get(LONG_POLL), environ.get(DELAY)
        if wait is not None:
            self._wait(wait)
        elif hold is not None:
            self._timer = self._service.loop.call_later(hold.seconds, self._send)
        else:
            self._send()

    def _wait(self, wait: LongPoll) -> None:
        self._release_answer()
        loop = self._service.loop
        again = _only_once(self._again)
        self._timer = loop.call_later(wait.seconds, again)
        try:
            self._unsubscribe = wait.subscribe(partial(_wake, loop, again))
        except Exception as problem:  # the application's code again
            self._end_wait()
            self._answer = self._apology(problem, self._request.environ)
            self._send()

    def _again(self) -> None:
        self._end_wait()
        if self._gone:
            return
        self._request.environ[LONG_POLLED] = True
        self._run_inline_or_in_worker(self._produce, self._deliver)

    def _end_wait(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._unsubscribe is not None:
            unsubscribe, self._unsubscribe = self._unsubscribe, None
            unsubscribe()

    # -- sending -----------------------------------------------------------------------------

    def _send(self) -> None:
        self._timer = None
        sabotage = self._current.environ.get(CONNECTION_FAULT)
        if sabotage in ("reset", "garbage", "close"):
            self._sabotage(sabotage)
            return
        try:
            self._send_head(truncate=sabotage == "truncate")
        except ValueError as problem:  # includes what latin-1 cannot say
            self._release_answer()
            self._answer = self._apology(problem, self._request.environ)
            self._send_head(truncate=False)
        self._pump()

    def _send_head(self, *, truncate: bool) -> None:
        answer = self._current
        framing = Framing(self._request, answer)
        head = render_head(answer, framing, self._service.date_line)
        if truncate:
            framing.truncate(len(answer.first))
        self._framing = framing
        self._channel.write(head + framing.frame(answer.first))
        if answer.whole or framing.left == 0:
            self._finish()

    def _pump(self) -> None:
        """Send pieces for as long as the client takes them; `resume` goes on."""
        if not self._inline:
            if self._sending and not self._channel.paused:
                self._run_inline_or_in_worker(self._pull, self._push_and_pump)
            return
        for _ in range(_PIECES_IN_A_ROW):
            if not self._sending or self._channel.paused:
                return
            self._pull()
            self._push()
        self._service.loop.call_soon(self._pump)

    @property
    def _sending(self) -> bool:
        return self._framing is not None and not self._busy and not self._gone

    def _pull(self) -> None:
        try:
            self._piece = self._current.pull()
        except Exception as problem:  # the application's generator: the head has left already
            logger.error("%s broke off: %r", self._request.environ["PATH_INFO"], problem)
            self._piece, self._broken = None, True

    def _push(self) -> None:
        framing = self._framing
        assert framing is not None
        if self._piece is not None:
            self._channel.write(framing.frame(self._piece))
        if self._piece is None or framing.left == 0:
            self._finish()

    def _push_and_pump(self) -> None:
        self._push()
        self._pump()

    def _finish(self) -> None:
        framing, self._framing = self._framing, None
        assert framing is not None
        if not self._broken:
            self._channel.write(framing.end())
        self._release_here_or_elsewhere()
        self._channel.finished(close=self._broken or framing.close or framing.incomplete)

    def _sabotage(self, how: str) -> None:
        if how == "garbage":
            self._channel.write(_GARBAGE)
        self._release_here_or_elsewhere()
        if how == "reset":
            self._channel.reset()
        else:
            self._channel.finished(close=True)

    # -- letting go --------------------------------------------------------------------------

    @property
    def _current(self) -> Answer:
        assert self._answer is not None
        return self._answer

    def _release_here_or_elsewhere(self) -> None:
        if self._inline:
            self._release()
        else:
            self._service.workers.submit(self._release)

    def _release(self) -> None:
        self._release_answer()
        self._request.body.close()

    def _release_answer(self) -> None:
        answer, self._answer = self._answer, None
        if answer is None:
            return
        try:
            answer.release()
        except Exception as problem:  # the answer has left: nobody but the log can be told
            logger.error("closing an answer failed: %r", problem)


def _only_once(call: Callable[[], None]) -> Callable[[], None]:
    """A waker may call often and late: the first call counts."""
    calls = iter([call])

    def once() -> None:
        for first in calls:
            first()

    return once


def _wake(loop: asyncio.AbstractEventLoop, again: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the server has stopped: nobody waits any more
        loop.call_soon_threadsafe(again)
