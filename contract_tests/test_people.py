"""People who answer by themselves: when their answers come in, and when none does."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import let_answer

pytestmark = [
    needs("accounts", "clock", "faults"),
    assumed("the simulator's own: people are scripted to answer"),
]

SOMEBODY = "+13235550100"


def received(account: Account) -> list[tuple[str, str]]:
    """Sender and text of each incoming message."""
    found = account.read("messages", direction="in")
    return [(message["from"], message["text"]) for message in found]


@pytest.mark.parametrize("receipts", ["none", "all", "error"])
def test_a_person_answers_a_delivered_message(
    account: Account, simulated: SimulatedNetwork, draft: Draft, receipts: str
) -> None:
    let_answer(simulated, simulated.person, "YES")

    account.create("messages", draft(receiptRequested=receipts))
    account.create("messages", draft(to=SOMEBODY))
    simulated.settle()

    assert received(account) == [(simulated.person, "YES")]


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        ({"deliveryCode": 720}, []),
        ({"state": "error"}, []),
        ({"silent": True}, []),
        ({"reply": "STOP"}, ["STOP"]),
        ({"delayMs": 5000}, ["YES"]),
    ],
)
def test_a_fault_decides_whether_a_person_answers(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    fault: dict[str, Json],
    answers: list[str],
) -> None:
    let_answer(simulated, simulated.person, "YES")
    simulated.add_fault(at="carrier", **fault)

    account.create("messages", draft())
    simulated.settle()

    assert [text for _, text in received(account)] == answers
