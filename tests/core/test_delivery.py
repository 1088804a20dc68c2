"""Sending one callback: the URL once, then the fallback once. Every attempt is recorded."""

from typing import Any

import pytest

from builders import LINE, PERSON
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Inbound, Tenant
from catapult_simulator.core.tenant_callbacks import result_of

MAIN, FALLBACK = "http://app.test/main", "http://app.test/fallback"
TIMEOUT = Outcome(None, problem="timeout", reason=reason("timeout", timeout_ms=100))
UNREACHABLE = Outcome(None, problem="network", reason=reason("refused", address="127.0.0.1:1"))
FAILED = reason("server-error", status=500, first_line=": oops")
BROKEN = Outcome(500, "oops", "status", reason=FAILED)
FORBIDDEN = Outcome(None, problem="policy")
FINE = Outcome(200, "ok", seconds=0.0123)


class Script:
    """A sender with scripted outcomes. Records the URLs."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.urls: list[str] = []

    def send(self, callback: Callback, url: str) -> Outcome:
        self.urls.append(url)
        return self.outcomes.pop(0)


@pytest.fixture
def sender() -> Script:
    return Script()


@pytest.fixture
def simulator(sender: Script) -> Simulator:
    return Simulator(callback_sender=sender)


def text(tenant: Tenant, line: PhoneNumber, **application: Any) -> Inbound:
    """A message to the line, whose application has both URLs."""
    assert line.application_id
    urls: Any = {"incoming_message_url": MAIN, "incoming_message_fallback_url": FALLBACK}
    tenant.applications.update(line.application_id, urls | application)
    return tenant.receive_message(from_=PERSON, to=LINE, text="hi")


def test_after_a_success_nothing_is_sent(tenant: Tenant, line: PhoneNumber, sender: Script) -> None:
    sender.outcomes = [FINE]

    (attempt,) = text(tenant, line).attempts

    assert attempt == (MAIN, False, FINE)
    assert sender.urls == [MAIN]
    assert tenant.errors.find() == []


@pytest.mark.parametrize(
    "first", [TIMEOUT, UNREACHABLE, BROKEN], ids=["timeout", "unreachable", "500"]
)
def test_after_a_failure_the_fallback_is_tried_once(
    tenant: Tenant, line: PhoneNumber, sender: Script, first: Outcome
) -> None:
    """Documented: faq applications/retries.md."""
    sender.outcomes = [first, FINE]

    attempts = text(tenant, line).attempts

    assert attempts == ((MAIN, False, first), (FALLBACK, True, FINE))


def test_after_two_failures_there_is_no_third_attempt(
    tenant: Tenant, line: PhoneNumber, sender: Script
) -> None:
    sender.outcomes = [BROKEN, TIMEOUT]

    inbound = text(tenant, line)

    assert sender.urls == [MAIN, FALLBACK]
    assert tenant.messages.get(inbound.message.id).state == "received"
    assert [kept.code for kept in tenant.errors.find()] == [
        "callback-server-timeout",
        "callback-http-failure-status",
    ]


def test_without_a_fallback_there_is_one_attempt(
    tenant: Tenant, line: PhoneNumber, sender: Script
) -> None:
    sender.outcomes = [BROKEN]

    text(tenant, line, incoming_message_fallback_url=None)

    assert sender.urls == [MAIN]


def test_a_timeout_is_kept_as_an_error(tenant: Tenant, line: PhoneNumber, sender: Script) -> None:
    """Observed: recorded errors 2014-08."""
    sender.outcomes = [TIMEOUT, FINE]

    inbound = text(tenant, line, incoming_message_url_callback_timeout=2000)

    (kept,) = tenant.errors.find()
    assert (kept.category, kept.code) == ("unavailable", "callback-server-timeout")
    assert kept.message == "The callback server took too long to respond"
    assert [(detail.name, detail.value) for detail in kept.details] == [
        ("messageId", inbound.message.id),
        ("callbackUrl", MAIN),
        ("callbackMethod", "POST"),
        ("callbackEvent", "sms"),
        ("callbackTimeout", "2000"),
    ]


def test_a_status_of_failure_is_kept_as_an_error(
    tenant: Tenant, line: PhoneNumber, sender: Script
) -> None:
    """Behaviour C8."""
    sender.outcomes = [BROKEN._replace(seconds=0.0374), FINE]

    inbound = text(tenant, line)

    (kept,) = tenant.errors.find()
    assert (kept.category, kept.code) == ("unavailable", "callback-http-failure-status")
    assert kept.message == "The callback returned an HTTP failure status"
    assert [(detail.name, detail.value) for detail in kept.details] == [
        ("messageId", inbound.message.id),
        ("callbackStatusCode", "500"),
        ("totalDuration", "37"),
        ("responseDuration", "0"),
        ("requestDuration", "0"),
        ("callbackUrl", MAIN),
        ("callbackMethod", "POST"),
        ("callbackEvent", "sms"),
    ]


@pytest.mark.parametrize("outcome", [UNREACHABLE, FORBIDDEN], ids=["unreachable", "forbidden"])
def test_any_other_failure_is_kept_as_a_network_error(
    tenant: Tenant, line: PhoneNumber, sender: Script, outcome: Outcome
) -> None:
    """Observed wording, spelled so: `ocurred`."""
    sender.outcomes = [outcome, FINE]

    text(tenant, line)

    (kept,) = tenant.errors.find()
    assert kept.code == "callback-io-error"
    assert kept.message == "A network error ocurred during the callback"
    assert [detail.name for detail in kept.details] == [
        "messageId",
        "callbackUrl",
        "callbackMethod",
        "callbackEvent",
    ]


def test_every_attempt_is_in_the_journal(tenant: Tenant, line: PhoneNumber, sender: Script) -> None:
    sender.outcomes = [TIMEOUT, FINE]

    inbound = text(tenant, line)

    first, second = tenant.journal.entries(kind="callback")
    assert first.summary == f"POST {MAIN} -> timeout"
    assert second.summary == f"POST {FALLBACK} -> 200"
    assert first.detail["problem"] == "timeout"
    assert first.detail["fallback"] is False
    expected = {"url": FALLBACK, "fallback": True, "status": 200, "answer": "ok", "seconds": 0.012}
    assert dict(second.detail).items() >= expected.items()
    assert second.detail["messageId"] == inbound.message.id
    assert second.detail["text"] == "hi"


def test_credentials_in_a_url_are_used_but_never_recorded(
    tenant: Tenant, line: PhoneNumber, sender: Script
) -> None:
    secret = {
        "incoming_message_url": "http://bob:s3cret@app.test/main?x=1",
        "incoming_message_fallback_url": "http://bob:s3cret@app.test:8443/fallback",
    }
    sender.outcomes = [BROKEN, TIMEOUT]

    inbound = text(tenant, line, **secret)

    assert sender.urls == list(secret.values())
    assert [attempt.url for attempt in inbound.attempts] == [
        "http://app.test/main?x=1",
        "http://app.test:8443/fallback",
    ]
    written = [str(entry) + repr(entry.detail) for entry in tenant.journal]
    written += map(repr, tenant.errors.find())
    assert not [line for line in written if "s3cret" in line or "bob" in line]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://app.test/x", "http://app.test/x"),
        ("http://u:p@app.test/x?to=a@b", "http://app.test/x?to=a@b"),
        ("http://u:p@ss@app.test/", "http://app.test/"),
        ("http://app.test/a@b", "http://app.test/a@b"),
        ("http://u:p@[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://u:p@[::1", "http://[::1"),
        ("http://u:p@app.test?x=@", "http://app.test?x=@"),
    ],
)
def test_a_shown_url_has_no_credentials(url: str, shown: str) -> None:
    assert without_credentials(url) == shown


def test_a_fault_can_lose_a_callback(tenant: Tenant, line: PhoneNumber, sender: Script) -> None:
    tenant.faults.add(Fault("callback", outcome="lost", times=1))

    received = text(tenant, line)

    assert (received.attempts, received.reason) == ((), reason("lost-by-fault"))
    assert sender.urls == []
    assert tenant.journal.last("fault").detail["path"] == MAIN


def test_a_fault_can_send_a_callback_twice(
    tenant: Tenant, line: PhoneNumber, sender: Script
) -> None:
    tenant.faults.add(Fault("callback", outcome="twice", to=LINE, from_=PERSON))
    sender.outcomes = [FINE, FINE]

    text(tenant, line)

    assert sender.urls == [MAIN, MAIN]


def test_a_callback_of_an_account_that_was_reset_says_so(tenant: Tenant, line: PhoneNumber) -> None:
    received = tenant.start_receiving(from_=PERSON, to=LINE, text="hi")

    tenant.reset()

    assert result_of(received).reason == reason("account-gone")
