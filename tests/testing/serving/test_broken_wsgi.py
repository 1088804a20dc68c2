"""Apps that break WSGI, or raise what is no Exception: the reason says how, at once."""

from collections.abc import Callable
from typing import Any

import pytest

from catapult_simulator.testing.catapult import Catapult
from testing.apps import PERSON

pytestmark = pytest.mark.filterwarnings("error")
PORTS = pytest.mark.parametrize("port", [0, None], ids=["port", "direct"])
Start = Callable[..., Any]


def answering(status: Any = "200 OK", headers: Any = (), body: Any = ()) -> Callable[..., Any]:
    def app(environ: dict[str, Any], start_response: Start) -> Any:
        start_response(status, list(headers) if isinstance(headers, tuple) else headers)
        return body

    return app


def silent(environ: dict[str, Any], start_response: Start) -> Any:
    return [b"hi"]


def twice(environ: dict[str, Any], start_response: Start) -> Any:
    start_response("200 OK", [])
    start_response("204 No Content", [])


def broken_off(environ: dict[str, Any], start_response: Start) -> Any:
    start_response("200 OK", [])
    yield b"hi"
    raise KeyError("in the middle")


def long_winded(environ: dict[str, Any], start_response: Start) -> Any:
    raise ValueError("z" * 10**6)


class Unprintable(Exception):
    def __str__(self) -> str:
        raise LookupError


def unprintable(environ: dict[str, Any], start_response: Start) -> Any:
    raise Unprintable


BROKEN = {
    "status": (answering(200), "TypeError: the app answered with the status 200; write '200 OK'"),
    "no code": (answering("OK"), "the app answered with the status 'OK'; write '200 OK'"),
    "interim": (answering("100 Continue"), "the status '100 Continue'; write '200 OK'"),
    "headers": (answering(headers=5), "the app gave the headers 5; give a list of pairs"),
    "pair": (answering(headers=[("X", 5)]), "the header ('X', 5); give a pair of texts"),
    "break": (answering(headers=[("X", "a\r\nb")]), "which no response can have"),
    "euro": (answering(headers=[("X", "€")]), "which no response can have"),
    "length": (answering(headers=[("Content-Length", "x")]), "give the number of bytes"),
    "None": (answering(body=None), "the app returned None; return a list of bytes"),
    "str": (answering(body="hi"), "the app returned 'hi'; return a list of bytes"),
    "strs": (answering(body=["hi"]), "the body of the app has 'hi'; return a list of bytes"),
    "silent": (silent, "RuntimeError: the app did not call start_response"),
    "twice": (twice, "RuntimeError: start_response was called twice"),
    "middle": (broken_off, "KeyError: 'in the middle' (test_broken_wsgi.py:"),
    "long": (long_winded, "z... (test_broken_wsgi.py:"),
    "unprintable": (unprintable, "Unprintable: (its text raises LookupError)"),
}


def reason(account: Catapult, app: Callable[..., Any], port: int | None) -> str:
    line = account.serve(app, port=port)
    (attempt,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts
    return attempt.outcome.explanation


@PORTS
@pytest.mark.parametrize(("app", "sentence"), BROKEN.values(), ids=BROKEN)
def test_the_reason_says_how_wsgi_is_broken(
    account: Catapult, app: Callable[..., Any], sentence: str, port: int | None
) -> None:
    why = reason(account, app, port)

    assert why.startswith("the app raised ")
    assert sentence in why


@PORTS
def test_an_app_may_write_its_body(account: Catapult, port: int | None) -> None:
    def app(environ: dict[str, Any], start_response: Start) -> list[bytes]:
        start_response("400 Bad Request", [])(b"written, ")
        return [b"returned"]

    assert "written, returned" in reason(account, app, port)


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), GeneratorExit()], ids=repr)
def test_on_a_port_what_is_no_exception_is_told(account: Catapult, error: BaseException) -> None:
    def app(environ: dict[str, Any], start_response: Start) -> Any:
        raise error

    line = account.serve(app)
    for _ in range(2):  # the server goes on
        told = account.receive_message(from_=PERSON, to=line.number, text="hi")
        why = told.attempts[0].outcome.explanation
        assert why.startswith(f"the app raised {type(error).__name__}")
    assert line.errors == (error,)


def test_on_a_port_a_test_that_fails_inside_the_app_is_told(account: Catapult) -> None:
    def app(environ: dict[str, Any], start_response: Start) -> Any:
        pytest.fail("no such order")

    assert reason(account, app, 0).startswith("the app raised Failed: no such order (")
