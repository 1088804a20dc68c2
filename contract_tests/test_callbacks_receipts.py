"""Callbacks for outgoing messages: delivery receipts."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import documented, needs, observed, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.receiver import Webhook

pytestmark = needs("callbacks", "sending")
DELIVERED = {
    "deliveryState": "delivered",
    "deliveryCode": "0",
    "deliveryDescription": "Message delivered to carrier",
}
FINAL_2019 = [
    "deliveryDescription", "messageId", "eventType", "segmentCount", "deliveryState", "from",
    "text", "time", "to", "state", "messageUri", "direction", "deliveryCode",
]  # fmt: skip


def delivery_of(fields: dict[str, Json]) -> dict[str, Json]:
    return {name: fields[name] for name in fields if name.startswith("delivery")}


@observed("behaviour C4: recorded callbacks 2018, two events with one time")
@spends(1)
@needs("2019")
def test_a_receipt_has_two_callbacks(
    account: Account, network: Network, draft: Draft, webhook: Webhook
) -> None:
    account.create("messages", draft(callbackUrl=webhook.url(), receiptRequested="all"))

    eventually(lambda: len(webhook.callbacks) == 2, network)

    waiting, final = (callback.fields for callback in webhook.callbacks)
    assert delivery_of(waiting) == {"deliveryState": "waiting"}
    assert delivery_of(final) == DELIVERED
    assert list(final) == FINAL_2019
    assert (waiting["state"], final["state"]) == ("sent", "sent")
    assert waiting["time"] == final["time"]


@documented("behaviour C1: methods/messages/postMessages.md, receiptRequested")
@needs("clock")
def test_a_receipt_of_errors_has_no_callback_for_a_delivery(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    account.create("messages", draft(callbackUrl=webhook.url(), receiptRequested="error"))

    simulated.settle()

    (callback,) = webhook.callbacks
    assert delivery_of(callback.fields) == {"deliveryState": "waiting"}


@documented("apiCallbacks/sms.md, howto/smsDLR.html")
@needs("clock", "faults")
@pytest.mark.parametrize("receipt", ["all", "error"])
def test_a_rejected_message_has_a_callback_with_its_code(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook, receipt: str
) -> None:
    simulated.add_fault(at="carrier", to=simulated.person, deliveryCode=720)

    account.create("messages", draft(callbackUrl=webhook.url(), receiptRequested=receipt))
    simulated.settle()

    waiting, final = (callback.fields for callback in webhook.callbacks)
    assert delivery_of(waiting) == {"deliveryState": "waiting"}
    assert delivery_of(final) == {
        "deliveryState": "not-delivered",
        "deliveryCode": "720",
        "deliveryDescription": "Invalid destination number",
    }
    assert final["state"] == "sent"


@documented("behaviour C23: methods/messages/postMessages.md; rateLimits/messageRateLimits.md")
@needs("clock", "faults")
@pytest.mark.parametrize(("code", "events"), [(720, 1), (187, 2), (188, 2), (189, 2), (770, 2)])
def test_spam_has_a_callback_without_a_receipt(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    webhook: Webhook,
    code: int,
    events: int,
) -> None:
    simulated.add_fault(at="carrier", to=simulated.person, deliveryCode=code)

    account.create("messages", draft(callbackUrl=webhook.url()))
    simulated.settle()

    assert len(webhook.callbacks) == events
    assert delivery_of(webhook.callbacks[0].fields) == {}
    assert delivery_of(webhook.callbacks[-1].fields).get("deliveryCode") in (None, str(code))
