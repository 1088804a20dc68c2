"""The lifecycle of an outbound message: its states, and its delivery to own numbers."""

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from core.messages.lifecycle_support import events, send


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


@pytest.mark.parametrize("to", ["pizza", "+", "12", "+0123456789"])
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
