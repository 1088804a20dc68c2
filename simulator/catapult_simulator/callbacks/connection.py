"""Connection: one socket to a receiver, and idle ones kept for the next callback.

Sockets and httptools, no HTTP library: test tools replace parts of `http.client`, urllib3, requests
and httpx, and a callback must reach the app in spite of them. Every wait ends with the deadline of
the callback. None of the libraries bounds the whole of a call: each read starts its timeout anew.
"""

import errno
import os
import socket
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from ssl import SSLContext, SSLWantReadError
from threading import Lock
from typing import Any, NamedTuple

from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.outbound_policy import Forbidden, OutboundPolicy
from catapult_simulator.callbacks.response_reader import BadResponse, ResponseReader
from catapult_simulator.core.time.clock import RealTime

NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.ETIMEDOUT)
_BLOCK = 64 * 1024
_IDLE_CONNECTIONS = 64
_IDLE_SECONDS = 5.0


class Origin(NamedTuple):
    """The target of a connection: scheme, host in lower case, port."""

    scheme: str
    host: str
    port: int


class Connection:
    """A connected socket. `reused` is true from the second request on."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self.reused = False

    def exchange(self, request: bytes, deadline: Deadline) -> ResponseReader:
        """Send `request`, read the response. Raises OSError (TimeoutError too) or BadResponse."""
        reader = ResponseReader()
        try:
            self._send(request, deadline)
            while not reader.complete:
                self._socket.settimeout(deadline.remaining())
                if data := self._socket.recv(_BLOCK):
                    reader.feed(data)
                else:
                    reader.end()
        except BaseException as error:
            self.close()
            if self.reused and not reader.started and _is_broken(error):
                raise Stale from error
            raise
        finally:
            reader.release()
        return reader

    def _send(self, request: bytes, deadline: Deadline) -> None:
        """Like `sendall`, which starts its timeout anew with each TLS record."""
        rest = memoryview(request)
        while rest:
            self._socket.settimeout(deadline.remaining())
            rest = rest[self._socket.send(rest) :]

    @property
    def alive(self) -> bool:
        """Whether the receiver has neither closed the idle connection nor sent anything on it."""
        try:
            self._socket.settimeout(0)
            self._socket.recv(1)
        except (BlockingIOError, SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()

    def break_off(self) -> None:
        """End an exchange that another thread is waiting for."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


def _is_broken(error: BaseException) -> bool:
    return isinstance(error, (OSError, BadResponse)) and not isinstance(error, TimeoutError)


class OnlyIpv6(OSError):
    """None of the addresses took a connection, and all are of IPv6."""


class Stale(Exception):
    """A kept connection died before the first byte of an answer: a fresh one deserves a try."""


def connect(
    origin: Origin,
    found: Sequence[tuple[Any, ...]],
    deadline: Deadline,
    policy: OutboundPolicy,
    tls: SSLContext | None,
) -> Connection:
    """A connection to the first of the addresses that takes one. Raises OSError, Forbidden."""
    failure: Exception = OSError(f"no address of {origin.host}")
    for position, (family, kind, protocol, _, address) in enumerate(found):
        try:
            policy.check(str(address[0]))
            connected = socket.socket(family, kind, protocol)
        except (Forbidden, OSError) as error:
            failure = error
            continue
        try:
            connected.settimeout(deadline.remaining() / (len(found) - position))
            connected.connect(address)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if tls is not None:
                connected.settimeout(deadline.remaining())
                connected = tls.wrap_socket(connected, server_hostname=origin.host)
            return Connection(connected)
        except OSError as error:
            connected.close()
            failure = error
        except BaseException:  # such as a host that no certificate can name
            connected.close()
            raise
    only_ipv6 = all(each[0] == socket.AF_INET6 for each in found)
    try:
        if found and only_ipv6 and isinstance(failure, OSError) and failure.errno in NO_WAY:
            raise OnlyIpv6(failure.errno, failure.strerror) from failure
        raise failure
    finally:
        del failure  # it refers to this frame: both would stay for the collector


class IdleConnections:
    """Connections that wait for the next callback to the same origin; the oldest go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Connection, tuple[Origin, float]] = OrderedDict()
        self._closed = False
        self._process = os.getpid()

    def take(self, origin: Origin) -> Connection | None:
        """A kept connection to `origin` that is still alive."""
        while (connection := self._pop(origin)) is not None:
            if connection.alive:
                return connection
            connection.close()
        return None

    def _pop(self, origin: Origin) -> Connection | None:
        """The newest that is kept for `origin`."""
        with self._lock:
            self._leave_to_parent()
            for connection, (kept_for, _) in reversed(self._kept.items()):
                if kept_for == origin:
                    del self._kept[connection]
                    return connection
        return None

    def _leave_to_parent(self) -> None:
        """After a fork, what is kept belongs to the other process: two must not read one answer."""
        if self._process != os.getpid():
            self._process = os.getpid()
            for connection in self._kept:
                connection.close()  # this process's end of it
            self._kept.clear()

    def put(self, origin: Origin, connection: Connection) -> None:
        """Keep `connection`, for a while; close it after `close`."""
        connection.reused = True
        with self._lock:
            self._leave_to_parent()
            self._kept[connection] = (origin, RealTime.now())
            expired = self._expired()
        for each in expired:
            each.close()

    def forget(self, origin: Origin) -> None:
        """Close what is kept for `origin`."""
        while (connection := self._pop(origin)) is not None:
            connection.close()

    def close(self) -> None:
        """Close all, and those of callbacks that are still being sent."""
        with self._lock:
            self._closed = True
            every = list(self._kept)
            self._kept.clear()
        for connection in every:
            connection.close()

    def _expired(self) -> list[Connection]:
        limit = float("inf") if self._closed else RealTime.now() - _IDLE_SECONDS
        expired = []
        for connection, (_, since) in list(self._kept.items()):
            if since < limit or len(self._kept) > _IDLE_CONNECTIONS:
                del self._kept[connection]
                expired.append(connection)
        return expired
