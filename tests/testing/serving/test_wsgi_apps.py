"""Serving a WSGI application: on a port, and without one."""

import sqlite3
import threading
from threading import Event
from typing import Any

import flask
import pytest
import requests

from catapult_simulator import Simulator
from catapult_simulator.testing.catapult import Catapult
from testing.apps import PERSON, TextedApp, address_of, failing, line_of_raise, outcomes

PORTS = pytest.mark.parametrize("port", [0, None], ids=["port", "direct"])


@PORTS
def test_a_text_to_the_line_calls_the_app(account: Catapult, port: int | None) -> None:
    app = TextedApp()
    line = account.serve(app, port=port)

    assert outcomes(account, line.number, "open today?") == [200]
    assert app.texts == ["open today?"]


@PORTS
def test_each_line_has_its_number_and_its_app(account: Catapult, port: int | None) -> None:
    first, second = TextedApp(), TextedApp()
    lines = [account.serve(app, port=port) for app in (first, second)]

    outcomes(account, lines[1].number)

    assert [str(line) for line in lines] == ["+19195551212", "+19195551213"]
    assert (first.texts, second.texts) == ([], ["hi"])


@PORTS
def test_a_line_has_the_application_with_its_url(account: Catapult, port: int | None) -> None:
    line = account.serve(TextedApp(), "/hooks/sms?key=1", number="(919) 555-1300", port=port)

    assert line.number == "+19195551300"
    assert line.url.endswith("/hooks/sms?key=1")
    assert line.application.incoming_message_url == line.url
    assert account.phone_numbers.get(line.number).application_id == line.application.id


@PORTS
def test_a_number_that_the_account_has_is_given_to_the_app(
    account: Catapult, port: int | None
) -> None:
    owned = account.phone_numbers.allocate("+19195551300")

    line = account.serve(TextedApp(), number="+19195551300", port=port)

    assert account.phone_numbers.get(owned.id).application_id == line.application.id


@PORTS
def test_a_line_may_be_called_by_get(account: Catapult, port: int | None) -> None:
    queries = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        queries.append((environ["REQUEST_METHOD"], "text=open" in environ["QUERY_STRING"]))
        start_response("204 No Content", [])
        return []

    line = account.serve(app, method="GET", port=port)

    assert outcomes(account, line.number, "open") == [204]
    assert queries == [("GET", True)]


@PORTS
def test_an_app_answers_from_inside_its_webhook(account: Catapult, port: int | None) -> None:
    me = account.credentials

    def answer(event: Any) -> None:
        body = {"from": event["to"], "to": event["from"], "text": "Yes, until six."}
        url = f"https://api.catapult.inetwork.com/v1/users/{me.user_id}/messages"
        requests.post(url, auth=(me.token, me.secret), json=body).raise_for_status()

    line = account.serve(TextedApp(answer), port=port)
    with account.redirect():
        outcomes(account, line.number)
    account.settle()

    assert [each.state for each in account.messages.find(to=PERSON)] == ["sent"]


@PORTS
def test_what_an_app_raises_is_a_500_that_says_what_and_where(
    account: Catapult, port: int | None
) -> None:
    line = account.serve(failing(KeyError("text")), port=port)

    (told,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts

    place = f"(apps.py:{line_of_raise()}, in react)"
    assert told.outcome.status == 500
    assert told.outcome.explanation == f"the app raised KeyError: 'text' {place}"
    assert told.outcome.answer == f"KeyError: 'text' {place}"
    assert [repr(error) for error in line.errors] == ["KeyError('text')"]


@PORTS
def test_what_flask_answers_itself_is_told_too(account: Catapult, port: int | None) -> None:
    pytest.importorskip("blinker")  # Flask 2.2 can do without
    app = flask.Flask("shop")
    app.logger.disabled = True

    @app.post("/sms")
    def incoming() -> str:
        raise ValueError("no such order:\n4711 ✓")

    line = account.serve(app, port=port)

    (told,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts

    assert told.outcome.explanation.startswith("the app raised ValueError: no such order: (test_")
    assert [type(error) for error in line.errors] == [ValueError]


def test_what_flask_answers_after_the_line_has_stopped_is_not_kept(account: Catapult) -> None:
    app = flask.Flask("shop")
    app.logger.disabled = True

    @app.get("/fail")
    def fail() -> str:
        raise ValueError("after the end")

    line = account.serve(app)
    line.stop()

    app.test_client().get("/fail")

    assert line.errors == ()


def test_a_body_in_pieces_reaches_the_client(account: Catapult) -> None:
    closed = []

    class Pieces(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def app(environ: dict[str, Any], start_response: Any) -> Pieces:
        start_response("200 OK", [])
        return Pieces([b"two ", b"pieces"])

    line = account.serve(app, "/menu")

    assert requests.get(line.url, timeout=10).text == "two pieces"
    assert closed == [True]


def test_a_direct_app_runs_on_the_thread_of_the_test(account: Catapult) -> None:
    """So that it can use what belongs to that thread: a transaction, a database in memory."""
    database = sqlite3.connect(":memory:")
    database.execute("create table texts (text)")

    def keep(event: Any) -> None:
        database.execute("insert into texts values (?)", [event["text"]])

    line = account.serve(TextedApp(keep), port=None)

    assert outcomes(account, line.number) == [200]
    assert database.execute("select text from texts").fetchall() == [("hi",)]
    database.close()


def test_a_test_that_fails_inside_a_direct_app_fails(account: Catapult) -> None:
    line = account.serve(TextedApp(lambda event: pytest.fail("no texts at night")), port=None)

    with pytest.raises(pytest.fail.Exception, match="at night"):
        outcomes(account, line.number)


@PORTS
def test_a_stopped_app_refuses_callbacks(account: Catapult, port: int | None) -> None:
    line = account.serve(TextedApp(), port=port)
    line.stop()
    line.stop()

    (outcome,) = outcomes(account, line.number)
    assert str(outcome).startswith(f"nothing listens on {address_of(line)}")
    assert repr(line) == f"<Line +19195551212 of {line.url}, stopped>"


@PORTS
@pytest.mark.parametrize("end", ["close", "reset"])
def test_the_end_of_the_account_stops_its_apps(
    account: Catapult, served_simulator: Simulator, port: int | None, end: str
) -> None:
    before = set(threading.enumerate())
    line = account.serve(TextedApp(), port=port)
    outcomes(account, line.number)

    if end == "reset":
        account.reset()
    else:
        served_simulator.close_tenant(account.user_id)

    assert "stopped" in repr(line)
    assert set(threading.enumerate()) <= before


def test_the_host_of_a_stopped_direct_app_is_used_again(account: Catapult) -> None:
    first = account.serve(TextedApp(), port=None)
    second = account.serve(TextedApp(), port=None)
    first.stop()

    assert second.url == "http://app-2.test/sms"
    assert account.serve(TextedApp(), port=None).url == first.url == "http://app.test/sms"


def test_an_app_that_is_still_at_work_is_named(account: Catapult) -> None:
    released, arrived = Event(), Event()

    def hang(event: Any) -> None:
        arrived.set()
        released.wait(20)

    line = account.serve(TextedApp(hang))
    account.applications.update(line.application.id, {"incoming_message_url_callback_timeout": 100})
    assert outcomes(account, line.number) == ["the app did not answer within 100 ms"]
    arrived.wait(20)

    with pytest.warns(RuntimeWarning, match=r"POST /sms \(test_wsgi_apps.py:\d+, in hang\)"):
        line.stop()
    released.set()


def test_a_direct_app_that_hangs_is_interrupted(account: Catapult) -> None:
    line = account.serve(TextedApp(lambda event: Event().wait(20)), port=None)
    account.applications.update(line.application.id, {"incoming_message_url_callback_timeout": 100})

    (outcome,) = outcomes(account, line.number)

    where = "it is at test_wsgi_apps.py:"
    assert str(outcome).startswith(f"the app did not answer within 100 ms: {where}")
