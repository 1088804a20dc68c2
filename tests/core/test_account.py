"""The account: prices, the balance, and the list of transactions."""

from threading import Thread

import pytest

from builders import LINE, PERSON, TOLL_FREE, code_of, draft
from catapult_simulator.core.account import (
    DOLLAR,
    FIRST_BALANCE,
    PaymentType,
    Transaction,
    TransactionFilter,
    in_dollars,
)
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

EVERYTHING = TransactionFilter()
PICTURE = ("http://a.test/cat.jpg",)


def found(
    tenant: Tenant, filters: TransactionFilter = EVERYTHING, *, start: int = 0, stop: int = 100
) -> list[Transaction]:
    return tenant.account.find(filters, start=start, stop=stop)


def products(transactions: list[Transaction]) -> list[str | None]:
    return [transaction.product_type for transaction in transactions]


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0.00000"),
        (1, "0.00001"),
        (500, "0.00500"),
        (53_837_250, "538.37250"),
        (-500, "-0.00500"),
        (-DOLLAR, "-1.00000"),
    ],
)
def test_an_amount_has_five_decimals(amount: int, written: str) -> None:
    assert in_dollars(amount) == written


def test_a_new_account_has_money_and_no_history(tenant: Tenant) -> None:
    assert tenant.account.balance == FIRST_BALANCE
    assert found(tenant) == []


@pytest.mark.parametrize(("text", "segments"), [("x", 1), ("x" * 161, 2), ("ж" * 135, 3)])
def test_a_message_costs_by_its_segments(
    tenant: Tenant, line: PhoneNumber, text: str, segments: int
) -> None:
    before = tenant.account.balance

    sent = tenant.messages.send(draft(text=text))

    charge = found(tenant)[0]
    assert charge[2:] == (500 * segments, "charge", segments, "sms-out", LINE, sent.id)
    assert before - tenant.account.balance == charge.amount


def test_an_inbound_message_is_charged_to_its_receiver(tenant: Tenant, line: PhoneNumber) -> None:
    received = tenant.receive_message(from_=PERSON, to=LINE, media=PICTURE).message

    assert found(tenant)[0][2:] == (1500, "charge", 1, "mms-in", LINE, received.id)


def test_a_message_between_own_numbers_costs_twice(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft(to=LINE))
    tenant.settle()

    assert products(found(tenant))[:2] == ["sms-in", "sms-out"]


@pytest.mark.parametrize("number", [LINE, TOLL_FREE])
def test_an_ordered_number_is_charged_for_a_month(tenant: Tenant, number: str) -> None:
    ordered = tenant.phone_numbers.allocate(number)

    kind, amount = ("toll-free", 200_000) if number == TOLL_FREE else ("local", 60_000)
    expected = (amount, "charge", 1, f"{kind}-number-per-month", number, ordered.id)
    assert found(tenant)[0][2:] == expected


def test_each_caller_name_lookup_is_charged(tenant: Tenant) -> None:
    for _ in range(2):
        tenant.number_info.look_up(PERSON)

    assert [each[2:] for each in found(tenant)] == [
        (500, "charge", 1, "cnam-search", PERSON, None)
    ] * 2


@pytest.mark.parametrize("kind", ["payment", "credit", "auto-recharge"])
def test_payments_and_credits_add_to_the_balance(tenant: Tenant, kind: PaymentType) -> None:
    tenant.account.pay(20 * DOLLAR, kind)

    assert tenant.account.balance == FIRST_BALANCE + 20 * DOLLAR
    (paid,) = found(tenant)
    assert (paid.type, paid.amount, paid.units, paid.product_type) == (kind, 20 * DOLLAR, 0, None)


def test_all_transactions_are_listed_newest_first(tenant: Tenant, line: PhoneNumber) -> None:
    for step in (
        lambda: tenant.messages.send(draft()),
        lambda: tenant.number_info.look_up(PERSON),
        lambda: tenant.receive_message(from_=PERSON, to=LINE, text="hi"),
    ):
        tenant.advance(1)
        step()

    assert products(found(tenant)) == [
        "sms-in",
        "cnam-search",
        "sms-out",
        "local-number-per-month",
    ]


def test_each_transaction_has_an_id_of_its_own(tenant: Tenant, line: PhoneNumber) -> None:
    for _ in range(3):
        tenant.messages.send(draft())
        tenant.number_info.look_up(PERSON)

    ids = [transaction.id for transaction in found(tenant)]
    assert len(set(ids)) == 7
    assert all(each.startswith("pptx-") for each in ids)
    assert ids == [transaction.id for transaction in found(tenant)]


@pytest.fixture
def history(tenant: Tenant, line: PhoneNumber) -> list[int]:
    """Times in ms of: the charge for the line, a message, a payment, another message."""
    tenant.advance(1)
    tenant.messages.send(draft())
    tenant.advance(1)
    tenant.account.pay(DOLLAR)
    tenant.advance(1)
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    return [transaction.time_ms for transaction in reversed(found(tenant))]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (TransactionFilter(type="charge"), ["sms-in", "sms-out", "local-number-per-month"]),
        (TransactionFilter(type="payment"), [None]),
        (TransactionFilter(type="credit"), []),
        (TransactionFilter(number=LINE), ["sms-in", "sms-out", "local-number-per-month"]),
        (TransactionFilter(number=PERSON), []),
        (TransactionFilter(type="payment", number=LINE), []),
    ],
)
@pytest.mark.usefixtures("history")
def test_transactions_are_found_by_type_and_number(
    tenant: Tenant, filters: TransactionFilter, expected: list[str | None]
) -> None:
    assert products(found(tenant, filters)) == expected


def test_both_bounds_of_a_time_filter_are_inclusive(tenant: Tenant, history: list[int]) -> None:
    filters = TransactionFilter(from_ms=history[1], to_ms=history[2])

    assert products(found(tenant, filters)) == [None, "sms-out"]
    assert found(tenant, TransactionFilter(from_ms=history[3] + 1)) == []
    assert found(tenant, TransactionFilter(to_ms=history[0] - 1)) == []


@pytest.mark.usefixtures("history")
def test_start_and_stop_select_a_part_of_the_list(tenant: Tenant) -> None:
    whole = found(tenant)

    parts = [found(tenant, start=start, stop=start + 2) for start in range(0, 6, 2)]

    assert parts == [whole[:2], whole[2:], []]


def test_a_balance_that_was_set_is_enforced(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft())
    tenant.account.set_balance(700)

    tenant.messages.send(draft())

    assert code_of(tenant.messages.send, draft()) == "insufficient-available-balance"
    assert code_of(tenant.number_info.look_up, PERSON) == "insufficient-available-balance"
    assert code_of(tenant.phone_numbers.allocate, TOLL_FREE) == "insufficient-available-balance"
    assert tenant.account.balance == 200


def test_a_reset_gives_a_new_account(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.account.set_balance(0)

    tenant.reset()

    assert (tenant.account.balance, found(tenant)) == (FIRST_BALANCE, [])
    assert not tenant.rules.refuse_without_credit


def test_transactions_are_read_while_the_account_is_locked(tenant: Tenant) -> None:
    """A page that takes a second must not hold the lock for which the event loop would wait."""
    tenant.account.pay(1)
    pages: list[list[Transaction]] = []

    def read() -> None:
        pages.append(tenant.account.find(TransactionFilter(), start=0, stop=9))

    with tenant._world.lock:
        reader = Thread(target=read, daemon=True)
        reader.start()
        reader.join(20)
        assert [each.type for each in pages[0]] == ["payment"]
