"""Pages of transactions: any page costs the same, and all pages together are the whole list."""

from random import Random
from typing import Any

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core import account
from catapult_simulator.core.account import DOLLAR, Transaction, TransactionFilter
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

PAGE = 7


@pytest.fixture
def busy(tenant: Tenant, line: PhoneNumber) -> Tenant:
    """An account with 200 charges and payments in a random order, many in one millisecond."""
    tenant.phone_numbers.allocate(SECOND_LINE)
    steps: tuple[Any, ...] = (
        lambda: tenant.messages.send(draft()),
        lambda: tenant.messages.send(draft(from_=SECOND_LINE, to=LINE)),
        lambda: tenant.receive_message(from_=PERSON, to=SECOND_LINE, text="hi"),
        lambda: tenant.number_info.look_up(PERSON),
        lambda: tenant.account.pay(DOLLAR),
        lambda: tenant.advance(0.5),
    )
    random = Random(7)
    for _ in range(200):
        random.choice(steps)()
    return tenant


def pages(tenant: Tenant, wanted: TransactionFilter) -> list[Transaction]:
    found: list[Transaction] = []
    while page := tenant.account.find(wanted, start=len(found), stop=len(found) + PAGE):
        found += page
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        TransactionFilter(),
        TransactionFilter(number=LINE),
        TransactionFilter(number=SECOND_LINE),
        TransactionFilter(type="charge"),
        TransactionFilter(type="payment"),
        TransactionFilter(number=LINE, type="charge"),
    ],
    ids=str,
)
@pytest.mark.parametrize("bounded", [False, True], ids=["all time", "some time"])
def test_the_pages_are_the_transactions_that_match(
    busy: Tenant, wanted: TransactionFilter, bounded: bool
) -> None:
    everything = busy.account.find(TransactionFilter(), start=0, stop=10_000)
    times = sorted(each.time_ms for each in everything)
    if bounded:
        wanted = wanted._replace(from_ms=times[20], to_ms=times[-20])

    found = pages(busy, wanted)

    assert found == [each for each in everything if wanted.matches(each)]
    assert found == sorted(found, key=lambda each: -each.time_ms)
    assert len({each.id for each in found}) == len(found)


@pytest.mark.parametrize("number", [None, LINE])
def test_a_late_page_reads_no_message_before_it(
    tenant: Tenant, line: PhoneNumber, monkeypatch: pytest.MonkeyPatch, number: str | None
) -> None:
    """Page 250 took 0.9 s, and held up all other clients."""
    for _ in range(300):
        tenant.messages.send(draft())
    read: list[Transaction] = []
    of_message = account._of_message

    def noted(message: Message) -> Transaction:
        read.append(of_message(message))
        return read[-1]

    monkeypatch.setattr(account, "_of_message", noted)

    found = tenant.account.find(TransactionFilter(number=number), start=280, stop=290)

    assert read == found
    assert len(found) == 10
