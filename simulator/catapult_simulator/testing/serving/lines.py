"""Lines: the apps that a test connected to an account."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.checks import check_text, check_url, check_whole
from catapult_simulator.core.connecting import connect
from catapult_simulator.testing.blocked_sockets import needing_sockets
from catapult_simulator.testing.serving.app_place import AppPlace
from catapult_simulator.testing.serving.kinds import RunKind, kind_of
from catapult_simulator.testing.serving.line import Line
from catapult_simulator.testing.serving.running_app import RunningApp
from catapult_simulator.testing.serving.served_account import DirectSenders, ServedAccount


class Lines:
    """The lines of one account, whose apps run at `place`. `senders` send its callbacks; None: not
    from this process."""

    def __init__(
        self, account: ServedAccount, senders: DirectSenders | None, place: AppPlace
    ) -> None:
        self._account = account
        self._senders = senders
        self._place = place
        self._lines: list[Line] = []

    def serve(
        self, app: object, path: str, *, number: str | None, method: Method, port: int | None
    ) -> Line:
        """Run `app`, and connect it."""
        kind = kind_of(app)
        if kind == "url":
            return self.connect(str(app), number=number, method=method)
        _check_path(path)
        running = self._run(app, kind, port)
        try:
            return self._connect(running.url + path, number, method, running)
        except BaseException:
            running.stop()
            raise

    def connect(self, url: str, *, number: str | None, method: Method) -> Line:
        """Connect an app that runs already."""
        return self._connect(url, number, method, None)

    def stop(self) -> None:
        """Stop the apps, the newest first."""
        with ExitStack() as every:  # one that warns must not keep the others
            for line in self._lines:
                every.callback(line.stop)
            self._lines.clear()

    def _connect(
        self, url: str, number: str | None, method: Method, running: RunningApp | None
    ) -> Line:
        assigned, application = connect(self._account, url, number, method)
        forget = partial(_forget_connections, self._senders, url)
        line = Line(assigned, url, application, app=running, on_stop=forget)
        self._lines.append(line)
        return line

    def _run(self, app: Any, kind: RunKind, port: int | None) -> RunningApp:
        if port is None:
            return self._run_directly(app, kind)
        check_whole("port", port, 0, 65535)
        with needing_sockets():
            return _ON_A_PORT[kind](app, port, self._place)

    def _run_directly(self, app: Any, kind: RunKind) -> RunningApp:
        if self._senders is None:
            raise ValueError("port=None needs the simulator in this process; leave it out")
        from catapult_simulator.testing.serving.direct_app import DirectApp

        return DirectApp(app, kind, self._senders)


def _on_wsgi_port(app: Any, port: int, place: AppPlace) -> RunningApp:
    from catapult_simulator.testing.serving.wsgi_app import RunningWsgiApp

    return RunningWsgiApp(app, port, place)


def _on_asgi_port(app: Any, port: int, place: AppPlace) -> RunningApp:
    from catapult_simulator.testing.serving.asgi_app import RunningAsgiApp

    return RunningAsgiApp(app, port, place)


_ON_A_PORT: dict[RunKind, Callable[[Any, int, AppPlace], RunningApp]] = {
    "wsgi": _on_wsgi_port,
    "asgi": _on_asgi_port,
}


def _check_path(path: str) -> None:
    check_text("path", path)
    if not path.startswith("/"):
        raise ValueError(f"path={path!r}; begin with a slash: '/sms'")
    check_url("path", f"http://app.test{path}")


def _forget_connections(senders: DirectSenders | None, url: str) -> None:
    """Close the connections that are kept to an app that has stopped."""
    forget = getattr(getattr(senders, "callback_sender", None), "forget_connections", None)
    if forget is not None:
        forget(url)
