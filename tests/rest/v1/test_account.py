"""The account on the wire: how money is written, which queries are read."""

import pytest

from builders import LINE, PERSON, Client, draft
from catapult_simulator.core.account import DOLLAR
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.rest.v1.account import amount


def test_the_account_shows_its_balance(client: Client, tenant: Tenant) -> None:
    tenant.account.set_balance(53_837_250)

    answer = client.get("account")

    assert answer.body == b'{"balance":"538.37250","accountType":"pre-pay"}'


@pytest.mark.parametrize(
    ("stored", "written"),
    [(500, "0.005"), (1500, "0.015"), (60_000, "0.60"), (200_000, "2.00"), (2_012_345, "20.12345"),
     (0, "0.00"), (750, "0.0075"), (10, "0.0001")],
)  # fmt: skip
def test_an_amount_has_at_least_two_decimals(stored: int, written: str) -> None:
    assert amount(stored) == written


def test_a_charge_has_all_fields(client: Client, tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft(text="x" * 161))

    assert list(client.get("account/transactions").json[0].items())[1:] == [
        ("time", "2019-05-01T12:00:00Z"),
        ("amount", "0.01"),
        ("type", "charge"),
        ("units", 2),
        ("productType", "sms-out"),
        ("number", LINE),
        ("resourceId", sent.id),
    ]


def test_a_payment_has_no_product_or_number(client: Client, tenant: Tenant) -> None:
    tenant.account.pay(20 * DOLLAR)

    (paid,) = client.get("account/transactions").json
    assert list(paid) == ["id", "time", "amount", "type", "units"]
    assert (paid["amount"], paid["type"], paid["units"]) == ("20.00", "payment", 0)


@pytest.fixture
def history(tenant: Tenant, line: PhoneNumber) -> None:
    """A number at noon, a payment, an auto-recharge and a name, a minute apart."""
    for happen in (
        lambda: tenant.account.pay(DOLLAR),
        lambda: tenant.account.pay(DOLLAR, "auto-recharge"),
        lambda: tenant.number_info.look_up(PERSON),
    ):
        tenant.advance(60)
        happen()


@pytest.mark.parametrize(
    ("query", "minutes"),
    [
        ("", "3210"),
        ("type=payment", "1"),
        ("type=Payment", "1"),
        ("type=auto-recharge", "2"),
        ("type=AutoRecharge", "2"),
        ("type=Auto-Recharge", "2"),
        ("type=", "3210"),
        ("type=nonsense", ""),
        ("number=%2B19195550001", "3"),
        ("number=+19195550001", "3"),
        ("number=(919)%20555-0001", "3"),
        ("number=nobody", ""),
        ("fromDate=2019-05-01T12:01:00Z&toDate=2019-05-01T12:02:00Z", "21"),
        ("fromDate=2019-05-01T12:01:00.0000000Z", "321"),
        ("fromDate=2019-05-01T13:01:00%2B0100", "321"),
        ("fromDate=2019-05-01T13:01:00+0100", "321"),
        ("toDate=2019-05-01 12:01", "10"),
        ("toDate=2019-05-01", ""),
        ("fromDate=2019", "3210"),
        ("fromDate=2019-05-01T12:02:00Z&toDate=2019-05-01T12:01:00Z", ""),
        ("maxItems=2", "32"),
        ("size=1&page=2", "1"),
        ("size=5000", "3210"),
        ("colour=red", "3210"),
    ],
)
@pytest.mark.usefixtures("history")
def test_transactions_are_filtered(client: Client, query: str, minutes: str) -> None:
    answer = client.get(f"account/transactions?{query}")

    assert "".join(item["time"][15] for item in answer.json) == minutes


@pytest.mark.parametrize("query", ["size=0", "size=x", "page=-1", "maxItems=1.5", "fromDate=x",
                                   "toDate=2019-13-01", "maxItems=9999999999"])  # fmt: skip
def test_an_invalid_parameter_is_refused(client: Client, query: str) -> None:
    answer = client.get(f"account/transactions?{query}")

    assert (answer.status, answer.code, answer.message) == (
        400,
        "validation-error",
        "Bad parameters",
    )


@pytest.mark.usefixtures("history")
def test_a_link_carries_the_filters(client: Client) -> None:
    link = client.get("account/transactions?size=1&type=charge&number=&x=a,b").headers["link"]

    first, following = link.split(",")
    assert first.endswith('transactions?type=charge&number=&x=a%2Cb&page=0&size=1>; rel="first"')
    assert following.startswith("<http://simulator.test:8080/v1/users/")
    assert following.endswith('?type=charge&number=&x=a%2Cb&page=1&size=1>; rel="next"')


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("query", "more"),
    [("maxItems=3&size=2", True), ("maxItems=2&size=2", False), ("maxItems=0", False)],
)
def test_max_items_ends_the_pages(client: Client, query: str, more: bool) -> None:
    link = client.get(f"account/transactions?{query}").headers["link"]

    assert ('rel="next"' in link) is more
