"""The transaction of a message that was just sent, among all those of an account."""

import re
from decimal import Decimal

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.wire import ID, TIME, assert_json

PAGE = "methods/account/getAccountTransactions.md"
ORDER = ["id", "time", "amount", "type", "units", "productType", "number", "resourceId"]

pytestmark = needs("sending")


@pytest.fixture
def sent(account: Account, draft: Draft) -> str:
    """The id of a message."""
    return account.create("messages", draft())


def charges_of(sent: str, listed: list[dict[str, Json]]) -> list[dict[str, Json]]:
    return [item for item in listed if item.get("resourceId") == sent]


@documented(f"{PAGE}: its sample")
@spends(1)
def test_a_sent_message_has_a_charge(account: Account, sent: str, line: str) -> None:
    answer = account.get("account/transactions")

    assert_json(answer)
    (charge,) = charges_of(sent, answer.json())
    assert list(charge) == ORDER
    assert re.fullmatch(f"pptx-{ID}", charge["id"])
    assert re.fullmatch(TIME, charge["time"])
    assert (charge["type"], charge["units"], charge["number"]) == ("charge", 1, line)
    assert charge["productType"] == "sms-out"


@documented(f"behaviour E15: {PAGE}, the samples")
@spends(1)
def test_the_amount_of_a_charge_is_positive(account: Account, sent: str) -> None:
    (charge,) = charges_of(sent, account.read("account/transactions"))

    assert re.fullmatch(r"\d+\.\d{2,5}", charge["amount"])
    assert Decimal(charge["amount"]) > 0


@documented(f"{PAGE}: one charge for each message")
@spends(2)
def test_a_batch_has_a_charge_for_each_message(account: Account, draft: Draft) -> None:
    results = account.post("messages", [draft(text="one"), draft(text="two")]).json()

    sent = [result["location"].rpartition("/")[2] for result in results]
    listed = account.read("account/transactions")
    assert [len(charges_of(each, listed)) for each in sent] == [1, 1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("type=charge", 1, marks=documented(PAGE)),
        pytest.param("type=Charge", 1, marks=observed("csharp-bandwidth writes it so")),
        pytest.param("type=Payment", 0, marks=documented(PAGE)),
        pytest.param("type=AutoRecharge", 0, marks=observed("csharp-bandwidth writes it so")),
        pytest.param("type=nonsense", 0, marks=assumed("assumption E16")),
        pytest.param("number=%2B{digits}", 1, marks=documented(PAGE)),
        pytest.param("number=+{digits}", 1, marks=documented(f"{PAGE}: its sample has a bare +")),
        pytest.param("number=%2B19998887777", 0, marks=documented(PAGE)),
        pytest.param("page=0&size=25&nonsense=1", 1, marks=documented(PAGE)),
        pytest.param("maxItems=0", 0, marks=assumed("assumption E14")),
        pytest.param("fromDate=2012-11-14", 1, marks=documented(PAGE)),
        pytest.param("toDate=2012-11-14", 0, marks=documented(PAGE)),
        pytest.param("fromDate=2012-11-14T16:13:06Z", 1, marks=documented(PAGE)),
        pytest.param(
            "fromDate=2012-11-14T16:13:06.0000000Z", 1, marks=observed("csharp-bandwidth")
        ),
        pytest.param("toDate=2012-11-14T16:13:06%2B0000", 0, marks=observed("java-bandwidth")),
        pytest.param("toDate=2012-11-14T16:13:06", 0, marks=assumed("assumption E23")),
    ],
)
@spends(1)
def test_a_filter_finds_the_charge(
    account: Account, sent: str, line: str, query: str, found: int
) -> None:
    listed = account.get(f"account/transactions?{query.format(digits=line[1:])}").json()

    assert len(charges_of(sent, listed)) == found
