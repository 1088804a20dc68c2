"""One client's connection: reads requests, has them answered in order, drops the slow."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import cast

from catapult_simulator.http_server.deadline import Deadline
from catapult_simulator.http_server.exchange import Exchange
from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.protocol_errors import ProtocolError, render_error
from catapult_simulator.http_server.request_parser import RequestParser, Stage
from catapult_simulator.http_server.service import Service
from catapult_simulator.http_server.wsgi import Environ

_PIPELINED = 16  # requests read ahead of the one being answered
_IN_A_ROW = 16  # requests answered before other connections have their turn
_LINGER_SECONDS = 2.0
_TLS_HELLO = b"\x16"
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of zero seconds: closing sends RST
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(asyncio.Protocol):
    """Puts itself into `connections` while it lasts; `on_close` is called when it is gone."""

    def __init__(
        self,
        service: Service,
        limits: Limits,
        template: Environ,
        *,
        connections: set["Connection"],
        on_close: Callable[[], None],
    ) -> None:
        self._service = service
        self._limits = limits
        self._crowd = connections
        self._left = on_close
        self._reader = RequestParser(limits, template)
        self._exchange: Exchange | None = None
        self._refusal: ProtocolError | None = None
        self._serving = False
        self._ending = False
        self._eof = False
        self._reading_paused = False
        self._deadline = Deadline(service.loop, self.drop)
        self.paused = False

    # -- what asyncio calls ------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._crowd.add(self)
        self._reader.set_addresses(
            self._transport.get_extra_info("sockname"), self._transport.get_extra_info("peername")
        )
        self._deadline.set(self._limits.idle_seconds)
        if len(self._crowd) > self._limits.connections:
            self._answer_refusal(ProtocolError(503, "too many connections"))

    def data_received(self, data: bytes) -> None:
        if self._ending or self._refusal is not None:
            return
        if data[:1] == _TLS_HELLO and self._reader.stage is Stage.NOTHING:
            self.drop()
            return
        progress = self._reader.progress
        try:
            self._reader.feed(data)
        except ProtocolError as refusal:
            self._refusal = refusal
        self._serve()
        self._watch(moved=self._reader.progress != progress)

    def eof_received(self) -> bool:
        """Half-closed: answer what was asked, unless only events are waited for."""
        self._eof = True
        if not self._transport.can_write_eof():  # TLS cannot be half closed
            return False
        if self._exchange is not None:
            return not self._exchange.waiting
        return bool(self._reader.complete)

    def connection_lost(self, exc: Exception | None) -> None:
        self._ending = True
        self._deadline.cancel()
        self._reader.close()
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.abandon()
        self._crowd.discard(self)
        self._left()

    def pause_writing(self) -> None:
        self.paused = True
        self._deadline.set(self._limits.body_seconds)

    def resume_writing(self) -> None:
        self.paused = False
        self._deadline.pause()
        if self._exchange is not None:
            self._exchange.resume()
        self._serve()
        self._watch(moved=True)

    # -- what an exchange calls --------------------------------------------------------------

    def write(self, data: bytes | memoryview) -> None:
        if data and not self._transport.is_closing():
            self._transport.write(data)

    def finished(self, *, close: bool) -> None:
        self._exchange = None
        if close or self._ending:
            self._end()
        elif not self._serving:
            self._serve()
            self._watch(moved=True)

    def reset(self) -> None:
        """Break off so that the client sees a reset, not an end."""
        connected = self._transport.get_extra_info("socket")
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._exchange = None
        self.drop()

    # -- what the server calls -------------------------------------------------------------

    def drop(self) -> None:
        self._ending = True
        self._transport.abort()

    def close_soon(self) -> None:
        """Close when the answer under way is sent; at once if there is none, or it is held back."""
        if self._exchange is None or self._exchange.suspended:
            self._end()
        else:
            self._ending = True

    # -- private -----------------------------------------------------------------------------

    def _serve(self) -> None:
        if self._serving or self._exchange is not None:
            self._regulate_reading()
            return
        self._serving = True
        try:
            self._serve_some()
        finally:
            self._serving = False
        self._regulate_reading()

    def _serve_some(self) -> None:
        queue = self._reader.complete
        for _ in range(_IN_A_ROW):
            if self._ending or self.paused or self._exchange is not None:
                return
            if not queue:
                self._rest()
                return
            self._exchange = Exchange(self._service, queue.popleft(), self)
            self._exchange.begin()
        self._service.loop.call_soon(self._serve)

    def _rest(self) -> None:
        """Everything complete is answered: what else is there to say?"""
        if self._refusal is not None:
            self._answer_refusal(self._refusal)
        elif self._eof:
            self._end()
        elif self._reader.wants_continue and self._reader.stage is Stage.BODY:
            self._reader.wants_continue = False
            self.write(_CONTINUE)

    def _answer_refusal(self, refusal: ProtocolError) -> None:
        status, headers, body = render_error(self._service.refuse, refusal.status, refusal.environ)
        lines = [f"{name}: {value}" for name, value in headers]
        lines += [self._service.date_line(), "Server: catapult-simulator", "Connection: close"]
        head = "\r\n".join([f"HTTP/1.1 {status}", *lines]).encode("latin-1")
        bodiless = (refusal.environ or {}).get("REQUEST_METHOD") == "HEAD"
        self.write(head + b"\r\n\r\n" + (b"" if bodiless else body))
        self._lingering_close()

    def _lingering_close(self) -> None:
        """Closing on a client that still sends would reset it before it reads the refusal."""
        self._ending = True
        if self._transport.can_write_eof() and not self._eof:
            self._transport.write_eof()
            self._deadline.set(_LINGER_SECONDS)
        else:
            self._end()

    def _end(self) -> None:
        """Close once everything written has left, within the time a client has to read it."""
        self._ending = True
        self._transport.close()
        self._deadline.set(self._limits.body_seconds)

    def _watch(self, *, moved: bool) -> None:
        """How long the client may take for what it is at."""
        if self._ending or self.paused:
            return
        stage = self._reader.stage
        if self._exchange is not None:
            self._deadline.pause()
        elif stage is Stage.NOTHING:
            self._deadline.set(self._limits.idle_seconds)
        elif stage is Stage.HEAD:
            self._deadline.set_once(self._limits.head_seconds, self._reader.count)
        elif moved:
            self._deadline.set(self._limits.body_seconds, -self._reader.count)
        else:
            self._deadline.set_once(self._limits.body_seconds, -self._reader.count)

    def _regulate_reading(self) -> None:
        wanted = len(self._reader.complete) <= _PIPELINED
        if wanted == (not self._reading_paused) or self._transport.is_closing():
            return
        self._reading_paused = not wanted
        if wanted:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()
