"""Exceptions that Flask answers itself, unless it is testing: its server does not see them."""

import sys
from collections.abc import Callable
from typing import Any


def watch_flask(app: object, note: Callable[[Exception], None]) -> Callable[[], None]:
    """Give `note` the exceptions of a Flask app. Returns how to stop that."""
    flask = sys.modules.get("flask")
    if flask is None or not isinstance(app, flask.Flask):
        return lambda: None

    def receive(sender: object, *, exception: Exception, **_: object) -> None:
        note(exception)

    signal: Any = flask.got_request_exception
    try:
        signal.connect(receive, app)
    except RuntimeError:  # Flask 2.2 has signals only where blinker is installed
        return lambda: None
    return lambda: signal.disconnect(receive, app)
