"""The life of a message in time: when it changes, and what a failure leaves behind."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Webhook

pytestmark = needs("accounts", "clock", "faults")

RECEIPT = ("state", "deliveryState", "deliveryCode", "deliveryDescription")
Fate = dict[str, Json]


def life(message: dict[str, Json]) -> tuple[Json, ...]:
    return tuple(message.get(name) for name in RECEIPT)


@assumed("assumption C19")
def test_a_message_is_sent_after_a_quarter_of_a_second_and_receipted_after_one(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    sent = account.create("messages", draft(receiptRequested="all"))
    seen = [("queued", "waiting")]

    for seconds in (0.099, 0.001, 0.149, 0.001, 0.749, 0.001):
        simulated.advance(seconds)
        seen.append(life(account.read(f"messages/{sent}"))[:2])

    assert seen == [
        ("queued", "waiting"), ("queued", "waiting"), ("sending", "waiting"),
        ("sending", "waiting"), ("sent", "waiting"), ("sent", "waiting"), ("sent", "delivered"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fate", "requested", "end"),
    [
        pytest.param(
            {"state": "error"}, "none", ("error", None, None, None),
            marks=assumed("assumption B26"),
        ),
        pytest.param(
            {"state": "error"}, "all", ("error", "not-delivered", "999", "Unknown error"),
            marks=assumed("assumption F5"),
        ),
        pytest.param(
            {"state": "error"}, "error", ("error", "not-delivered", "999", "Unknown error"),
            marks=assumed("assumption F5"),
        ),
        pytest.param(
            {"deliveryCode": 187}, "none",
            ("sent", "not-delivered", "187", "Statistical spam detected"),
            marks=documented("apiCallbacks/sms.md, spam detection"),
        ),
        pytest.param(
            {"deliveryCode": 0}, "none", ("sent", None, None, None),
            marks=documented("methods/messages/postMessages.md: no receipt unless asked for"),
        ),
        pytest.param(
            {"deliveryCode": 0}, "error",
            ("sent", "delivered", "0", "Message delivered to carrier"),
            marks=assumed("assumption B33"),
        ),
        pytest.param(
            {"silent": True}, "all", ("sent", "waiting", None, None),
            marks=assumed("the simulator's own: faults"),
        ),
        pytest.param(
            {"silent": True}, "none", ("sent", None, None, None),
            marks=assumed("the simulator's own: faults"),
        ),
        pytest.param(
            {"reply": "Yes"}, "none", ("sent", None, None, None),
            marks=assumed("the simulator's own: faults"),
        ),
        pytest.param(
            {"reply": "Yes"}, "all", ("sent", "delivered", "0", "Message delivered to carrier"),
            marks=assumed("the simulator's own: faults"),
        ),
    ],
)  # fmt: skip
def test_a_fate_has_its_end(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    webhook: Webhook,
    fate: Fate,
    requested: str,
    end: tuple[Json, ...],
) -> None:
    simulated.add_fault(at="carrier", times=1, **fate)

    body = draft(receiptRequested=requested, callbackUrl=webhook.url())
    sent = account.create("messages", body)
    simulated.settle()

    assert life(account.read(f"messages/{sent}")) == end
    fields = webhook.callbacks[-1].fields
    told = end if requested != "error" or end[1] != "delivered" else ("sent", "waiting", None, None)
    assert life(fields) == told
    assert len(account.read("messages", direction="in")) == ("reply" in fate)
    codes = [error["code"] for error in account.read("errors")]
    assert ("message-delivery-failed" in codes) == (end[0] == "error")


@assumed("assumption C20")
@needs("callbacks", "inbound")
def test_a_number_of_a_deleted_application_has_nobody_to_tell(
    account: Account, simulated: SimulatedNetwork, line: str, webhook: Webhook
) -> None:
    shop = {"name": "x", "incomingMessageUrl": webhook.url()}
    made = account.create("applications", shop)
    account.post(f"phoneNumbers/{line}", {"applicationId": made})
    account.delete(f"applications/{made}")

    simulated.text_in(line)

    assert webhook.callbacks == []
    assert [error["code"] for error in account.read("errors")] == ["no-application-for-number"]


@assumed("assumption B22")
@needs("callbacks")
@pytest.mark.parametrize("seconds", [0, 0.1, 0.3], ids=["queued", "sending", "sent"])
def test_callbacks_of_a_redacted_message_keep_its_text(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook, seconds: float
) -> None:
    body = draft(text="secret", receiptRequested="all", callbackUrl=webhook.url())
    path = f"messages/{account.create('messages', body)}"
    simulated.advance(seconds)

    account.patch(path, {"text": ""})
    account.patch(path, {"text": ""})
    simulated.settle()

    assert [callback.fields["text"] for callback in webhook.callbacks] == ["secret", "secret"]
    assert account.read(path)["text"] == ""
