"""Line: a number whose texts reach an app, and the app."""

from collections.abc import Callable, Sequence
from warnings import warn

from catapult_simulator.core.applications import Application
from catapult_simulator.core.connecting import ConnectedNumber
from catapult_simulator.testing.serving.running_app import RunningApp, still_at_work


class Line(ConnectedNumber):
    """A number of the account, its application, and the URL at which the app is called.

    `str(line)` is the number. `errors` are the exceptions that an app in this process raised.
    """

    def __init__(
        self,
        number: str,
        url: str,
        application: Application,
        *,
        app: RunningApp | None = None,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(number, url, application)
        self._app = app
        self._on_stop = on_stop
        self._stopped = False

    @property
    def errors(self) -> Sequence[BaseException]:
        """Exceptions that the app raised, oldest first. Of an app elsewhere nothing is known."""
        return () if self._app is None else tuple(self._app.calls.errors)

    def stop(self) -> None:
        """Stop the app that `serve` started: from now on its URL refuses callbacks.

        Number and application stay. An app that runs elsewhere goes on. Warns where a call of the
        app goes on for more than a second.
        """
        if self._stopped or self._app is None:
            return
        self._stopped = True
        ended = self._app.stop()
        self._app.calls.end()
        self._on_stop()
        if not ended:
            warn(still_at_work(self._app.calls), RuntimeWarning, stacklevel=2)

    def __repr__(self) -> str:
        return f"<Line {self.number} of {self.url}{', stopped' if self._stopped else ''}>"
