"""A WSGI application on a free port, served by the package's own server within milliseconds."""

from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.testing.serving.app_calls import AppCalls, WsgiApp
from catapult_simulator.testing.serving.app_place import AppPlace
from catapult_simulator.testing.serving.running_app import PATIENCE_SECONDS


class RunningWsgiApp:
    """Listens at `place`. Each request has a thread of its own, up to 64."""

    def __init__(self, app: WsgiApp, port: int, place: AppPlace) -> None:
        """Raises OSError where the port is taken."""
        self.calls = AppCalls(on_own_thread=True)
        self._server = HttpServer(
            place.address, port, app=self.calls.wsgi(app), inline=lambda path: False
        )
        self.url = place.url(self._server.open())
        self._server.start()

    def stop(self) -> bool:
        self._server.stop()
        return self._server.join(PATIENCE_SECONDS)
