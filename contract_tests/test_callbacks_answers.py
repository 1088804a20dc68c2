"""Answers of receivers to callbacks: which count as a success, a failure or a time-out."""

import time

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Serve
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Webhook
from contract_tests.wire import named

pytestmark = [needs("callbacks", "inbound"), needs("accounts")]

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PATIENCE = 400  # milliseconds


def typed(kind: str, body: bytes) -> bytes:
    """A complete answer."""
    head = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return OK + head.encode() + body


@assumed("assumption C5")
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(typed("text/html", b"<h1>It works</h1>"), id="html"),
        pytest.param(typed("application/json", b'{"error":"no such shop"}'), id="json"),
        pytest.param(typed("application/json", b"{"), id="bad-json"),
        pytest.param(typed("text/plain; charset=koi8-r", b"\xf0\xf2\xe9"), id="charset"),
        pytest.param(typed("text/plain; charset=nonsense", b"\xff\xfe"), id="unknown-charset"),
        pytest.param(typed("image/png", bytes(range(256)) * 400), id="binary"),
        pytest.param(OK + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", id="no-gzip"),
        pytest.param(OK + b"Set-Cookie: a=b\r\nContent-Length: 0\r\n\r\n", id="cookie"),
        pytest.param(CHUNKED + b"3\r\nabc\r\n0\r\n\r\n", id="chunked"),
        pytest.param(OK + b"\r\nuntil the end", id="without-length"),
        pytest.param(b"HTTP/1.1 103 Early Hints\r\n\r\n" + typed("x/y", b""), id="early-hints"),
        pytest.param(b"HTTP/1.0 200\r\n\r\n", id="http-1-0"),
    ],
)
def test_nothing_but_the_status_of_an_answer_counts(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    answer: bytes,
) -> None:
    url = webhook.say("sms", answer)
    serve(incomingMessageUrl=url, incomingMessageFallbackUrl=webhook.url("fallback"))

    simulated.text_in(line)

    assert len(webhook.callbacks) == 1
    assert account.read("errors") == []


@documented("faq applications/retries.md: the time for the whole answer; its parts: assumption C26")
@pytest.mark.parametrize(
    ("raw", "drip"),
    [
        pytest.param(OK + b"Content-Length: 9000\r\n\r\n", b"x", id="dripping-body"),
        pytest.param(OK, b"X-A: b\r\n", id="dripping-headers"),
        pytest.param(CHUNKED, b"1\r\nx\r\n", id="dripping-chunks"),
        pytest.param(OK + b"Content-Length: 9\r\n\r\nhalf", b"", id="stopping-body"),
        pytest.param(b"H", b"", id="stopping-head"),
    ],
)
def test_an_answer_must_be_complete_in_time(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    raw: bytes,
    drip: bytes,
) -> None:
    serve(
        incomingMessageUrl=webhook.say("slow", raw, hold=True, drip=drip),
        incomingMessageUrlCallbackTimeout=PATIENCE,
        incomingMessageFallbackUrl=webhook.url("fallback"),
    )
    began = time.monotonic()

    simulated.text_in(line)

    assert time.monotonic() - began < 10
    assert (len(webhook.at("slow")), len(webhook.at("fallback"))) == (1, 1)
    assert account.read("errors")[-1]["code"] == "callback-server-timeout"


@assumed("assumption C26")
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(OK + b"Content-Length: 9\r\n\r\nhalf", id="half-a-body"),
        pytest.param(OK + b"X-A: b", id="half-a-head"),
        pytest.param(CHUNKED + b"zz\r\n", id="bad-chunk"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", id="no-http"),
    ],
)
def test_an_answer_that_breaks_off_is_a_failure(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    raw: bytes,
) -> None:
    url = webhook.say("sms", raw)
    serve(incomingMessageUrl=url, incomingMessageFallbackUrl=webhook.url("fallback"))

    simulated.text_in(line)

    assert (len(webhook.at("sms")), len(webhook.at("fallback"))) == (1, 1)
    (error,) = account.read("errors")
    assert error["code"] == "callback-io-error"


@assumed("assumption C6")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    status: int,
) -> None:
    serve(incomingMessageUrl=webhook.respond("moved", status, Location=webhook.url("new")))

    simulated.text_in(line)

    assert [callback.path.rpartition("/")[2] for callback in webhook.callbacks] == ["moved"]
    (error,) = account.read("errors")
    assert error["code"] == "callback-http-failure-status"
    assert named(error["details"])["callbackStatusCode"] == str(status)


@assumed("assumption C14")
def test_no_cookie_is_sent_back(
    simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    answer = OK + b"Set-Cookie: session=1; Path=/\r\nContent-Length: 0\r\n\r\n"
    serve(incomingMessageUrl=webhook.say("sms", answer))

    simulated.text_in(line)
    simulated.text_in(line)

    assert len(webhook.callbacks) == 2
    assert not [callback for callback in webhook.callbacks if "cookie" in callback.headers]


@assumed("assumption C26")
def test_a_failed_receiver_is_asked_again_for_the_next_message(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(incomingMessageUrl=webhook.say("sms", OK + b"Content-Length: 9\r\n\r\nhalf"))

    for text in ("one", "two"):
        simulated.text_in(line, text)
    webhook.respond("sms", 200)
    simulated.text_in(line, "three")

    assert [callback.fields["text"] for callback in webhook.callbacks] == ["one", "two", "three"]
    assert len(account.read("errors")) == 2


@observed("recorded errors 2017-02: durations in milliseconds, those of its parts 0")
def test_an_error_has_the_duration_of_its_callback(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    webhook.on_callback = lambda _: time.sleep(0.1)
    serve(incomingMessageUrl=webhook.respond("sms", 500))

    simulated.text_in(line)

    (error,) = account.read("errors")
    details = named(error["details"])
    assert 100 <= int(details["totalDuration"]) < 5000
    assert (details["requestDuration"], details["responseDuration"]) == ("0", "0")
