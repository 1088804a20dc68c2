"""An ASGI application on a free port, served by uvicorn on a thread of its own."""

import socket
from threading import Thread

from catapult_simulator.testing.serving.app_calls import AppCalls, AsgiApp, in_words
from catapult_simulator.testing.serving.app_place import AppPlace
from catapult_simulator.testing.serving.running_app import PATIENCE_SECONDS
from catapult_simulator.testing.serving.uvicorn_server import new_server

_BACKLOG = 128
START_SECONDS = 30.0  # an app may load much
_TOO_LONG = "the app did not start within {seconds:g} s: the startup of its lifespan goes on"


class RunningAsgiApp:
    """Listens at `place`. The app has an event loop of its own."""

    def __init__(self, app: AsgiApp, port: int, place: AppPlace) -> None:
        """Raises OSError where the port is taken, RuntimeError where the app does not start or
        uvicorn is missing."""
        self.calls = AppCalls(on_own_thread=True)
        self._server = new_server(self.calls.asgi(app))
        family = socket.AF_INET6 if ":" in place.address else socket.AF_INET
        listening = socket.create_server((place.address, port), family=family, backlog=_BACKLOG)
        self.url = place.url(listening.getsockname()[1])
        self._thread = Thread(
            target=self._server.serve_on, args=(listening,), name="catapult-app", daemon=True
        )
        self._thread.start()
        if not self._server.started_or_ended.wait(START_SECONDS):
            self._server.give_up()
            self._thread.join(PATIENCE_SECONDS)
            raise RuntimeError(_TOO_LONG.format(seconds=START_SECONDS))
        if not self._server.started:
            self._thread.join()
            raise RuntimeError(f"the app did not start: {self._problem()}")

    def _problem(self) -> str:
        error = self.calls.startup_error or self._server.error
        return "its lifespan failed" if error is None else in_words(error)

    def stop(self) -> bool:
        self._server.stop()
        self._thread.join(2 * PATIENCE_SECONDS)
        return not self._thread.is_alive()
