"""Listening on a port: what is wrong with host, port or process is an OSError with a reason."""

import asyncio
import errno
import socket
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from typing import Any

_ALL_ADDRESSES = ("::", "::0")  # those of IPv4 too, where the system can
_ACCEPT_TURNS = 3  # turns of the loop from accepting a socket to `connection_made`
_DESCRIPTORS = 8  # a loop has three; the others are for modules, connections and callbacks


class ListeningSockets:
    """The sockets of one server, on ports of one host."""

    def __init__(self, host: str, backlog: int) -> None:
        self._host, self._backlog = host, backlog
        self._sockets: list[socket.socket] = []

    def listen(self, ports: Iterable[int]) -> list[int]:
        """Listen on these ports; gives them, where one is 0. Raises OSError, which names host and
        port, when one cannot be had, or when the process may open too few files."""
        for port in ports:
            try:
                self._sockets.append(_listening((self._host, port), self._backlog))
            except OSError as error:
                self.close()
                error.filename = f"{self._host}:{port}"
                raise
        return [int(each.getsockname()[1]) for each in self._sockets]

    async def accept(
        self,
        loop: asyncio.AbstractEventLoop,
        protocol: Callable[[], asyncio.BaseProtocol],
        **options: Any,
    ) -> list[asyncio.Server]:
        """Accept connections, each of which gets a `protocol`."""
        return [
            await loop.create_server(protocol, sock=each, backlog=self._backlog, **options)
            for each in self._sockets
        ]

    async def stop_accepting(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let accepted sockets become connections; asyncio would leak them after `close`."""
        with suppress(NotImplementedError):  # Windows: they are connections at once
            for each in self._sockets:
                loop.remove_reader(each)
        for _ in range(_ACCEPT_TURNS):
            await asyncio.sleep(0)

    def close(self) -> None:
        for each in self._sockets:
            each.close()


def _listening(address: tuple[str, int], backlog: int) -> socket.socket:
    host = address[0]
    _require_name(host)
    listening = socket.create_server(
        address,
        family=socket.AF_INET6 if ":" in host else socket.AF_INET,
        backlog=backlog,
        dualstack_ipv6=host in _ALL_ADDRESSES and socket.has_dualstack_ipv6(),
    )
    _require_descriptors(listening)
    return listening


def _require_name(host: str) -> None:
    """Raises OSError for a name that `bind` cannot encode; there it leaks a socket."""
    try:
        host.encode("idna")
    except UnicodeError:
        raise OSError(errno.EADDRNOTAVAIL, "this is not a host name") from None


def _require_descriptors(listening: socket.socket) -> None:
    """Raises OSError where too few files can be opened. asyncio would say it in a traceback."""
    with ExitStack() as taken:
        taken.callback(listening.close)
        spare = taken.enter_context(ExitStack())
        for _ in range(_DESCRIPTORS):
            spare.enter_context(listening.dup())
        spare.close()
        taken.pop_all()
