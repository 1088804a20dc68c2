"""Callbacks for outgoing messages: the `sent` event, its method, fields and fallback."""

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, LINE, Draft, OpenAccount
from contract_tests.control import Control
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.receiver import Webhook

pytestmark = needs("callbacks", "sending")

SENT_2019 = [
    "messageId", "from", "eventType", "text", "time", "to", "state", "messageUri", "segmentCount",
    "direction",
]  # fmt: skip


@documented("behaviour C2: apiCallbacks/sms.md; order by the rule that fits all recordings")
@spends(1)
@needs("2019")
def test_a_sent_message_has_one_callback(
    account: Account, network: Network, draft: Draft, webhook: Webhook
) -> None:
    sent = account.create("messages", draft(callbackUrl=webhook.url()))

    (callback,) = eventually(lambda: webhook.callbacks, network)

    message = account.read(f"messages/{sent}")
    assert list(callback.fields) == SENT_2019
    assert (callback.fields["state"], callback.fields["direction"]) == ("sent", "out")
    assert all(
        callback.fields[name] == message[name] for name in ("time", "messageId", "to", "from")
    )
    assert callback.fields["messageUri"].endswith(f"/v1/users/{account.user_id}/messages/{sent}")


@observed("behaviour C18: recorded callbacks 2018")
@needs("accounts", "clock")
def test_the_application_url_gets_no_callbacks_of_outgoing_messages(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook, line: str
) -> None:
    shop = {"name": "x", "incomingMessageUrl": webhook.url("shop")}
    application = account.create("applications", shop)
    account.post(f"phoneNumbers/{line}", {"applicationId": application})

    account.create("messages", draft(receiptRequested="all"))
    account.create("messages", draft(callbackUrl=webhook.url("sms")))
    simulated.settle()

    (callback,) = webhook.callbacks
    assert callback.path.endswith("/sms")
    assert "applicationId" not in callback.fields


@assumed("assumption C3")
@needs("clock", "faults")
def test_a_failed_message_has_a_callback(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    simulated.add_fault(at="carrier", to=simulated.person, state="error")

    account.create("messages", draft(callbackUrl=webhook.url()))
    simulated.settle()

    assert [callback.fields["state"] for callback in webhook.callbacks] == ["error"]


@documented("methods/messages/postMessages.md, tag; its place by the rule that fits all recordings")
@spends(1)
def test_callbacks_have_the_tag(
    account: Account, network: Network, draft: Draft, webhook: Webhook
) -> None:
    account.create("messages", draft(callbackUrl=webhook.url(), tag="order 7"))

    (callback,) = eventually(lambda: webhook.callbacks, network)

    assert callback.fields["tag"] == "order 7"
    assert list(callback.fields)[6:8] == ["state", "tag"]


@documented("apiCallbacks/get-sms.md; the place of tag: assumption C16")
@pytest.mark.parametrize("method", ["GET", "get"])
@spends(1)
@needs("2019")
def test_callbacks_can_be_sent_by_get(
    account: Account, network: Network, draft: Draft, webhook: Webhook, method: str
) -> None:
    body = draft(callbackUrl=webhook.url(), callbackHttpMethod=method, tag="a b")
    account.create("messages", body)

    (callback,) = eventually(lambda: webhook.callbacks, network)

    assert callback.method == "GET"
    assert list(callback.fields) == [
        "messageId", "from", "eventType", "text", "time", "to", "state", "tag", "direction",
        "segmentCount", "messageUri",
    ]  # fmt: skip
    assert callback.fields["tag"] == "a b"


@documented("methods/messages/postMessages.md, fallbackUrl, callbackTimeout; as: assumption C15")
@pytest.mark.parametrize("name", ["broken", "silent"])
@spends(1)
def test_a_failed_callback_goes_to_the_fallback(
    account: Account, network: Network, draft: Draft, webhook: Webhook, name: str
) -> None:
    webhook.respond("broken", 404)
    webhook.respond("silent", hold=True)
    urls = {"callbackUrl": webhook.url(name), "fallbackUrl": webhook.url("fallback")}

    patience = 1000 if name == "silent" else 10000
    sent = account.create("messages", draft(**urls, callbackTimeout=patience))
    eventually(lambda: webhook.at("fallback"), network)

    assert len(webhook.callbacks) == 2
    assert webhook.callbacks[0].fields == webhook.callbacks[1].fields
    assert account.read(f"messages/{sent}")["state"] == "sent"


@assumed("assumption B11")
@needs("clock")
def test_a_fallback_without_a_callback_url_is_not_used(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    account.create("messages", draft(fallbackUrl=webhook.url("fallback")))

    simulated.settle()

    assert webhook.callbacks == []


@documented("apiCallbacks/mms.md: one event, eventType mms, media as they were sent")
@needs("accounts", "clock")
def test_the_callback_of_a_sent_mms_has_its_media(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    media = ["http://your-site.example.com/image-1.jpg"]

    account.create("messages", draft(callbackUrl=webhook.url(), media=media))
    simulated.settle()

    (callback,) = webhook.callbacks
    assert (callback.fields["eventType"], callback.fields["media"]) == ("mms", media)
    assert callback.fields["segmentCount"] == 1


@observed("recorded callbacks 2018")
@needs("accounts", "clock")
def test_callbacks_of_2018_have_no_segment_count(
    open_account: OpenAccount, control: Control, webhook: Webhook
) -> None:
    account = open_account("2018")
    account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})
    body = {"from": LINE, "to": "+19195551212", "text": "x", "callbackUrl": webhook.url()}

    account.create("messages", body | {"receiptRequested": "all"})
    control.settle(account.user_id)

    agents = {callback.headers["user-agent"] for callback in webhook.callbacks}
    assert agents == {"BandwidthAPI/v1"}
    assert not [callback for callback in webhook.callbacks if "segmentCount" in callback.fields]
    assert "segmentCount" not in account.read("messages")[0]


@assumed("assumption C24")
@needs("accounts", "clock")
def test_no_callback_is_sent_before_the_response(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    account.create("messages", draft(callbackUrl=webhook.url()))

    assert webhook.callbacks == []
    simulated.settle()
    assert len(webhook.callbacks) == 1
