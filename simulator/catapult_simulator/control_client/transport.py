"""Transport: HTTP requests to one simulator, over connections that are kept.

It stands on `http.client`, and holds the functions that it needs of it: a test mocks the traffic of
its app (requests, urllib3, cassettes, `http.client` itself), and still reaches its simulator.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from catapult_simulator.control_client.wrapped_errors import innermost_reason
from catapult_simulator.core.control_token import TOKEN_VARIABLE
from catapult_simulator.core.masking import masked_url
from catapult_simulator.core.urls import is_url

if TYPE_CHECKING:
    from ssl import SSLContext


class Unanswered(Exception):
    """No response came. The text is the reason in few words, the cause is the first exception."""


class _Connection(HTTPConnection):
    connect, request = HTTPConnection.connect, HTTPConnection.request
    send, getresponse = HTTPConnection.send, HTTPConnection.getresponse


class _TlsConnection(HTTPSConnection):
    connect, request = HTTPSConnection.connect, HTTPConnection.request
    send, getresponse = HTTPConnection.send, HTTPConnection.getresponse


class Reply(NamedTuple):
    """A response. `content_type` is without its parameters."""

    status: int
    content_type: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        return self.content_type == "application/json"


class Transport:
    """The simulator at `url`. Safe from any thread, and in a forked process.

    `timeout` is in seconds, for each step: connect, send, each part of the response. Without
    `ssl_context`, the authorities of the system and that of this user are trusted. `token` is that
    of the control API, without one the value of CATAPULT_SIMULATOR_CONTROL_TOKEN.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float,
        ssl_context: "SSLContext | None" = None,
        token: str | None = None,
    ) -> None:
        self._idle: list[HTTPConnection] = []
        self._pid = os.getpid()
        self._own_address: str | None = None
        if not is_url(url):
            raise ValueError(f"{masked_url(url)!r} is no URL; write http://host:port")
        parts = urlsplit(url)
        self._tls = parts.scheme == "https"
        self._host, self._port = str(parts.hostname), parts.port
        self._path = parts.path.rstrip("/")
        self._timeout, self._ssl_context = timeout, ssl_context
        token = (token or os.environ.get(TOKEN_VARIABLE, "")).strip()
        self._authorization = {"Authorization": f"Bearer {token}"} if token else {}

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request, and read the whole response. A parameter of `query` that is None is left
        out. Raises Unanswered."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        target = self._path + path + (f"?{urlencode(given)}" if given else "")
        kept = self._take()
        try:
            if kept is not None:
                with suppress(ConnectionError):  # closed by the server since: a new one tells
                    return self._exchange(kept, method, target, body, headers)
            return self._exchange(self._connection(), method, target, body, headers)
        except (OSError, HTTPException, RuntimeError) as error:  # pytest-socket's is a RuntimeError
            raise Unanswered(innermost_reason(error)) from error

    def own_address(self) -> str:
        """The address from which this machine reached the simulator last. Sends nothing."""
        if self._own_address is None:
            raise RuntimeError("nothing has been sent yet; send a request first")
        return self._own_address

    def close(self) -> None:
        """Close the connections that are not in use."""
        while (connection := self._take()) is not None:
            connection.close()

    def __del__(self) -> None:
        self.close()

    def _exchange(
        self,
        connection: HTTPConnection,
        method: str,
        target: str,
        body: bytes | None,
        headers: Mapping[str, str] | None,
    ) -> Reply:
        try:
            connection.request(method, target, body, self._authorization | dict(headers or {}))
            self._own_address = str(connection.sock.getsockname()[0])
            response = connection.getresponse()
            reply = Reply(
                response.status,
                (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower(),
                dict(response.headers.items()),
                response.read(),
            )
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return reply

    def _take(self) -> HTTPConnection | None:
        if self._pid != os.getpid():  # forked: the parent's connections are not ours to use
            self._idle, self._pid = [], os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _connection(self) -> HTTPConnection:
        if self._tls:
            self._ssl_context = self._ssl_context or _default_context()
            return _TlsConnection(
                self._host, self._port, timeout=self._timeout, context=self._ssl_context
            )
        return _Connection(self._host, self._port, timeout=self._timeout)


def _default_context() -> "SSLContext":
    from catapult_simulator.tls.trust import client_context

    return client_context()
