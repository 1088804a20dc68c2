"""Connections to receivers: which of them carry a second callback, and that none is lost."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Serve
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import CallbackRequest, Webhook

pytestmark = [
    needs("accounts", "callbacks", "inbound"),
    assumed("assumption C14"),  # Connection: keep-alive
]

OK = b"HTTP/1.1 200 OK\r\n"
EMPTY = b"Content-Length: 0\r\n\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n"
LONG = b"Content-Length: 100000\r\n\r\n" + b"x" * 100_000


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + EMPTY, id="empty"),
        pytest.param(OK + b"Content-Length: 3\r\n\r\nabc", id="with-a-body"),
        pytest.param(CHUNKED + b"\r\n3\r\nabc\r\n0\r\n\r\n", id="chunked"),
        pytest.param(CHUNKED + b"\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n", id="trailer"),
        pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", id="no-content"),
        pytest.param(b"HTTP/1.1 103 Early\r\n\r\n" + OK + EMPTY, id="early-hints"),
        pytest.param(b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + EMPTY, id="http-1-0"),
    ],
)
def test_a_connection_carries_another_callback(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    answer: bytes,
    method: str,
) -> None:
    url = webhook.say("sms", answer, keep=True)
    serve(incomingMessageUrl=url, callbackHttpMethod=method)

    for _ in range(3):
        simulated.text_in(line)

    assert [callback.method for callback in webhook.callbacks] == [method] * 3
    assert len({callback.connection for callback in webhook.callbacks}) == 1
    assert account.read("errors") == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + b"Connection: close\r\n" + EMPTY, id="close"),
        pytest.param(b"HTTP/1.0 200 OK\r\n" + EMPTY, id="http-1-0"),
        pytest.param(OK + EMPTY + OK + EMPTY, id="two-answers"),
        pytest.param(OK + EMPTY + b"more", id="junk-after-it"),
        pytest.param(OK + LONG, id="long"),
        pytest.param(
            b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", id="101"
        ),
    ],
)
def test_a_connection_carries_no_other_callback(
    simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook, answer: bytes
) -> None:
    serve(incomingMessageUrl=webhook.say("sms", answer, keep=True))

    for _ in range(2):
        simulated.text_in(line)

    assert len(webhook.callbacks) == 2
    assert len({callback.connection for callback in webhook.callbacks}) == 2


@pytest.mark.parametrize(
    "ends_with", [b"", OK + EMPTY, b"more"], ids=["closed", "answered", "junk"]
)
def test_a_connection_that_the_receiver_has_ended_is_replaced(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    ends_with: bytes,
) -> None:
    serve(incomingMessageUrl=webhook.say("sms", OK + EMPTY + ends_with))

    for _ in range(3):
        simulated.text_in(line)

    assert len(webhook.callbacks) == 3
    assert account.read("errors") == []


@pytest.mark.parametrize(
    ("answer", "attempts", "errors"),
    [
        pytest.param(b"", 2, 0, id="closed"),
        pytest.param(b"HTTP/1.1 2", 1, 1, id="half-a-head"),
        pytest.param(OK + b"Content-Length: 9\r\n\r\nhalf", 1, 1, id="half-a-body"),
    ],
)
def test_a_callback_is_sent_again_where_a_kept_connection_gives_no_byte(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    answer: bytes,
    attempts: int,
    errors: int,
) -> None:
    def decide(callback: CallbackRequest) -> None:
        is_kept = callback.connection in {each.connection for each in webhook.callbacks}
        webhook.say("sms", answer if is_kept else OK + EMPTY, keep=not is_kept)

    webhook.on_callback = decide
    serve(incomingMessageUrl=webhook.url("sms"))

    simulated.text_in(line)
    simulated.text_in(line)

    assert len(webhook.callbacks) == 1 + attempts
    assert len(account.read("errors")) == errors


def test_a_silent_kept_connection_is_waited_for(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    def decide(callback: CallbackRequest) -> None:
        is_first = not webhook.callbacks
        webhook.say("sms", OK + EMPTY if is_first else b"", keep=is_first, hold=not is_first)

    webhook.on_callback = decide
    serve(incomingMessageUrl=webhook.url("sms"), incomingMessageUrlCallbackTimeout=300)

    simulated.text_in(line)
    simulated.text_in(line)

    assert len(webhook.callbacks) == 2
    assert [error["code"] for error in account.read("errors")] == ["callback-server-timeout"]


def test_a_receiver_is_found_by_its_name(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(incomingMessageUrl=webhook.url("sms").replace("127.0.0.1", "LOCALHOST"))

    simulated.text_in(line)
    simulated.text_in(line)

    hosts = [callback.headers["host"].partition(":")[0] for callback in webhook.callbacks]
    assert hosts == ["localhost"] * 2
    assert account.read("errors") == []


@pytest.mark.parametrize("host", ["no-such-host.invalid", "127.0.0.1:1", "[::1]:1"])
def test_a_receiver_that_cannot_be_reached_is_an_error(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, host: str
) -> None:
    serve(incomingMessageUrl=f"http://{host}/sms")

    simulated.text_in(line)

    assert [error["code"] for error in account.read("errors")] == ["callback-io-error"]


def test_https_is_spoken_where_the_url_says_so(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve
) -> None:
    def answer() -> bytes:
        with server.accept()[0] as connection:
            return connection.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        server.settimeout(15)
        first = pool.submit(answer)
        serve(incomingMessageUrl=f"https://127.0.0.1:{server.getsockname()[1]}/sms")

        simulated.text_in(line)

        assert first.result() == b"\x16"  # a handshake of TLS: RFC 8446, section 5.1
    assert [error["code"] for error in account.read("errors")] == ["callback-io-error"]
