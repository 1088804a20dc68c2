"""The lifecycle of an outbound message: its states, and the events of its callback URL."""

from typing import Any

import pytest

from builders import EVENTS_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import DELIVERY_CODES, Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

BAD_CODES = [code for code in DELIVERY_CODES if code]
SPAM = (187, 188, 189, 770)


def send(tenant: Tenant, **changes: Any) -> Message:
    return tenant.messages.send(draft(callback_url=EVENTS_URL, **changes))


def events(sender: RecordingSender) -> list[tuple[str, str | None, str | None]]:
    """State, delivery state and code of every event sent to the message's callback URL."""
    payloads = [callback.payload for url, callback in sender.delivered if url == EVENTS_URL]
    return [
        (said["state"], said.get("deliveryState"), said.get("deliveryCode")) for said in payloads
    ]


def test_time_takes_a_message_from_queued_to_delivered(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft(receipt_requested="all"))
    seen = []
    for seconds in (0, 0.099, 0.001, 0.149, 0.001, 0.749, 0.001):
        tenant.advance(seconds)
        message = tenant.messages.get(sent.id)
        seen.append((message.state, message.delivery_state))

    assert seen == [
        *[("queued", "waiting")] * 2,
        *[("sending", "waiting")] * 2,
        *[("sent", "waiting")] * 2,
        ("sent", "delivered"),
    ]


def test_the_delays_are_rules(simulator: Simulator) -> None:
    tenant = simulator.open_tenant(rules=Rules(dequeue_ms=0, carrier_ms=0, receipt_ms=0))
    tenant.phone_numbers.allocate(LINE)
    sent = tenant.messages.send(draft(receipt_requested="all"))

    tenant.advance(0)

    assert tenant.messages.get(sent.id).delivery_state == "delivered"


def test_without_a_receipt_there_is_no_delivery_state(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft())

    tenant.settle()

    message = tenant.messages.get(sent.id)
    assert (message.state, message.delivery_state, message.delivery_code) == ("sent", None, None)


DELIVERED = [
    ("none", [("sent", None, None)]),
    ("all", [("sent", "waiting", None), ("sent", "delivered", "0")]),
    ("error", [("sent", "waiting", None)]),
]


@pytest.mark.parametrize(("asked", "heard"), DELIVERED, ids=["none", "all", "error"])
def test_a_delivered_message_has_the_requested_events(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender, asked: str, heard: list[Any]
) -> None:
    """Observed 2018 for `all`; the rest documented in apiCallbacks/sms.md, or assumption C1."""
    sent = send(tenant, receipt_requested=asked)

    tenant.settle()

    assert events(sender) == heard
    known = None if asked == "none" else "delivered"
    assert tenant.messages.get(sent.id).delivery_state == known


@pytest.mark.parametrize("code", BAD_CODES)
@pytest.mark.parametrize("asked", ["none", "all", "error"])
def test_a_rejected_message_has_the_requested_events(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender, asked: str, code: int
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


@pytest.mark.parametrize("to", ["pizza", "+1", "12", "+0123456789"])
def test_a_destination_that_is_no_number_fails_later(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender, to: str
) -> None:
    """Assumption B3."""
    plain = send(tenant, to=to)
    asked = send(tenant, to=to, receipt_requested="all")

    tenant.settle()

    assert tenant.messages.get(plain.id).state == "error"
    message = tenant.messages.get(asked.id)
    assert (message.state, message.delivery_code) == ("sent", 720)
    assert ("error", None, None) in events(sender)


def test_a_short_code_can_be_reached(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft(to="12345"))

    tenant.settle()

    assert tenant.messages.get(sent.id).state == "sent"


@pytest.mark.parametrize(
    ("asked", "code", "heard"),
    [
        ("none", None, ("error", None, None)),
        ("all", None, ("error", "not-delivered", "999")),
        ("error", 610, ("error", "not-delivered", "610")),
    ],
)
def test_a_message_that_fails_before_the_carrier_is_in_error(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender,
    asked: str, code: int | None, heard: Any,
) -> None:  # fmt: skip
    tenant.faults.add(Fault("carrier", state="error", delivery_code=code))
    sent = send(tenant, receipt_requested=asked)

    tenant.settle()

    assert events(sender) == [heard]
    (kept,) = tenant.errors.find()
    assert kept.code == "message-delivery-failed"
    assert kept.message == f"The message from '{LINE}' to '{PERSON}' could not be delivered"
    assert [(detail.name, detail.value) for detail in kept.details] == [("messageId", sent.id)]


def test_a_silent_carrier_never_sends_a_receipt(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", silent=True))
    sent = send(tenant, receipt_requested="all")

    tenant.settle()

    assert tenant.messages.get(sent.id).delivery_state == "waiting"


def test_a_carrier_fault_can_delay_a_message(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", delay_ms=60_000))
    sent = send(tenant)

    tenant.advance(60)
    assert tenant.messages.get(sent.id).state == "sending"

    tenant.advance(1)
    assert tenant.messages.get(sent.id).state == "sent"


def test_a_person_can_reply(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", to=PERSON, reply="thanks"))
    send(tenant)

    tenant.settle()

    (reply,) = tenant.messages.find(direction="in")
    assert (reply.from_, reply.to, reply.text) == (PERSON, LINE, "thanks")


def test_a_carrier_fault_can_pick_messages_by_their_tag(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", tag="bad", delivery_code=600))
    bad = send(tenant, tag="bad", receipt_requested="all")
    good = send(tenant, receipt_requested="all")

    tenant.settle()

    assert tenant.messages.get(bad.id).delivery_code == 600
    assert tenant.messages.get(good.id).delivery_code == 0


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


def test_a_message_between_own_numbers_is_also_received(tenant: Tenant, line: PhoneNumber) -> None:
    """Assumption B28: with an id of its own, to the application of the other number."""
    tenant.phone_numbers.allocate(SECOND_LINE, application_id=line.application_id)
    sent = tenant.messages.send(draft(to=SECOND_LINE, text="psst"))
    tenant.messages.redact(sent.id)

    tenant.settle()

    (inbound,) = tenant.messages.find(direction="in")
    assert (inbound.from_, inbound.to, inbound.text) == (LINE, SECOND_LINE, "psst")
    assert inbound.id != sent.id
    assert tenant.journal.last("callback").detail["messageId"] == inbound.id


def test_a_message_to_its_own_sender_is_received(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft(to=LINE))

    tenant.settle()

    assert len(tenant.messages.find(direction="in", to=LINE)) == 1


def test_a_rejected_message_is_not_received(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", delivery_code=600))
    tenant.messages.send(draft(to=LINE))

    tenant.settle()

    assert tenant.messages.find(direction="in") == []


def test_every_transition_is_in_the_journal(tenant: Tenant, line: PhoneNumber) -> None:
    sent = send(tenant, receipt_requested="all")

    tenant.settle()

    summaries = [entry.summary for entry in tenant.journal if entry.kind == "transition"]
    assert summaries == [
        f"{sent.id} queued -> sending",
        f"{sent.id} sending -> sent",
        f"{sent.id} waiting -> delivered",
    ]
    assert tenant.journal.last("transition").detail == {
        "messageId": sent.id,
        "from": LINE,
        "to": PERSON,
        "state": "sent",
        "deliveryState": "delivered",
        "deliveryCode": "0",
    }
