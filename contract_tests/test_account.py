"""The account: balance, charges and the list of transactions."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.wire import ID, TIME, assert_invalid, assert_json, links, query_of

PAGE = "methods/account/getAccountTransactions.md"
ORDER = ["id", "time", "amount", "type", "units", "productType", "number", "resourceId"]
PICTURE = "http://your-site.example.com/image-1.jpg"
PERSON = "+13233326955"
FREE, TOLL_FREE = "+19195551212", "+18445551234"

Transactions = list[dict[str, Json]]
Spend = Callable[[Account, SimulatedNetwork], str]


def transactions(account: Account, **query: str | int) -> Transactions:
    return list(account.read("account/transactions", **query))


def balance(account: Account) -> Decimal:
    return Decimal(account.read("account")["balance"])


def send(account: Account, **changes: Json) -> str:
    return account.create("messages", {"from": LINE, "to": PERSON, "text": "Hello"} | changes)


@documented("methods/account/getAccount.md")
@pytest.mark.parametrize("path", ["account", "account/"])
def test_the_account_has_a_balance_and_a_type(account: Account, path: str) -> None:
    answer = account.get(path)

    assert_json(answer)
    assert list(answer.json()) == ["balance", "accountType"]
    assert re.fullmatch(r"-?\d+\.\d{5}", answer.json()["balance"])
    assert answer.json()["accountType"] in ("pre-pay", "post-pay")


@observed("java-bandwidth asks for the account to see whether its credentials are good")
def test_the_account_takes_credentials(account: Account) -> None:
    assert account.request("GET", "account", anonymous=True).status_code == 401


def cnam(account: Account, network: SimulatedNetwork) -> str:
    account.read("/phoneNumbers/numberInfo/%2B19195551212")
    return ""


def text(account: Account, network: SimulatedNetwork, *media: str) -> str:
    network.text_in(LINE, "x" * 161, media)
    return str(account.read("messages", direction="in")[0]["id"])


@documented(f"behaviour E15: {PAGE}; product types; units are segments, months and searches")
@needs("accounts", "inbound")
@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    ("spend", "product", "number", "units"),
    [
        (lambda a, n: send(a, text="x" * 161), "sms-out", LINE, 2),
        (lambda a, n: send(a, media=[PICTURE]), "mms-out", LINE, 1),
        (text, "sms-in", LINE, 2),
        (lambda a, n: text(a, n, PICTURE), "mms-in", LINE, 1),
        (
            lambda a, n: a.create("phoneNumbers", {"number": FREE}),
            "local-number-per-month",
            FREE,
            1,
        ),
        (
            lambda a, n: a.create("phoneNumbers", {"number": TOLL_FREE}),
            "toll-free-number-per-month",
            TOLL_FREE,
            1,
        ),
        (cnam, "cnam-search", FREE, 1),
    ],
    ids=["sms-out", "mms-out", "sms-in", "mms-in", "local", "toll-free", "cnam"],
)
def test_each_priced_action_adds_a_charge(
    account: Account,
    simulated: SimulatedNetwork,
    spend: Spend,
    product: str,
    number: str,
    units: int,
) -> None:
    before = balance(account)

    resource = spend(account, simulated)

    (charge,) = transactions(account)
    assert list(charge) == [name for name in ORDER if resource or name != "resourceId"]
    assert re.fullmatch(f"pptx-{ID}", charge["id"])
    assert re.fullmatch(TIME, charge["time"])
    assert re.fullmatch(r"\d+\.\d{2,5}", charge["amount"])
    assert (charge["type"], charge["units"]) == ("charge", units)
    assert (charge["productType"], charge["number"]) == (product, number)
    assert charge.get("resourceId", "") == resource
    assert before - balance(account) == Decimal(charge["amount"]) > 0


@assumed("assumption B34")
@needs("accounts")
def test_a_refused_request_costs_nothing(account: Account, line: str) -> None:
    account.post("messages", {"from": FREE, "to": PERSON, "text": "not my number"})
    account.post("messages", {"from": line, "to": PERSON, "text": ""})
    account.post("phoneNumbers", {"number": "+1"})

    assert transactions(account) == []


@observed("java-bandwidth samples of 2013: an imported number costs 0.00")
@needs("accounts", "numbers")
def test_an_imported_number_costs_nothing(account: Account) -> None:
    before = balance(account)

    account.create("phoneNumbers", {"number": FREE, "provider": DASHBOARD})

    assert (transactions(account), balance(account)) == ([], before)


@documented(f"{PAGE}: one for each message; accepted items of a list only: assumption B34")
@needs("accounts")
def test_each_message_of_a_list_is_charged(account: Account, draft: Draft) -> None:
    results = account.post("messages", [draft(), draft(from_=FREE), draft()]).json()

    sent = [item["location"].rpartition("/")[2] for item in results if "location" in item]
    assert [item["resourceId"] for item in transactions(account)] == list(reversed(sent))
    assert len(sent) == 2


@pytest.fixture
def history(account: Account, simulated: SimulatedNetwork, line: str) -> list[str]:
    """The times of four charges, a minute apart, oldest first."""
    account.create("phoneNumbers", {"number": FREE})
    simulated.advance(60)
    send(account)
    simulated.advance(60)
    send(account, **{"from": FREE})
    simulated.advance(60)
    simulated.text_in(line)
    return [item["time"] for item in reversed(transactions(account))]


@documented(f"{PAGE}; newest first in its sample")
@needs("accounts", "clock", "inbound")
def test_the_newest_transaction_comes_first(account: Account, history: list[str]) -> None:
    products = [item["productType"] for item in transactions(account)]

    assert products == ["sms-in", "sms-out", "sms-out", "local-number-per-month"]
    assert history == sorted(history)


@needs("accounts", "clock", "inbound")
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param("type=charge", 4, marks=documented(PAGE)),
        pytest.param("type=Charge", 4, marks=observed("csharp-bandwidth writes it so")),
        pytest.param("type=Payment", 0, marks=documented(PAGE)),
        pytest.param("type=AutoRecharge", 0, marks=observed("csharp-bandwidth writes it so")),
        pytest.param("type=nonsense", 0, marks=assumed("assumption E16")),
        pytest.param(f"number=%2B{FREE[1:]}", 2, marks=documented(PAGE)),
        pytest.param(f"number={FREE}", 2, marks=documented(f"{PAGE}: its sample has a bare +")),
        pytest.param(f"number=%2B{LINE[1:]}", 2, marks=documented(PAGE)),
        pytest.param("number=%2B19998887777", 0, marks=documented(PAGE)),
        pytest.param(f"number=%2B{FREE[1:]}&type=charge&maxItems=1", 1, marks=documented(PAGE)),
        pytest.param("page=0&size=3&nonsense=1", 3, marks=documented(PAGE)),
    ],
)
def test_transactions_can_be_filtered(account: Account, query: str, count: int) -> None:
    assert len(account.get(f"account/transactions?{query}").json()) == count


@needs("accounts", "clock", "inbound")
@pytest.mark.parametrize(
    "form",
    [
        pytest.param("{}", marks=documented(PAGE), id="Z"),
        pytest.param("{:.19}.0000000Z", marks=observed("csharp-bandwidth"), id="C#"),
        pytest.param("{:.19}%2B0000", marks=observed("java-bandwidth"), id="Java"),
        pytest.param("{:.19}+0000", marks=observed("java-bandwidth, unescaped"), id="plus"),
        pytest.param("{:.19}", marks=assumed("assumption E23"), id="no zone"),
        pytest.param("{:.16}", marks=documented(f"{PAGE}: cut short from the right"), id="minute"),
    ],
)
def test_transactions_have_their_time(account: Account, history: list[str], form: str) -> None:
    _, second, third, fourth = history
    bounds = f"fromDate={form.format(second)}&toDate={form.format(third)}"

    found = account.get(f"account/transactions?{bounds}").json()

    assert [item["time"] for item in found] == [third, second]
    later = account.get(f"account/transactions?fromDate={form.format(third)}").json()
    assert [item["time"] for item in later] == [fourth, third]


@assumed("assumption A11")
@pytest.mark.parametrize(
    "query", ["fromDate=yesterday", "toDate=x", "size=0", "page=-1", "maxItems=many", "maxItems=-1"]
)
def test_a_malformed_query_is_refused(account: Account, query: str) -> None:
    assert_invalid(account.get(f"account/transactions?{query}"))


@documented(f"{PAGE}: page, size, Link")
@needs("accounts", "clock", "inbound")
@pytest.mark.usefixtures("history")
def test_the_links_lead_through_all_pages(account: Account) -> None:
    whole = transactions(account)
    answer, walked = account.get("account/transactions", size=3, type="charge"), []

    for _ in range(9):  # a wrong API may lead in a circle
        walked += answer.json()
        if "next" not in links(answer):
            break
        assert "type=charge" in query_of(links(answer)["next"])
        answer = account.get(f"account/transactions?{query_of(links(answer)['next'])}")

    assert walked == whole
    assert set(links(answer)) == {"first", "previous"}


@assumed("assumption E14")
@needs("accounts", "clock", "inbound")
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("maximum", "sizes"), [(0, [0, 0]), (1, [1, 0]), (2, [2, 0]), (3, [2, 1]), (9, [2, 2])]
)
def test_max_items_limits_all_pages_together(
    account: Account, maximum: int, sizes: list[int]
) -> None:
    pages = [
        account.get("account/transactions", maxItems=maximum, size=2, page=page) for page in (0, 1)
    ]

    assert [len(page.json()) for page in pages] == sizes
    assert ("next" in links(pages[0])) is (sizes[1] > 0)
    assert "next" not in links(pages[1])
