"""Apps that cannot be served or connected: one sentence, and nothing is left behind."""

import builtins
import threading
from typing import Any

import flask
import pytest

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.testing.catapult import Catapult
from testing.apps import TextedApp


class NotAnApp:
    def __call__(self) -> None:
        """As the application of aiohttp: it can be called, but not by a server."""


def create_app() -> flask.Flask:
    return flask.Flask("shop")


async def asgi_app(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("it is not called")


@pytest.mark.parametrize(
    ("app", "sentence"),
    [
        (create_app, r"create_app is neither .* call it: serve\(create_app\(\)\)"),
        (NotAnApp(), "is neither a WSGI application nor an ASGI one; pass a WSGI application"),
        (flask.Flask, "is no app; pass a WSGI application"),
        (None, "app=None is no app; pass a WSGI application"),
    ],
    ids=["factory", "other", "class", "none"],
)
def test_what_is_no_app_is_named(account: Catapult, app: object, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        account.serve(app)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"path": "sms"}, "path='sms'; begin with a slash: '/sms'"),
        ({"path": "/s m s"}, "path='http://app.test/s m s' is no URL"),
        ({"method": "PUT"}, "method='PUT'; choose one of get, post"),
        ({"number": " "}, "number=' ' is blank"),
        ({"port": 70_000}, "port=70000; choose from 0 to 65535"),
    ],
)
def test_a_wrong_option_is_named(account: Catapult, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence):
        account.serve(TextedApp(), **options)


@pytest.mark.parametrize("url", ["localhost:3000/sms", "ftp://shop/sms", ""])
def test_what_is_no_url_is_named(account: Catapult, url: str) -> None:
    with pytest.raises(ValueError, match=f"url='{url}' is no URL; write http://host:port/path"):
        account.connect(url)


def test_a_number_that_cannot_be_had_leaves_nothing_behind(account: Catapult) -> None:
    before = set(threading.enumerate())

    with pytest.raises(CatapultError):
        account.serve(TextedApp(), number="+4930123456")

    assert account.applications.find() == []
    assert account.phone_numbers.find() == []
    assert set(threading.enumerate()) <= before


def test_a_port_that_is_taken_is_an_error_of_the_system(account: Catapult) -> None:
    taken = int(account.serve(TextedApp()).url.rpartition(":")[2].partition("/")[0])

    with pytest.raises(OSError, match="in use"):
        account.serve(TextedApp(), port=taken)


def test_an_asgi_application_needs_uvicorn(
    account: Catapult, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = builtins.__import__

    def without_uvicorn(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "uvicorn":
            raise ImportError(name)
        return imported(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_uvicorn)

    with pytest.raises(RuntimeError, match="uvicorn, which is not installed: pip install uvicorn"):
        account.serve(asgi_app)
