"""Faults at the carrier, and what they do to an outbound message."""

from typing import Any

import pytest

from builders import LINE, PERSON
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import DeliveryCode
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from core.messages.lifecycle_support import events, send


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
    asked: str, code: DeliveryCode | None, heard: Any,
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
