"""One client's connection: reads requests, has them answered in order, drops slow clients."""

import asyncio
import os
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from catapult_simulator.http_server.context import ServerContext
from catapult_simulator.http_server.deadline import Deadline
from catapult_simulator.http_server.exchange import Exchange
from catapult_simulator.http_server.protocol_errors import ProtocolError, render_error
from catapult_simulator.http_server.request_parser import Phase, RequestParser
from catapult_simulator.http_server.response_head import response_head

_IN_A_ROW = 16  # requests answered before other connections have their turn
_LINGER_SECONDS = 2.0
_TLS_HELLO = b"\x16"
_NOTHING = {"REQUEST_METHOD": "", "PATH_INFO": ""}  # of a request that cannot be parsed
_SPEAKS_TLS = "the client speaks TLS and this port does not; call http://, or serve with --tls"
# SO_LINGER of zero seconds: closing sends RST. Windows has shorts in it, other systems have ints.
_RESET = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(asyncio.Protocol):
    """Is in `connections` while it is open; calls `on_close` when it is closed."""

    def __init__(
        self,
        context: ServerContext,
        *,
        connections: set["Connection"],
        on_close: Callable[[], None],
    ) -> None:
        self._context = context
        self._limits = context.limits
        self._connections = connections
        self._on_close = on_close
        self._parser = RequestParser(context.limits, context.environ_template)
        self._exchange: Exchange | None = None
        self._serving = False
        self._ending = False
        self._deadline = Deadline(context.loop, self.drop)
        self._writable = asyncio.Event()
        self._writable.set()
        self.half_closed = False

    # -- called by asyncio -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)
        with suppress(OSError):  # the client has left already
            # asyncio does it only on sockets that name their protocol.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._parser.set_addresses(
            self._transport.get_extra_info("sockname"), self._transport.get_extra_info("peername")
        )
        self._deadline.set(self._limits.idle_seconds)
        if len(self._connections) > self._limits.connections:
            self._send_error(ProtocolError(503, "too many connections"))

    def data_received(self, data: bytes) -> None:
        if self._ending:
            return
        if data[:1] == _TLS_HELLO and self._parser.phase is Phase.IDLE:
            # For the log alone: the client cannot read it.
            self._render(ProtocolError(400, _SPEAKS_TLS, _NOTHING))
            self.drop()
            return
        self._parser.feed(data)
        self._serve()

    def eof_received(self) -> bool:
        """Answer what was asked, but do not go on waiting for a client that has left."""
        self.half_closed = True
        if not self._transport.can_write_eof():  # TLS cannot be half closed
            return False
        if self._exchange is not None:
            return not self._exchange.suspended
        return self._parser.has_more

    def connection_lost(self, exc: Exception | None) -> None:
        self._ending = True
        self._deadline.cancel()
        self._parser.close()
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.abandon()
        self._connections.discard(self)
        self._on_close()

    def pause_writing(self) -> None:
        self._writable.clear()
        self._deadline.set(self._limits.body_seconds)

    def resume_writing(self) -> None:
        self._writable.set()
        self._deadline.pause()
        self._serve()

    # -- called by an exchange ---------------------------------------------------------------

    def write(self, data: bytes) -> None:
        if data and not self._transport.is_closing():
            self._transport.write(data)

    async def drained(self) -> None:
        await asyncio.sleep(0)  # other connections have their turn
        await self._writable.wait()

    def finished(self, *, close: bool) -> None:
        self._exchange = None
        if close or self._ending:
            self._end()
        elif not self._serving:
            self._serve()

    def reset(self) -> None:
        """Break the connection so that the client sees a reset, not an end."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._exchange = None
        self.drop()

    # -- called by the server ----------------------------------------------------------------

    def drop(self) -> None:
        self._ending = True
        self._transport.abort()

    def close_soon(self) -> None:
        """Close after the response under way; at once without one, or while it is suspended."""
        if self._exchange is None or self._exchange.suspended:
            self._end()
        else:
            self._ending = True

    # -- private -----------------------------------------------------------------------------

    @property
    def _socket(self) -> socket.socket:
        return cast(socket.socket, self._transport.get_extra_info("socket"))

    def _serve(self) -> None:
        if not self._serving and self._exchange is None:
            self._serving = True
            try:
                self._serve_some()
            finally:
                self._serving = False
        self._bound_read_ahead()
        self._set_deadline()

    def _serve_some(self) -> None:
        for _ in range(_IN_A_ROW):
            if self._ending or self._exchange is not None or not self._writable.is_set():
                return
            try:
                request = self._parser.next_request()
            except ProtocolError as error:
                self._send_error(error)
                return
            if request is None:
                self._await_more()
                return
            self._exchange = Exchange(self._context, request, self)
            self._exchange.begin()
        self._context.loop.call_soon(self._serve)

    def _await_more(self) -> None:
        """All complete requests are answered: close after EOF, or ask for the body."""
        if self.half_closed:
            self._end()
        elif self._parser.wants_continue:
            self._parser.wants_continue = False
            self.write(_CONTINUE)

    def _send_error(self, error: ProtocolError) -> None:
        self.write(self._render(error))
        self._lingering_close()

    def _render(self, error: ProtocolError) -> bytes:
        line, headers, body = render_error(
            self._context.error_renderer, error.status, error.environ
        )
        if self._context.on_response is not None:
            self._context.on_response(error.environ, int(line[:3]), 0.0)
        bodiless = (error.environ or {}).get("REQUEST_METHOD") == "HEAD"
        return response_head(line, headers).complete(close=True) + (b"" if bodiless else body)

    def _lingering_close(self) -> None:
        """Closing while the client still sends would reset it before it reads the error."""
        self._ending = True
        if self._transport.can_write_eof() and not self.half_closed:
            self._transport.write_eof()
            self._deadline.set(_LINGER_SECONDS)
        else:
            self._end()

    def _end(self) -> None:
        """Close after everything written is sent, within the time a client has to read it."""
        self._ending = True
        self._transport.close()
        self._deadline.set(self._limits.body_seconds)

    def _set_deadline(self) -> None:
        """Set the timeout of the current phase: idle, head or body."""
        if self._ending or not self._writable.is_set():
            return
        parser, limits = self._parser, self._limits
        if self._exchange is not None or parser.has_more:
            self._deadline.pause()
        elif parser.phase is Phase.IDLE:
            self._deadline.set(limits.idle_seconds)
        elif parser.phase is Phase.HEAD:
            self._deadline.set(limits.head_seconds, parser.count)
        else:
            self._deadline.set(limits.body_seconds, (parser.count, parser.progress))

    def _bound_read_ahead(self) -> None:
        """Stop reading while too much waits to be parsed.

        asyncio does not notice a disconnect while reading is paused, so a suspended response is
        sent at once: the connection must not wait for a client that may have left.
        """
        too_much = self._parser.waiting_bytes > self._limits.read_ahead_bytes
        if too_much and self._exchange is not None:
            self._exchange.end_suspension()
        if self._transport.is_closing() or too_much == (not self._transport.is_reading()):
            return
        if too_much:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()
