"""Callbacks of messages that were sent as a batch."""

import pytest

from contract_tests.account import ABSENT, Account
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Webhook

pytestmark = [needs("callbacks", "sending"), needs("accounts", "clock")]
PAGE = "methods/messages/postMessages.md"


@documented(f"{PAGE}: each message of an array is sent by itself")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_message_of_a_batch_has_its_callback(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook, method: str
) -> None:
    told = {"callbackHttpMethod": method}
    drafts = [
        draft(text=name, tag=f"tag {name}", callbackUrl=webhook.url(name), **told)
        for name in ("one", "two", "three")
    ]

    results = account.post("messages", drafts).json()
    simulated.settle()

    sent = [result["location"].rpartition("/")[2] for result in results]
    assert [
        (callback.method, callback.path.rpartition("/")[2], callback.fields["messageId"])
        for callback in webhook.callbacks
    ] == [(method, name, id_) for name, id_ in zip(("one", "two", "three"), sent, strict=True)]
    assert [
        (callback.fields["text"], callback.fields["tag"], callback.fields["state"])
        for callback in webhook.callbacks
    ] == [(name, f"tag {name}", "sent") for name in ("one", "two", "three")]
    assert [account.read(f"messages/{each}")["state"] for each in sent] == ["sent"] * 3


@assumed("assumption C24")
def test_no_callback_of_a_batch_is_sent_before_the_response(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    account.post("messages", [draft(callbackUrl=webhook.url())] * 2)

    assert webhook.callbacks == []
    simulated.settle()
    assert len(webhook.callbacks) == 2


@documented(f"{PAGE}: a message with an error is not sent")
def test_a_refused_message_of_a_batch_has_no_callback(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    told = {"callbackUrl": webhook.url()}

    account.post("messages", [draft(to=ABSENT, **told), draft(text="good", **told)])
    simulated.settle()

    assert [callback.fields["text"] for callback in webhook.callbacks] == ["good"]
    assert [message["text"] for message in account.read("messages")] == ["good"]


@observed("recorded callbacks 2018: waiting, then delivered, for each message")
def test_a_batch_has_its_receipts(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    told = {"callbackUrl": webhook.url(), "receiptRequested": "all"}

    account.post("messages", [draft(text=text, **told) for text in ("one", "two")])
    simulated.settle()

    for text in ("one", "two"):
        events = [each.fields for each in webhook.callbacks if each.fields["text"] == text]
        assert [each["deliveryState"] for each in events] == ["waiting", "delivered"]


@documented(f"{PAGE}: the array is answered as soon as its messages are accepted")
def test_a_second_batch_is_sent_like_the_first(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    for text in ("one", "two"):
        account.post("messages", [draft(text=text, callbackUrl=webhook.url())])
    account.create("messages", draft(text="three", callbackUrl=webhook.url()))

    simulated.settle()

    assert [each.fields["text"] for each in webhook.callbacks] == ["one", "two", "three"]
    simulated.settle()
    assert len(webhook.callbacks) == 3
