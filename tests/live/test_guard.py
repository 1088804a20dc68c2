"""The guard: which requests do not leave."""

from decimal import Decimal

import pytest
from contract_tests.account import Json
from contract_tests.live.belongings import Belongings
from contract_tests.live.guard import Guard, NotSent
from contract_tests.live.session import Wire
from contract_tests.live.spending import NOTHING, Spending
from contract_tests.target import live_target

from .builders import BASE, OWN, answered, asked, settings

TEXT = {"from": OWN, "to": "+1", "text": "x"}


@pytest.fixture
def guard() -> Guard:
    guard = Guard(BASE, Decimal("0.02"), order_numbers=False, numbers=(OWN,))
    guard.begin(Spending(9, 9, 9))
    return guard


def test_a_request_that_would_pass_the_budget_is_not_sent(guard: Guard) -> None:
    guard.before(asked("POST", "messages", TEXT))
    guard.before(asked("POST", "messages", TEXT))

    with pytest.raises(NotSent, match=r"may cost \$0.0075, and \$0.005 of CATAPULT_BUDGET=0.02"):
        guard.before(asked("POST", "messages", TEXT))

    assert guard.counted == Spending(2)


def test_a_refused_message_counts_as_if_it_were_sent(guard: Guard) -> None:
    request = asked("POST", "messages", TEXT)
    guard.before(request)
    guard.after(answered(request, 400, {"code": "validation-error"}))

    assert (guard.counted, guard.accepted) == (Spending(1), NOTHING)


def test_a_check_sends_no_more_than_it_announced(guard: Guard) -> None:
    guard.begin(Spending(1))
    guard.before(asked("POST", "messages", TEXT))

    with pytest.raises(NotSent, match="announced 1 message and would spend 2 messages"):
        guard.before(asked("POST", "messages", TEXT))


def test_what_costs_nothing_needs_no_announcement(guard: Guard) -> None:
    guard.begin(NOTHING)

    guard.before(asked("GET", "messages"))
    guard.before(asked("POST", "applications", {"name": "x"}))


def test_numbers_are_ordered_with_a_second_yes_only() -> None:
    order = asked("POST", "phoneNumbers", {"number": "+19195551212"})
    for yes in (False, True):
        guard = Guard(BASE, Decimal(5), order_numbers=yes)
        guard.begin(Spending(numbers=1))
        if yes:
            guard.before(order)
            continue
        with pytest.raises(NotSent, match="set CATAPULT_ORDER_NUMBERS=yes if it may"):
            guard.before(order)


def test_credentials_go_to_the_api_only(guard: Guard) -> None:
    with pytest.raises(NotSent, match=f"only {BASE} gets the credentials"):
        guard.before(asked("GET", "messages", host=f"{BASE}.elsewhere.example.com"))


@pytest.mark.parametrize("reference", ["n-1", OWN, f"%2B{OWN[1:]}"])
def test_a_number_of_the_account_is_never_released(guard: Guard, reference: str) -> None:
    shown = {"id": "n-1", "number": OWN}
    guard.after(answered(asked("GET", f"phoneNumbers/{OWN}"), 200, shown))

    with pytest.raises(NotSent, match="which the account keeps"):
        guard.before(asked("DELETE", f"phoneNumbers/{reference}"))


def test_another_number_may_be_released(guard: Guard) -> None:
    guard.before(asked("DELETE", "phoneNumbers/n-2"))


def test_a_batch_is_accepted_item_by_item(guard: Guard) -> None:
    batch = asked("POST", "messages", [TEXT, TEXT])
    results = [{"result": "accepted"}, {"result": "error"}]
    guard.after(answered(batch, 202, results))

    assert guard.accepted == Spending(1)


TWO = (OWN, "+13362154440")


@pytest.mark.parametrize(
    ("numbers", "message", "billed"),
    [
        (TWO, TEXT, 2),
        (TWO, TEXT | {"media": ["http://x"]}, 4),
        ((OWN,), TEXT, 1),
        ((OWN,), TEXT | {"to": OWN}, 2),
    ],
)
def test_a_message_to_an_own_number_is_billed_at_both_ends(
    numbers: tuple[str, ...], message: Json, billed: int
) -> None:
    guard = Guard(BASE, Decimal(1), order_numbers=False, numbers=numbers)
    guard.begin(Spending(2))
    request = asked("POST", "messages", message)
    guard.before(request)
    guard.after(answered(request, 201))

    assert (guard.counted, guard.accepted) == (Spending(billed), Spending(billed))


def test_a_check_between_own_numbers_needs_budget_for_both_ends() -> None:
    guard = Guard(BASE, Decimal("0.01"), order_numbers=False, numbers=TWO)

    assert "it may spend $0.015 (2 messages)" in guard.refuse_check(Spending(1))


def test_a_spending_is_noted_before_its_request_leaves(guard: Guard) -> None:
    noted: list[Spending] = []
    guard.note = noted.append

    guard.before(asked("POST", "messages", TEXT))
    guard.before(asked("GET", "messages"))

    assert noted == [Spending(1)]


def test_the_clean_up_does_not_release_an_own_number(guard: Guard) -> None:
    wire = Wire(settings(), guard, Belongings())

    with pytest.raises(NotSent, match="which the account keeps"):
        wire.look("DELETE", f"phoneNumbers/{OWN}")


def test_without_a_person_a_live_run_sends_to_a_fictional_number() -> None:
    target = live_target(settings(NUMBERS=OWN))
    account = Wire(settings(), Guard(BASE, Decimal(1), order_numbers=False), Belongings()).account

    assert target.network(account, None).person == "+19195550123"
