"""Callbacks over real sockets: when they are sent, and in which order."""

import socket
from queue import SimpleQueue

import pytest
import requests

from builders import LINE, PERSON, basic
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from receivers import PATIENCE, App, Arrived
from server.account_of_server import Open, Shop


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_number_receives_a_message(
    server: Server, open_shop: Open, app: App, method: str
) -> None:
    shop = open_shop(server)
    shop.open_line(app.url + "/sms", callbackHttpMethod=method)

    answer = shop.text("open today?")

    arrived = app.next()
    payload = dict(arrived.query) if method == "GET" else arrived.json
    assert arrived.method == method
    assert (payload["from"], payload["to"], payload["text"]) == (PERSON, LINE, "open today?")
    assert payload["messageUri"] == f"{shop.url}/messages/{payload['messageId']}"
    assert shop.call("GET", payload["messageUri"]).json()["text"] == "open today?"
    (callback,) = answer["callbacks"]
    assert (callback["status"], callback["method"], callback["fallback"]) == (200, method, False)


def test_an_app_can_send_a_message_from_within_its_webhook(
    server: Server, open_shop: Open, app: App
) -> None:
    """The control call waits for the webhook, and the webhook for the API."""
    shop = open_shop(server)
    shop.open_line(app.url + "/sms")
    answers: SimpleQueue[int] = SimpleQueue()

    def reply(arrived: Arrived) -> None:
        answer = requests.post(
            f"{shop.url}/messages",
            json={"from": LINE, "to": PERSON, "text": "yes"},
            auth=shop.auth,
            timeout=PATIENCE,
        )
        answers.put(answer.status_code)

    app.react = reply
    shop.text()

    assert answers.get(timeout=PATIENCE) == 201


def test_callbacks_link_to_the_public_url(session: requests.Session, app: App) -> None:
    with Server(public_url="https://sim.test/") as server:
        shop = Shop(server, session)
        shop.open_line(app.url)
        shop.text()

    assert app.next().json["messageUri"].startswith("https://sim.test/v1/users/")


ONE = '{"from": "%s", "to": "%s", "text": "x", "callbackUrl": "%s"}'


@pytest.mark.parametrize("count", [0, 1, 50], ids=["one message", "a list of 1", "a list of 50"])
def test_a_callback_is_sent_after_the_response(
    wall: Server, open_shop: Open, app: App, count: int
) -> None:
    shop = open_shop(wall)
    shop.open_line(app.url)
    message = ONE % (LINE, PERSON, app.url + "/events")
    body = f"[{','.join([message] * count)}]" if count else message
    found: SimpleQueue[bytes] = SimpleQueue()

    with socket.create_connection(("127.0.0.1", int(wall.url.rpartition(":")[2]))) as client:

        def look(arrived: Arrived) -> None:
            try:
                found.put(client.recv(12, socket.MSG_PEEK | socket.MSG_DONTWAIT))
            except BlockingIOError:
                found.put(b"nothing yet")

        app.react = look
        client.sendall(raw_post(shop, body))

        assert found.get(timeout=PATIENCE) == (b"HTTP/1.1 202" if count else b"HTTP/1.1 201")


def raw_post(shop: Shop, body: str) -> bytes:
    path = "/" + shop.url.split("/", 3)[3] + "/messages"
    return (
        f"POST {path} HTTP/1.1\r\nHost: simulator.test\r\nAuthorization: {basic(*shop.auth)}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def test_settle_right_after_a_post_delivers_its_message(
    session: requests.Session,
) -> None:
    """The client may be quicker than the work that the server does after its response."""
    with Server(Simulator()) as server:
        shop = Shop(server, session)
        shop.open_line("http://a.test/")
        shop.tenant.rules = shop.tenant.rules.but(receipt_ms=0)
        for _ in range(30):
            shop.send()
            shop.tenant.settle()
            assert shop.tenant.messages.find(size=1)[0].state == "sent"


def test_both_events_come_in_order_on_the_wall_clock(
    wall: Server, open_shop: Open, app: App
) -> None:
    shop = open_shop(wall)
    shop.open_line(app.url)
    for number in range(20):
        shop.send(
            text=str(number), receiptRequested="all", callbackUrl=app.url + "/events", tag="t"
        )

    payloads = [app.next().json for _ in range(40)]

    for number in range(20):
        states = [
            payload["deliveryState"] for payload in payloads if payload["text"] == str(number)
        ]
        assert states == ["waiting", "delivered"]


def test_a_failed_callback_is_in_errors_and_journal(
    server: Server, open_shop: Open, app: App
) -> None:
    shop = open_shop(server)
    app.answer = "500 Internal Server Error"
    shop.open_line(
        app.url.replace("http://", "http://bob:s3cret@") + "/main",
        incomingMessageFallbackUrl=app.url + "/fallback",
    )

    answer = shop.text()

    assert [app.next().target for _ in range(2)] == ["/main", "/fallback"]
    assert [callback["url"] for callback in answer["callbacks"]] == [
        app.url + "/main",
        app.url + "/fallback",
    ]
    assert [kept["code"] for kept in shop.call("GET", "errors").json()] == [
        "callback-http-failure-status"
    ] * 2
    journal = shop.call("GET", f"{shop.control}/journal").text
    assert "s3cret" not in journal + shop.call("GET", "errors").text
