"""The events of an outbound message: which its callback URL receives, and what they carry."""

from typing import Any

import pytest

from builders import draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import DELIVERY_CODES, DeliveryCode
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from core.messages.lifecycle_support import events, send

BAD_CODES = [code for code in DELIVERY_CODES if code]
SPAM = (187, 188, 189, 770)
DELIVERED = [
    ("none", [("sent", None, None)]),
    ("all", [("sent", "waiting", None), ("sent", "delivered", "0")]),
    ("error", [("sent", "waiting", None)]),
]


@pytest.mark.parametrize(("asked", "heard"), DELIVERED, ids=["none", "all", "error"])
def test_a_delivered_message_has_the_requested_events(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender, asked: str, heard: list[Any]
) -> None:
    """Observed 2018 for `all`; the rest documented, as behaviours C1 and C2."""
    sent = send(tenant, receipt_requested=asked)

    tenant.settle()

    assert events(sender) == heard
    known = None if asked == "none" else "delivered"
    assert tenant.messages.get(sent.id).delivery_state == known


@pytest.mark.parametrize("code", BAD_CODES)
@pytest.mark.parametrize("asked", ["none", "all", "error"])
def test_a_rejected_message_has_the_requested_events(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender, asked: str, code: DeliveryCode
) -> None:
    """Without a receipt, only spam has an event (ap-docs, spam detection)."""
    tenant.faults.add(Fault("carrier", delivery_code=code))
    sent = send(tenant, receipt_requested=asked)

    tenant.settle()

    rejected = ("sent", "not-delivered", str(code))
    if asked == "none":
        assert events(sender) == [("sent", None, None)] + [rejected] * (code in SPAM)
    else:
        assert events(sender) == [("sent", "waiting", None), rejected]
    message = tenant.messages.get(sent.id)
    assert (message.state, message.delivery_state) == ("sent", "not-delivered")
    assert message.delivery_description == DELIVERY_CODES[code]


def test_all_events_of_a_message_repeat_its_creation_time(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    """Observed 2018."""
    tenant.advance(3)
    send(tenant, receipt_requested="all")

    tenant.settle()

    times = {callback.payload["time"] for _, callback in sender.delivered}
    assert times == {"2019-05-01T12:00:03Z"}


def test_an_event_uses_the_callback_settings_of_its_message(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    send(
        tenant,
        callback_http_method="GET",
        callback_timeout=1500,
        fallback_url="http://app.test/fallback",
        tag="order 7",
    )

    tenant.settle()

    ((_, callback),) = sender.delivered
    assert (callback.method, callback.timeout_ms) == ("GET", 1500)
    assert callback.fallback_url == "http://app.test/fallback"
    assert callback.payload["tag"] == "order 7"
    assert "applicationId" not in callback.payload


def test_a_message_without_callback_url_has_no_events(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    tenant.messages.send(draft(receipt_requested="all", tag="x"))

    tenant.settle()

    assert sender.delivered == []


def test_events_still_to_come_keep_a_redacted_text(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    """Assumption B22."""
    sent = send(tenant, text="secret", receipt_requested="all")
    tenant.messages.redact(sent.id)
    tenant.advance(0.3)
    tenant.messages.redact(sent.id)

    tenant.settle()

    assert [callback.payload["text"] for _, callback in sender.delivered] == ["secret"] * 2
    assert tenant.messages.get(sent.id).text == ""


@pytest.mark.parametrize(
    "fault",
    [Fault("carrier", delay_ms=1), Fault("carrier", silent=True), Fault("carrier", state="error")],
    ids=["receipted", "silent", "failed"],
)
@pytest.mark.parametrize("again", [False, True], ids=["before", "before and after"])
def test_a_redacted_text_is_forgotten_after_the_last_event(
    tenant: Tenant, line: PhoneNumber, fault: Fault, again: bool
) -> None:
    """Reads a private attribute: neither an answer nor an event shows it."""
    tenant.faults.add(fault)
    sent = send(tenant, text="secret", receipt_requested="all")
    tenant.messages.redact(sent.id)
    tenant.settle()
    if again:
        tenant.messages.redact(sent.id)

    assert tenant.messages._lifecycle._open == {}
