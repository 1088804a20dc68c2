"""Available numbers: search and order in one request."""

from urllib.parse import urlencode

import pytest

from contract_tests.account import Account, compact
from contract_tests.conftest import OpenAccount
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules
from contract_tests.wire import assert_done, assert_json, assert_refused

pytestmark = needs("orders")

LOCAL = "methods/availableNumbers/postAvailableNumbersLocal.md"
TOLL_FREE = "methods/availableNumbers/postAvailableNumbersTollFree.md"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
CRITERIA = {"areaCode": 919, "quantity": 3}


def found(account: Account, query: str) -> list[str]:
    """The numbers that a search gives, in its order."""
    return [number["number"] for number in account.read(f"/availableNumbers/local?{query}")]


def owned(account: Account) -> list[str]:
    return [number["number"] for number in account.read("phoneNumbers", size=1000)]


@documented(LOCAL)
@pytest.mark.parametrize(
    ("kind", "price"), [("local?areaCode=919&quantity=2", "0.60"), ("tollFree?quantity=2", "2.00")]
)
@spends(numbers=2, toll_free=2)
def test_an_order_answers_with_the_ordered_numbers(account: Account, kind: str, price: str) -> None:
    answer = account.post(f"/availableNumbers/{kind}")

    assert answer.status_code == 201
    assert_json(answer)
    assert len(answer.json()) == 2
    for ordered in answer.json():
        assert list(ordered) == ["number", "nationalNumber", "price", "location"]
        assert ordered["price"] == price
        number = account.read(f"phoneNumbers/{ordered['location'].rpartition('/')[2]}")
        assert ordered["location"] == account.url(f"phoneNumbers/{number['id']}")
        assert (number["number"], number["numberState"]) == (ordered["number"], "enabled")


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        pytest.param("local?areaCode=919", 10, marks=documented(f"{LOCAL}, quantity")),
        pytest.param("tollFree", 1, marks=documented(f"{TOLL_FREE}, quantity")),
        pytest.param("local?areaCode=919&quantity=10", 10, marks=documented(LOCAL)),
        pytest.param("tollFree?quantity=10", 10, marks=documented(TOLL_FREE)),
    ],
)
@spends(numbers=10, toll_free=10)
def test_an_order_takes_the_quantity(account: Account, kind: str, count: int) -> None:
    ordered = account.post(f"/availableNumbers/{kind}").json()

    assert owned(account)[-count:] == [number["number"] for number in ordered]
    assert len(ordered) == count


@assumed("assumption D27")
@needs("accounts")
def test_an_ordered_number_is_no_longer_found(account: Account) -> None:
    shown = found(account, "areaCode=919&quantity=4")

    account.post("/availableNumbers/local?areaCode=919&quantity=2")

    assert owned(account) == shown[:2]
    assert found(account, "areaCode=919&quantity=2") == shown[2:]


@assumed("assumption D27")
@needs("accounts")
def test_another_account_still_finds_an_ordered_number(
    open_account: OpenAccount, account: Account
) -> None:
    shown = found(account, "areaCode=919&quantity=2")

    account.post("/availableNumbers/local?areaCode=919&quantity=2")

    assert found(open_account(), "areaCode=919&quantity=2") == shown


@documented("methods/phoneNumbers/deletePhoneNumbersNumberId.md: it is not offered again")
@spends(numbers=1)
@risks(numbers=1)
def test_a_released_number_is_not_offered_again(account: Account) -> None:
    (ordered,) = account.post("/availableNumbers/local?areaCode=919&quantity=1").json()

    assert_done(account.delete(f"phoneNumbers/{ordered['location'].rpartition('/')[2]}"))

    assert ordered["number"] not in found(account, "areaCode=919&quantity=50")
    refused = account.post("phoneNumbers", {"number": ordered["number"]})
    assert_refused(refused, 404, "number-not-found", details={"number": ordered["number"]})


@pytest.mark.parametrize(
    ("query", "headers", "body"),
    [
        pytest.param(CRITERIA, {}, b"", marks=documented(LOCAL), id="query"),
        pytest.param(
            {}, FORM, b"areaCode=919&quantity=3", marks=observed("python-bandwidth 1.x"), id="form"
        ),
        pytest.param(
            {}, {}, b"areaCode=919&quantity=3", marks=observed("python-bandwidth 1.x"), id="untyped"
        ),
        pytest.param(
            CRITERIA,
            JSON,
            compact({"areaCode": "919", "quantity": 3, "pattern": None}),
            marks=observed("php-bandwidth sends both"),
            id="both",
        ),
        pytest.param(
            {},
            JSON,
            compact(CRITERIA | {"localNumber": "380", "inLocalCallingArea": False}),
            marks=observed("php-bandwidth"),
            id="JSON",
        ),
        pytest.param(
            {"quantity": 3},
            JSON,
            compact({"areaCode": "919", "quantity": 5}),
            marks=assumed("assumption D28"),
            id="query first",
        ),
    ],
)
@spends(numbers=3)
def test_an_order_is_read_from_the_query_or_the_body(
    account: Account, query: dict[str, int], headers: dict[str, str], body: bytes
) -> None:
    path = f"/availableNumbers/local?{urlencode(query)}"

    answer = account.request("POST", path, raw=body, headers=headers)

    assert answer.status_code == 201, answer.text
    assert [number["number"][:5] for number in answer.json()] == ["+1919"] * 3


@documented("errors.md; that the whole order is refused: assumption D31")
@pytest.mark.parametrize("query", ["areaCode=555", "state=XX&quantity=1"])
@risks(numbers=10)
def test_an_order_is_fulfilled_as_a_whole_or_not_at_all(account: Account, query: str) -> None:
    before = owned(account)

    answer = account.post(f"/availableNumbers/local?{query}")

    message = "Only a partial quantity of the total telephone numbers ordered could be fulfilled."
    assert_refused(answer, 404, "order-number-quantity-unavailable", message)
    assert owned(account) == before


@documented(
    "errors.md, insufficient-available-balance; that the whole order is refused: assumption D31"
)
@pytest.mark.parametrize(
    ("kind", "amount"),
    [("local?areaCode=919&quantity=2", "1.20000"), ("tollFree?quantity=2", "4.00000")],
)
@needs("accounts")
def test_an_order_beyond_the_balance_is_refused(
    account: Account, simulated: SimulatedNetwork, kind: str, amount: str
) -> None:
    change_rules(simulated, balance=1.1)

    answer = account.post(f"/availableNumbers/{kind}")

    message = (
        "Your account's available balance of 1.10000 is insufficient for this transaction in the "
        f"amount of {amount}."
    )
    assert_refused(answer, 403, "insufficient-available-balance", message)
    assert owned(account) == account.read("account/transactions") == []


@documented("methods/account/getAccountTransactions.md: a charge for each number")
@spends(numbers=3)
def test_each_number_is_charged(account: Account) -> None:
    ordered = account.post("/availableNumbers/local?areaCode=919&quantity=3").json()

    charges = account.read("account/transactions", size=3)
    assert {charge["number"] for charge in charges} == {number["number"] for number in ordered}
    assert {charge["productType"] for charge in charges} == {"local-number-per-month"}


@observed("node-bandwidth asks with an empty body of length 0")
@spends(toll_free=1)
def test_an_order_needs_no_body(account: Account) -> None:
    headers = {"Content-Length": "0"}

    answer = account.request("POST", "/availableNumbers/tollFree/", headers=headers)

    assert answer.status_code == 201


@assumed("assumption A1")
@pytest.mark.parametrize("body", [b"{", b'{"quantity": tru}'])
@risks(numbers=10)
def test_a_malformed_body_orders_nothing(account: Account, body: bytes) -> None:
    before = owned(account)

    answer = account.request("POST", "/availableNumbers/local?areaCode=919", raw=body, headers=JSON)

    assert_refused(answer, 400, "validation-error", "Bad parameters")
    assert owned(account) == before
