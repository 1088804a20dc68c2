"""PortlessServer: runs a simulator where a test may open no sockets (pytest-socket).

`redirect()` reaches it by requests, urllib3, httpx and http.client, and `serve(app, port=None)`
needs no socket either.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from catapult_simulator.server import Server
from catapult_simulator.testing.blocked_sockets import SocketsBlocked, needing_sockets


class PortlessServer(Server):
    """A server without a port, until its `url` is asked for where sockets may be opened."""

    def start(self) -> Self:
        network = self.simulator.network
        network.application = self._app()
        if not self.simulator.has_callback_sender:
            network.callback_sender = self._sender = self._make_sender()
        return self

    def stop(self) -> None:
        super().stop()
        self.simulator.network.application = None
        if self._sender is not None:
            self._sender.close()

    @property
    def url(self) -> str:
        """The base URL. Raises SocketsBlocked where sockets are blocked."""
        if not self._url:
            with needing_sockets():
                super().start()
        return self._url

    @url.setter
    def url(self, url: str) -> None:
        self._url = url


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """`server` while it runs; one without a port for its simulator, where sockets are blocked."""
    try:
        with needing_sockets():
            server.start()
    except SocketsBlocked:
        server = PortlessServer(server.simulator).start()
    try:
        yield server
    finally:
        server.stop()
