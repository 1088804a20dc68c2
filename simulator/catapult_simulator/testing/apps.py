"""Apps: the verbs with which a test connects its app to an account, and the account to its app."""

from contextlib import AbstractContextManager

from catapult_simulator.core.callbacks import Method
from catapult_simulator.testing.redirect.redirect import Redirect
from catapult_simulator.testing.redirect.target import Target
from catapult_simulator.testing.serving.app_place import AppPlace
from catapult_simulator.testing.serving.line import Line
from catapult_simulator.testing.serving.lines import Lines
from catapult_simulator.testing.serving.served_account import DirectSenders, ServedAccount


class Apps:
    """A part of an account, here or elsewhere. The account gives the methods that raise here."""

    _own_lines: Lines | None = None

    def serve(
        self,
        app: object,
        path: str = "/sms",
        *,
        number: str | None = None,
        method: Method = "POST",
        port: int | None = 0,
    ) -> Line:
        """Run your app for this test, and give it a number: texts to it call `path` of the app.

        `app` is a WSGI application (Flask, Django) or an ASGI one (FastAPI, Starlette; needs
        uvicorn), on a free port of 127.0.0.1, or the URL of an app that runs already. With
        `port=None` it is called directly, without a port and without uvicorn, on the thread that
        sends the callback; where a test awaits `catapult.aio`, on the thread and the event loop of
        that test. The lifespan of an ASGI application is not run then. `number` is ordered, unless
        the account has it; without one, the next from +19195551212 on. The app is stopped when the
        account is closed or reset.

        Raises TypeError for what is no app, OSError where the port cannot be had, RuntimeError
        where the app does not start.
        """
        return self._lines.serve(app, path, number=number, method=method, port=port)

    def connect(self, url: str, *, number: str | None = None, method: Method = "POST") -> Line:
        """Give an app that runs already a number: texts to it call `url`.

        `number` is ordered, unless the account has it; without one, the next from +19195551212 on.
        """
        return self._lines.connect(url, number=number, method=method)

    def redirect(self) -> AbstractContextManager[None]:
        """Send to the simulator what this process sends to https://api.catapult.inetwork.com.

        It holds for requests, urllib3, httpx, http.client, urllib.request and aiohttp, in all
        threads, until the `with` block ends. Any other way to the real API raises
        RealServiceCalled, and so does the end of the block. A redirect within a redirect goes
        first.
        """
        return Redirect(self._target)

    @property
    def _lines(self) -> Lines:
        if self._own_lines is None:
            self._own_lines = Lines(self._served(), self._senders(), self._place())
        return self._own_lines

    def _stop_apps(self) -> None:
        if self._own_lines is not None:
            self._own_lines.stop()

    def _served(self) -> ServedAccount:
        """This account, as `serve` needs it."""
        raise NotImplementedError

    def _senders(self) -> DirectSenders | None:
        """The callback senders of its simulator, None where that runs elsewhere."""
        raise NotImplementedError

    def _place(self) -> AppPlace:
        """Where its apps run: on loopback, unless its simulator needs another way to them."""
        return AppPlace()

    def _target(self) -> Target:
        """The API of its simulator. Raises RuntimeError while that cannot be called."""
        raise NotImplementedError
