"""Amounts: what each thing costs, how amounts are written, and the balance."""

import re

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import PERSON, SimulatedNetwork
from contract_tests.switches import change_rules, name_caller, pay

pytestmark = needs("accounts", "numbers", "inbound")

PAGE = "methods/account/getAccountTransactions.md"
PICTURE = "http://your-site.example.com/image-1.jpg"


@pytest.mark.parametrize(
    ("changes", "amount", "balance"),
    [
        pytest.param({}, "0.005", "999.99500", marks=documented(PAGE)),
        pytest.param({"text": "x" * 161}, "0.01", "999.99000", marks=documented(PAGE)),
        pytest.param({"text": "x" * 307}, "0.015", "999.98500", marks=documented(PAGE)),
        pytest.param({"media": [PICTURE]}, "0.015", "999.98500", marks=documented(PAGE)),
        pytest.param(
            {"media": [PICTURE], "text": "x" * 500}, "0.015", "999.98500", marks=documented(PAGE)
        ),
    ],
)
def test_a_message_costs_by_the_segment_and_an_mms_once(
    account: Account, draft: Draft, changes: dict[str, Json], amount: str, balance: str
) -> None:
    assert account.read("account")["balance"] == "1000.00000"

    account.create("messages", draft(**changes))

    assert account.read("account/transactions")[0]["amount"] == amount
    assert account.read("account")["balance"] == balance


@assumed("assumption E22")
def test_incoming_messages_and_caller_names_have_prices(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    simulated.text_in(line)
    simulated.text_in(line, "", [PICTURE])
    for _ in range(2):
        account.read(f"/phoneNumbers/numberInfo/{PERSON}")

    charges = account.read("account/transactions")
    assert sorted((charge["productType"], charge["amount"]) for charge in charges) == [
        ("cnam-search", "0.005"), ("cnam-search", "0.005"), ("mms-in", "0.015"),
        ("sms-in", "0.005"),
    ]  # fmt: skip
    assert account.read("account")["balance"] == "999.97000"


@documented("methods/availableNumbers/getAvailableNumbersLocal.md: dollars a month")
@pytest.mark.parametrize(("number", "price"), [("+19195551212", "0.60"), ("+18005551212", "2.00")])
def test_a_number_costs_its_price(account: Account, number: str, price: str) -> None:
    made = account.create("phoneNumbers", {"number": number})

    (charge,) = account.read("account/transactions")
    assert (charge["amount"], charge["resourceId"]) == (price, made)
    assert account.read(f"phoneNumbers/{made}")["price"] == price
    assert account.read("account")["balance"] == f"{1000 - float(price):.5f}"


@assumed("assumption B27")
@pytest.mark.parametrize(
    ("balance", "shown", "accepted"),
    [
        (0.005, "0.00500", True), (0.00499, "0.00499", False), (0, "0.00000", False),
        (-0.005, "-0.00500", False), (-12.5, "-12.50000", False), (538.3725, "538.37250", True),
    ],
)  # fmt: skip
def test_a_balance_must_cover_the_price(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    balance: float,
    shown: str,
    accepted: bool,
) -> None:
    change_rules(simulated, balance=balance)

    assert account.read("account")["balance"] == shown
    assert account.post("messages", draft()).status_code == (201 if accepted else 403)


@assumed("assumption D31")
def test_a_balance_must_cover_all_numbers_of_an_order(
    account: Account, simulated: SimulatedNetwork
) -> None:
    change_rules(simulated, balance=1.8)

    four = account.post("/availableNumbers/local?areaCode=919&quantity=4")
    assert (four.status_code, account.read("phoneNumbers")) == (403, [])
    three = account.post("/availableNumbers/local?areaCode=919&quantity=3")
    assert (three.status_code, account.read("account")["balance"]) == (201, "0.00000")


@assumed("the simulator's own: names are as those of the register")
def test_a_caller_name_has_up_to_15_capitals(account: Account) -> None:
    numbers = [f"+1919555{at:04}" for at in range(100)]

    names = [account.read(f"/phoneNumbers/numberInfo/{number}")["name"] for number in numbers]

    assert all(re.fullmatch("[A-Z]+ [A-Z]+", name) and len(name) <= 15 for name in names), names
    assert len(set(names)) > 40
    again = [account.read(f"/phoneNumbers/numberInfo/{number}")["name"] for number in numbers[:9]]
    assert again == names[:9]


@assumed("assumption D16")
@needs("clock")
def test_a_changed_caller_name_is_shown_at_once(
    account: Account, simulated: SimulatedNetwork
) -> None:
    path = f"/phoneNumbers/numberInfo/{PERSON}"
    first = account.read(path)
    simulated.advance(60)

    name_caller(simulated, PERSON, "COYOTE WILE E")

    changed = account.read(path)
    assert changed["name"] == "COYOTE WILE E"
    assert (changed["created"], changed["updated"] > first["updated"]) == (first["created"], True)
    simulated.advance(60)
    assert account.read(path) == changed


@assumed("assumption B34")
def test_what_is_refused_or_imported_costs_nothing(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    account.create("phoneNumbers", {"number": "+14352154440", "provider": DASHBOARD})
    name_caller(simulated, PERSON, "")
    for body in (draft(text=""), draft(from_="+19998887777"), draft(receiptRequested="x")):
        assert account.post("messages", body).status_code in (400, 401)
    assert account.get(f"/phoneNumbers/numberInfo/{PERSON}").status_code == 404
    assert account.post("phoneNumbers", {"number": LINE}).status_code == 409

    assert account.read("account")["balance"] == "1000.00000"
    assert account.read("account/transactions") == []


@documented(f"{PAGE}: types, units of payments; in any case: csharp-bandwidth, a sample")
def test_payments_are_transactions_too(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    kinds = {"payment": "Payment", "credit": "CREDIT", "auto-recharge": "AutoRecharge"}
    account.create("messages", draft())
    for at, kind in enumerate(kinds):
        pay(simulated, 100_000 * (at + 1), kind)

    whole = account.read("account/transactions")
    assert sorted(each["type"] for each in whole) == ["auto-recharge", "charge", *sorted(kinds)[1:]]
    assert account.read("account")["balance"] == "1005.99500"
    for at, (kind, written) in enumerate(kinds.items()):
        (found,) = account.read("account/transactions", type=written)
        assert list(found) == ["id", "time", "amount", "type", "units"]
        assert (found["type"], found["units"], found["amount"]) == (kind, 0, f"{at + 1}.00")
        assert account.read("account/transactions", type=written, number=LINE) == []


@documented(f"{PAGE}: its samples have two decimals or more, and no further zeros")
@pytest.mark.parametrize(
    ("amount", "shown"),
    [(1, "0.00001"), (120, "0.0012"), (12_345, "0.12345"), (150_000, "1.50"), (10**8, "1000.00")],
)
def test_an_amount_has_two_to_five_decimals(
    account: Account, simulated: SimulatedNetwork, amount: int, shown: str
) -> None:
    pay(simulated, amount, "credit")

    assert account.read("account/transactions")[0]["amount"] == shown


@assumed("assumption E23")
@needs("clock")
def test_payments_are_found_by_their_time(account: Account, simulated: SimulatedNetwork) -> None:
    for at in range(3):
        pay(simulated, 100_000 + at, "payment")
        simulated.advance(60)
    whole = account.read("account/transactions")
    last, middle, first = (each["time"] for each in whole)

    for query, found in (
        ({"fromDate": middle}, whole[:2]), ({"toDate": middle}, whole[1:]),
        ({"fromDate": middle, "toDate": middle}, whole[1:2]),
        ({"fromDate": last, "toDate": first}, []), ({"toDate": last}, whole),
    ):  # fmt: skip
        assert account.read("account/transactions", **query) == found, query
        assert account.read("account/transactions", type="payment", **query) == found
