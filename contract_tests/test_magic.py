"""Magic numbers: destinations with a fixed outcome, which no account can own."""

import re

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft, Serve
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Webhook
from contract_tests.switches import magic_numbers
from contract_tests.wire import assert_refused

pytestmark = needs("faults", "clock")

# howto/smsDLR.html; 100 in the tables of 2018 only.
CODES = {
    "0": "Message delivered to carrier",
    "100": "Message not delivered to carrier",
    "187": "Statistical spam detected",
    "188": "Keyword spam detected",
    "189": "Spam detected",
    "482": "Loop detected",
    "600": "Destination carrier could not accept messages",
    "610": "Message submission failed",
    "620": "Destination application error",
    "630": "Message not acknowledge",
    "650": "Destination Failure",
    "700": "Invalid service type",
    "720": "Invalid destination number",
    "740": "Invalid source number",
    "750": "Destination Rejected Message",
    "751": "Destination Rejected Message too large",
    "770": "Destination Rejected due to spam",
    "775": "Rejected due to user opt out",
    "902": "Message Expired",
    "999": "Unknown error",
}
OTHERS = {"state-error", "no-receipt", "reply", "slow"}


@assumed("the simulator's own: magic numbers")
def test_the_table_has_every_code_and_outcome(simulated: SimulatedNetwork) -> None:
    table = magic_numbers(simulated)

    assert set(table) == {f"delivery-code-{code}" for code in CODES} | OTHERS
    for row in table.values():
        assert re.fullmatch(r"\+1555\d{3}01\d\d", row["first"])
        assert int(row["last"]) - int(row["first"]) >= 9
        assert row["description"]
    firsts = sorted(int(row["first"]) for row in table.values())
    lasts = sorted(int(row["last"]) for row in table.values())
    assert all(last < first for last, first in zip(lasts, firsts[1:], strict=False))


@documented("howto/smsDLR.html; the codes and their words")
@needs("callbacks")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("end", ["first", "last"])
def test_every_receipt_arrives(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    webhook: Webhook,
    code: str,
    end: str,
) -> None:
    number = magic_numbers(simulated)[f"delivery-code-{code}"][end]

    body = draft(to=number, receiptRequested="all", callbackUrl=webhook.url())
    sent = account.create("messages", body)
    simulated.settle()

    fate = {
        "deliveryState": "delivered" if code == "0" else "not-delivered",
        "deliveryCode": code,
        "deliveryDescription": CODES[code],
    }
    waiting, final = (callback.fields for callback in webhook.callbacks)
    assert waiting["deliveryState"] == "waiting"
    for seen in (final, account.read(f"messages/{sent}")):
        assert {name: seen[name] for name in fate} == fate
        assert seen["state"] == "sent"


def sent_to(account: Account, simulated: SimulatedNetwork, name: str, body: Json) -> str:
    number = magic_numbers(simulated)[name]["first"]
    return account.create("messages", body | {"to": number, "receiptRequested": "all"})


@documented("methods/messages/getMessages.md: state error")
@needs("callbacks")
def test_a_message_can_fail_before_the_carrier(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    sent = sent_to(account, simulated, "state-error", draft(callbackUrl=webhook.url()))

    simulated.settle()

    assert account.read(f"messages/{sent}")["state"] == "error"
    assert [callback.fields["state"] for callback in webhook.callbacks] == ["error"]
    assert account.read("errors")[0]["code"] == "message-delivery-failed"


@assumed("the simulator's own: magic numbers")
@needs("callbacks")
def test_a_receipt_can_be_missing(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    sent = sent_to(account, simulated, "no-receipt", draft(callbackUrl=webhook.url()))

    simulated.settle()
    simulated.advance(86_400)

    message = account.read(f"messages/{sent}")
    assert (message["state"], message["deliveryState"]) == ("sent", "waiting")
    assert len(webhook.callbacks) == 1


@assumed("the simulator's own: magic numbers")
@needs("callbacks", "inbound")
def test_a_person_can_reply(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    line: str,
    serve: Serve,
    webhook: Webhook,
) -> None:
    serve()

    sent = sent_to(account, simulated, "reply", draft())
    simulated.settle()

    (callback,) = webhook.callbacks
    message = account.read(f"messages/{sent}")
    assert (callback.fields["text"], callback.fields["from"]) == ("Got it", message["to"])
    assert (callback.fields["to"], message["deliveryCode"]) == (line, "0")


@assumed("the simulator's own: magic numbers")
def test_a_carrier_can_be_slow(account: Account, simulated: SimulatedNetwork, draft: Draft) -> None:
    sent = sent_to(account, simulated, "slow", draft())

    simulated.advance(59)
    assert account.read(f"messages/{sent}")["state"] == "sending"
    simulated.advance(30)
    message = account.read(f"messages/{sent}")
    assert (message["state"], message["deliveryState"]) == ("sent", "delivered")


@assumed("the simulator's own: a fault comes before a magic number")
def test_a_fault_comes_before_a_magic_number(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", deliveryCode=600, times=1)

    sent = [sent_to(account, simulated, "delivery-code-770", draft()) for _ in range(2)]
    simulated.settle()

    codes = [account.read(f"messages/{each}")["deliveryCode"] for each in sent]
    assert codes == ["600", "770"]


@assumed("the simulator's own: no account can own a magic number")
@needs("numbers")
@pytest.mark.parametrize("name", ["delivery-code-0", "delivery-code-770", *sorted(OTHERS)])
@pytest.mark.parametrize("imported", [False, True], ids=["order", "import"])
def test_a_magic_number_cannot_be_ordered_or_imported(
    account: Account, simulated: SimulatedNetwork, name: str, imported: bool
) -> None:
    number = magic_numbers(simulated)[name]["first"]
    body = {"number": number} | ({"provider": DASHBOARD} if imported else {})

    refused = account.post("phoneNumbers", body)

    assert_refused(refused, 404, "number-not-found", details={"number": number})
    assert account.read("/availableNumbers/local?areaCode=555&quantity=5000") == []


@assumed("the simulator's own: magic numbers")
@pytest.mark.parametrize(
    "number",
    [
        "+15557700200",
        "+15557700099",
        "+155577001000",
        "+1555770010",
        "+15547700100",
        "+15557990100",
    ],
)
def test_a_number_beside_the_magic_ones_is_as_any_other(
    account: Account, simulated: SimulatedNetwork, draft: Draft, number: str
) -> None:
    sent = account.create("messages", draft(to=number, receiptRequested="all"))

    simulated.settle()

    assert account.read(f"messages/{sent}")["deliveryCode"] == "0"
