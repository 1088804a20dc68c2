"""HttpSender: the request on the wire, and the response to it."""

import socket
from collections.abc import Iterator

import pytest

from callbacks.sender_support import PAYLOAD, callback
from catapult_simulator.callbacks.http_sender import HttpSender
from receivers import App, app_listening, socket_that


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


@pytest.fixture
def sender() -> Iterator[HttpSender]:
    sender = HttpSender()
    yield sender
    sender.close()


def test_a_post_carries_compact_json_in_the_order_of_the_payload(
    sender: HttpSender, app: App
) -> None:
    """Documented: apiCallbacks/sms.md; the order observed 2018."""
    outcome = sender.send(callback(), app.url + "/sms")

    arrived = app.next()
    assert (outcome.status, outcome.ok) == (200, True)
    assert (arrived.method, arrived.target) == ("POST", "/sms")
    assert arrived.headers["content-type"] == "application/json; charset=utf-8"
    assert arrived.headers["user-agent"] == "BandwidthAPI/v1"
    assert arrived.headers["accept"] == "*/*"
    assert list(arrived.json.items()) == list(PAYLOAD.items())
    assert b'"text":"caf\xc3\xa9 & co' in arrived.body


def test_a_get_carries_a_query_and_no_body(sender: HttpSender, app: App) -> None:
    """Documented: apiCallbacks/get-sms.md; form encoding: assumption C11."""
    sender.send(callback(method="GET"), app.url + "/sms")

    arrived = app.next()
    assert arrived.method == "GET"
    assert dict(arrived.query) == PAYLOAD
    assert "from=%2B19195550001" in arrived.target
    assert "time=2019-05-01T12%3A00%3A00Z" in arrived.target
    assert "text=caf%C3%A9+%26+co+" in arrived.target
    assert (arrived.body, arrived.headers.get("content-type")) == (b"", None)


def test_a_query_that_the_url_has_is_kept(sender: HttpSender, app: App) -> None:
    for method in ("GET", "POST"):
        sender.send(callback(method=method), app.url + "/sms?key=a%20b&x#top")
        assert app.next().target.startswith("/sms?key=a%20b&x")


def test_credentials_of_the_url_are_sent_without_a_challenge_and_not_in_the_request_line(
    sender: HttpSender, app: App
) -> None:
    """Documented: callbackSecurity.html; they are percent-decoded."""
    url = app.url.replace("http://", "http://bob:s%40crt@")

    sender.send(callback(), url + "/sms")

    arrived = app.next()
    assert arrived.target == "/sms"
    assert arrived.headers["authorization"] == "Basic Ym9iOnNAY3J0"


def test_credentials_are_not_kept_for_the_next_callback(sender: HttpSender, app: App) -> None:
    sender.send(callback(), app.url.replace("http://", "http://bob:x@") + "/sms")
    sender.send(callback(), app.url + "/sms")

    assert "authorization" in app.next().headers
    assert "authorization" not in app.next().headers


def test_cookies_are_not_kept(sender: HttpSender, app: App) -> None:
    app.headers = [("Set-Cookie", "a=b; Path=/")]
    for _ in range(2):
        sender.send(callback(), app.url + "/sms")
    app.headers = []

    assert "cookie" not in app.next().headers
    assert "cookie" not in app.next().headers


@pytest.mark.parametrize(
    "status", ["300 x", "302 Found", "400 x", "401 x", "404 x", "500 x", "503 x"]
)
def test_only_2xx_is_a_success(sender: HttpSender, app: App, status: str) -> None:
    """Assumptions C5 and C6: a redirect is not followed."""
    app.answer, app.headers = status, [("Location", app.url + "/elsewhere")]

    outcome = sender.send(callback(), app.url + "/sms")

    app.answer, app.headers = "200 OK", []
    assert (outcome.ok, outcome.problem, outcome.status) == (False, "status", int(status[:3]))
    assert app.next().target == "/sms"
    assert app.arrived.empty()


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "204 No Content"])
def test_any_2xx_is_a_success(sender: HttpSender, app: App, status: str) -> None:
    app.answer = status
    outcome = sender.send(callback(), app.url + "/sms")
    app.answer = "200 OK"

    app.next()
    assert outcome.ok


def test_the_beginning_of_the_answer_is_kept(sender: HttpSender, app: App) -> None:
    app.body = "é".encode() * 50_000
    app.headers = [("Content-Type", "text/plain; charset=utf-8")]
    outcome = sender.send(callback(), app.url + "/sms")
    app.body, app.headers = b"", []

    app.next()
    assert outcome.answer == "é" * 8192


@pytest.mark.parametrize("charset", ["nonsense", "hex", "utf-16", "\\x00", '"', "idna", "rot13"])
def test_an_unknown_charset_is_read_as_utf_8(sender: HttpSender, app: App, charset: str) -> None:
    app.body, app.headers = b"fine", [("Content-Type", f"text/plain; charset={charset}")]
    outcome = sender.send(callback(), app.url + "/sms")
    app.body, app.headers = b"", []

    app.next()
    assert outcome.ok


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_any_text_can_be_sent(sender: HttpSender, app: App, method: str) -> None:
    """REST refuses a lone surrogate; Python code can send one."""
    payload = PAYLOAD | {"text": "a\x00b\r\n\ud800\u2028"}

    assert sender.send(callback(method=method, payload=payload), app.url + "/sms").ok
    app.next()


def test_connections_to_a_receiver_are_kept(sender: HttpSender) -> None:
    connections: list[socket.socket] = []

    def answer_twice(connection: socket.socket) -> None:
        connections.append(connection)
        for _ in range(2):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.recv(65536)

    with socket_that(answer_twice) as url:
        outcomes = [sender.send(callback(method="GET"), url) for _ in range(2)]

    assert [outcome.ok for outcome in outcomes] == [True, True]
    assert len(connections) == 1


def test_the_headers_of_the_answer_are_kept_without_cookies(app: App, sender: HttpSender) -> None:
    app.headers = [("X-Shop", "open"), ("Set-Cookie", "id=s3cret")]

    outcome = sender.send(callback(), app.url)

    assert "x-shop: open" in outcome.head.split("\n")
    assert "s3cret" not in outcome.head
