"""A WSGI application on a free port, served by the package's own server within milliseconds."""

from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.testing.serving.app_calls import AppCalls, WsgiApp
from catapult_simulator.testing.serving.running_app import PATIENCE_SECONDS


class RunningWsgiApp:
    """Listens on 127.0.0.1. Each request has a thread of its own, up to 64."""

    def __init__(self, app: WsgiApp, port: int) -> None:
        """Raises OSError where the port is taken."""
        self.calls = AppCalls()
        self._server = HttpServer(
            "127.0.0.1", port, app=self.calls.wsgi(app), inline=lambda path: False
        )
        self.url = f"http://127.0.0.1:{self._server.open()}"
        self._server.start()

    def stop(self) -> bool:
        self._server.stop()
        return self._server.join(PATIENCE_SECONDS)
