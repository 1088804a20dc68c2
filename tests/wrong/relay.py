"""Relay, a connection through the proxy: each exchange is passed on byte by byte, or handed over.

Whatever is not HTTP/1.1 with a length is tunnelled, so that the suite's odd requests and the
simulator's broken answers arrive as they were sent.
"""

import re
import select
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from wrong.framing import end_of_chunks, length_of, stays_open
from wrong.message import Message

_LONGEST = 64 << 20  # longer bodies of requests are passed on unseen
_LONGEST_HEAD = 1 << 20
_STALL = 3.0  # seconds; then a request that is not complete is passed on as it is
_GONE = 2.0  # seconds in which an answer may follow after the client has closed
_PATIENCE = 20.0  # seconds
_HEAD_END = b"\r\n\r\n"
Filter = Callable[[bytes], bytes]
Behaviour = Callable[[Message, "Relay"], Message]


class Broken(Exception):
    """The other side closed before its answer was complete. `sent` is what it sent."""

    def __init__(self, sent: bytes, *, reset: bool) -> None:
        super().__init__(sent)
        self.sent, self.reset = sent, reset


class Relay:
    """One connection of a client, with one of its own to `address`.

    `handler` gives what handles a request with this head, if anything; `inward` and `outward`
    filter bytes, and keep their length.
    """

    def __init__(
        self,
        client: socket.socket,
        address: tuple[str, int],
        handler: Callable[[Message], Behaviour | None],
        inward: Filter = bytes,
        outward: Filter = bytes,
    ) -> None:
        self._client, self._handler = client, handler
        self._inward, self._outward = inward, outward
        self._address = address
        self._unread = b""  # of the client

    def run(self) -> None:
        """Until one side closes."""
        with self._client, suppress(OSError), _connect(self._address) as self._server:
            try:
                while self._one():
                    pass
            except Broken as broken:
                _give_up(self._client, broken)

    def send(self, request: Message) -> Message:
        """Its answer. Raises Broken."""
        return self._exchange(request.method, request.encoded)[0]

    def send_anew(self, request: Message) -> Message:
        """Its answer, over a connection that is only for it, also when this one has ended."""
        sent = self._inward(request.with_header("Connection", "close").encoded)
        with _connect(self._address) as server:
            server.settimeout(_PATIENCE)
            server.sendall(sent)
            received = b"".join(iter(lambda: server.recv(1 << 16), b""))
        head, end, body = received.partition(_HEAD_END)
        if not end:
            raise Broken(received, reset=False)
        return Message.parsed(head + end, body)

    def _one(self) -> bool:
        head = self._request_head()
        if head is None:
            return False
        request = Message.parsed(head)
        if request.get("Expect"):
            return self._tunnel(head + self._taken())
        body, is_whole = self._request_body(length_of(request))
        if not is_whole:
            return self._tunnel(head + body)
        behave = self._handler(request)
        if behave and length_of(request) is not None:
            answer = behave(request._replace(body=body), self)
            raw = answer.encoded
        else:
            answer, raw = self._exchange(request.method, head + body)
        self._client.sendall(self._outward(raw))
        return stays_open(answer)

    def _exchange(self, method: str, request: bytes) -> tuple[Message, bytes]:
        with suppress(OSError):  # it may have been refused before it was complete
            self._server.sendall(self._inward(request))
        return self._answer(method)

    def _taken(self) -> bytes:
        taken, self._unread = self._unread, b""
        return taken

    def _request_head(self) -> bytes | None:
        """The next head; None when the connection is done with."""
        while _HEAD_END not in self._unread:
            stall = _STALL if self._unread else None
            ready, _, _ = select.select([self._client, self._server], [], [], stall)
            more = self._client.recv(1 << 16) if self._client in ready else b""
            self._unread += more
            if not more or len(self._unread) > _LONGEST_HEAD:
                if self._unread or self._server in ready:
                    self._tunnel(self._taken(), ended=self._client in ready and not more)
                return None
        head, _, self._unread = self._unread.partition(_HEAD_END)
        return head + _HEAD_END

    def _request_body(self, length: int | None) -> tuple[bytes, bool]:
        """The body as it is sent, in chunks where it has no length; and whether it is whole."""
        seen = bytearray(self._taken())
        while (end := end_of_chunks(seen) if length is None else length) > len(seen):
            if end > _LONGEST or not select.select([self._client], [], [], _STALL)[0]:
                return bytes(seen), False
            more = self._client.recv(1 << 16)
            if not more:
                return bytes(seen), False
            seen += more
        self._unread = bytes(seen[end:])
        return bytes(seen[:end]), True

    def _answer(self, method: str) -> tuple[Message, bytes]:
        """With all its bytes, as they came."""
        early, head, rest = b"", *self._head(b"")
        while head.startswith((b"HTTP/1.1 10", b"HTTP/1.0 10")):  # only informational
            early += head
            head, rest = self._head(rest)
        answer = Message.parsed(head)
        length = 0 if method == "HEAD" or answer.status in (204, 304) else length_of(answer, None)
        try:
            body = self._until(rest, lambda seen: length is not None and len(seen) >= length)
        except Broken as broken:
            if length is not None or broken.reset:
                raise Broken(early + head + broken.sent, reset=broken.reset) from None
            body = broken.sent  # it ends with the connection
        return answer._replace(body=body), early + head + body

    def _head(self, seen: bytes) -> tuple[bytes, bytes]:
        """A head, and the beginning of what follows. Raises Broken."""
        head, end, rest = self._until(seen, lambda sent: _HEAD_END in sent).partition(_HEAD_END)
        if not re.match(rb"HTTP/1\.\d [1-5]\d\d", head):
            raise Broken(head + end + rest, reset=False)
        return head + end, rest

    def _until(self, seen: bytes, enough: Callable[[bytearray], bool]) -> bytes:
        """Bytes of the server, as soon as they are enough. Raises Broken."""
        watched, deadline = [self._server, self._client], None
        received = bytearray(seen)
        while not enough(received):
            left = None if deadline is None else max(0.0, deadline - monotonic())
            ready, _, _ = select.select(watched, [], [], left)
            if not ready:
                raise Broken(bytes(received), reset=False)
            if self._server in ready:
                received += self._more(received)
            elif self._client in ready:
                watched = [self._server]
                deadline = monotonic() + _GONE if _has_closed(self._client) else None
        return bytes(received)

    def _more(self, seen: bytes | bytearray = b"") -> bytes:
        try:
            more = self._server.recv(1 << 16)
        except OSError:
            raise Broken(bytes(seen), reset=True) from None
        if not more:
            raise Broken(bytes(seen), reset=False)
        return more

    def _tunnel(self, first: bytes, *, ended: bool = False) -> bool:
        """Pass everything on, both ways, until the server closes. Gives False: no exchange more."""
        self._server.sendall(self._inward(first))
        if ended:
            self._server.shutdown(socket.SHUT_WR)
        watched = [self._server] if ended else [self._server, self._client]
        while True:
            ready, _, _ = select.select(watched, [], [], _GONE if len(watched) == 1 else None)
            if self._server in ready:
                more = self._more()
                self._client.sendall(self._outward(more))
            elif not ready:
                return False
            if self._client in ready:
                more = self._client.recv(1 << 16)
                if more:
                    self._server.sendall(self._inward(more))
                else:
                    self._server.shutdown(socket.SHUT_WR)
                    watched = [self._server]


def _connect(address: tuple[str, int]) -> socket.socket:
    server = socket.create_connection(address)
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


def _has_closed(client: socket.socket) -> bool:
    try:
        return client.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def _give_up(client: socket.socket, broken: Broken) -> None:
    """Send what came, and close in the same way."""
    with suppress(OSError):
        client.sendall(broken.sent)
        if broken.reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
