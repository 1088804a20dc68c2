"""Requests beyond the balance: refused only if a test has set a balance."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules
from contract_tests.wire import assert_refused

pytestmark = needs("accounts", "numbers")

PICTURE = "http://your-site.example.com/image-1.jpg"


def refusal(balance: str, amount: str) -> str:
    return (
        f"Your account's available balance of {balance} is insufficient for this transaction in "
        f"the amount of {amount}."
    )


@assumed("assumption B27")
def test_an_account_can_be_overdrawn_if_the_rules_allow_it(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    assert change_rules(simulated, mmsAllowed=True)["refuseWithoutCredit"] is False
    assert change_rules(simulated, balance=0)["refuseWithoutCredit"] is True
    change_rules(simulated, refuseWithoutCredit=False)

    assert account.post("messages", draft()).status_code == 201
    assert account.read("account")["balance"] == "-0.00500"


@documented("errors.md, insufficient-available-balance; billed by the segment")
def test_a_message_needs_credit_for_all_its_segments(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, balance=0.012)

    assert account.post("messages", draft(text="x" * 161)).status_code == 201
    refused = account.post("messages", draft())

    message = refusal("0.00200", "0.00500")
    assert_refused(refused, 403, "insufficient-available-balance", message)
    assert refused.json()["category"] == "credit"
    assert account.read("account")["balance"] == "0.00200"
    assert account.read("errors")[0]["code"] == "insufficient-available-balance"


@documented("errors.md, insufficient-available-balance; of orders: assumption D18")
@pytest.mark.parametrize(
    ("path", "body", "amount"),
    [
        ("phoneNumbers", {"number": "+19195551212"}, "0.60000"),
        ("phoneNumbers", {"number": "+18445551234"}, "2.00000"),
        ("/availableNumbers/tollFree", {}, "2.00000"),
    ],
)
def test_an_order_needs_credit(
    account: Account, simulated: SimulatedNetwork, path: str, body: Json, amount: str
) -> None:
    change_rules(simulated, balance=0.5)

    message = refusal("0.50000", amount)
    refused = account.post(path, body)

    assert_refused(refused, 403, "insufficient-available-balance", message)
    assert account.read("phoneNumbers") == []


@documented("errors.md, insufficient-available-balance")
def test_a_caller_name_needs_credit(account: Account, simulated: SimulatedNetwork) -> None:
    change_rules(simulated, balance=0)

    refused = account.get("/phoneNumbers/numberInfo/+19195551212")

    message = refusal("0.00000", "0.00500")
    assert_refused(refused, 403, "insufficient-available-balance", message)


@assumed("assumption B34")
def test_a_batch_is_sent_as_far_as_the_balance_goes(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, balance=0.011)

    results = account.post("messages", [draft(media=[PICTURE]), draft(), draft(), draft()]).json()

    assert [item["result"] for item in results] == ["error", "accepted", "accepted", "error"]
    assert {item["error"]["category"] for item in results if "error" in item} == {"credit"}


@assumed("assumption B35")
@needs("inbound")
def test_incoming_messages_are_never_refused(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    change_rules(simulated, balance=0)

    simulated.text_in(line)

    assert account.read("account")["balance"] == "-0.00500"
