"""The exceptions of a Flask app are seen where Flask has signals; where it has none, it runs."""

import flask
import pytest

from catapult_simulator.testing.serving.flask_errors import watch_flask


class Absent:
    """The signal of Flask 2.2 without blinker: no use of it is possible."""

    def connect(self, *_: object) -> None:
        raise RuntimeError("Signalling support is unavailable")

    disconnect = connect


def test_an_app_without_signals_is_served_and_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flask, "got_request_exception", Absent())
    seen: list[Exception] = []

    stop = watch_flask(flask.Flask("shop"), seen.append)
    stop()

    assert seen == []


def test_an_exception_is_seen_until_the_watch_ends() -> None:
    pytest.importorskip("blinker")  # Flask 2.2 can do without
    app = flask.Flask("shop")
    app.add_url_rule("/", view_func=lambda: str(1 / 0))
    seen: list[Exception] = []

    stop = watch_flask(app, seen.append)
    app.test_client().get("/")
    stop()
    app.test_client().get("/")

    assert [type(each) for each in seen] == [ZeroDivisionError]
