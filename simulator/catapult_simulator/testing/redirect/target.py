"""Target: the API of a simulator, as a redirected client reaches it.

In this process, that is a call of its WSGI application; elsewhere, a connection to its port.
"""

import socket
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlsplit

from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.http_server.in_process import MemoryConnection, memory_environ
from catapult_simulator.http_server.wsgi import Environ
from catapult_simulator.testing.blocked_sockets import needing_sockets
from catapult_simulator.testing.redirect.memory_socket import MemorySocket

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Target(NamedTuple):
    """The WSGI application, None where it runs in another process; host and port, if it has one."""

    application: "WSGIApplication | None"
    host: str
    port: int

    @classmethod
    def of(cls, application: "WSGIApplication | None", url: str, *, here: bool = True) -> Self:
        """The simulator at `url`. `here`: in this process.

        Raises RuntimeError where it has stopped, ValueError for a URL without `http`.
        """
        if here and application is None:
            raise RuntimeError(_STOPPED)
        scheme, host, port = _parts(url)
        if not here and scheme != "http":
            raise ValueError(f"redirect() reaches a simulator over http only, not at {url}")
        return cls(application, host, port)

    def connect(self, timeout: Any = None) -> Any:
        """A connected socket, or what a client takes for one. Raises OSError."""
        if self.application is not None:
            connection = MemoryConnection(self.application, service_environ())
            return MemorySocket(connection.feed, timeout)
        return self.open_socket(timeout)

    def open_socket(self, timeout: Any = None) -> socket.socket:
        """A socket that is connected to the port. Raises OSError."""
        with needing_sockets():
            return socket.create_connection((self.host, self.port), timeout)


@lru_cache(maxsize=8)  # it is asked for each request
def _parts(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or 80


@lru_cache(maxsize=1)
def service_environ() -> Environ:
    """The keys that all requests to the real API share."""
    return memory_environ("https", REAL_HOST)


_STOPPED = (
    "redirect() needs a server that runs the simulator, and none does: start one, as "
    "`with Server(simulator):`, or use the fixture catapult"
)
