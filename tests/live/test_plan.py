"""The order of the checks, and the budget that covers them."""

from decimal import Decimal
from typing import cast

import pytest
from contract_tests.evidence import assumed, documented, risks, spends
from contract_tests.live.plan import REQUESTS, by_cost, enough, left_out, lines, unpaid

from .builders import OWN, settings

ONE = settings(NUMBERS=OWN, PERSON="+13362154440", ORDER_NUMBERS="yes", BUDGET="0.02")


class Check:
    """A check with marks, as pytest has it."""

    def __init__(self, name: str, *marks: pytest.MarkDecorator) -> None:
        self.nodeid = f"contract_tests/test_x.py::{name}"
        self.own_markers = [mark.mark for mark in marks]

    def iter_markers(self, name: str = "") -> list[pytest.Mark]:
        return [mark for mark in self.own_markers if name in ("", mark.name)]

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return next(iter(self.iter_markers(name)), None)


def check(name: str, *marks: pytest.MarkDecorator) -> pytest.Item:
    return cast(pytest.Item, Check(name, *marks))


DEAR = check("dear", documented("x"), risks(numbers=5000))
TWO = check("two", documented("x"), spends(1), risks(1))
ONE_MESSAGE = check("one", documented("x"), spends(1))
GUESS = check("guess", assumed("assumption X1"), risks(1))
FREE = check("free", documented("x"))
ALL = [DEAR, TWO, ONE_MESSAGE, GUESS, FREE]


def test_cheap_checks_come_first_and_those_of_assumptions_before_their_equals() -> None:
    assert by_cost(ALL, ONE) == [FREE, GUESS, ONE_MESSAGE, TWO, DEAR]


def test_the_budget_that_covers_all_is_in_whole_dollars_and_leaves_out_the_dear() -> None:
    assert enough(ALL, ONE) == (Decimal(1), 1)
    assert enough(ALL, ONE, counted=Decimal("1.98")) == (Decimal(3), 1)


def test_checks_that_the_rest_does_not_cover_are_counted() -> None:
    assert left_out(by_cost(ALL, ONE), ONE, Decimal("0.02")) == 2


def test_a_dry_run_says_the_budget_to_set() -> None:
    said = "\n".join(lines(by_cost(ALL, ONE), {}, ONE))

    assert "1 check could cost more than $50 each; no budget is proposed for that." in said
    assert "CATAPULT_BUDGET=0.02 may leave out of the others the 1 that cost most; " in said
    assert "CATAPULT_BUDGET=1 covers the others." in said
    enough_of_it = settings(NUMBERS=OWN, PERSON="+13362154440", BUDGET="5")
    assert "CATAPULT_BUDGET=5 covers them all." in list(lines(ALL[1:], {}, enough_of_it))


@pytest.mark.parametrize(
    ("resumed", "again"),
    [(True, "with the same --resume only they are asked"), (False, "all are asked again")],
)
def test_a_run_says_how_many_checks_its_budget_left_out(resumed: bool, again: str) -> None:
    assert list(unpaid([TWO, TWO, DEAR], ONE, Decimal("9.99"), resumed=resumed)) == [
        "live: 2 checks left out for lack of budget; CATAPULT_BUDGET=11 covers them too, "
        f"and {again}",
        "live: 1 check left out that could cost more than $50 each",
    ]
    assert list(unpaid([], ONE, Decimal(0))) == []


def test_a_dry_run_says_how_long_the_pace_takes() -> None:
    checks = [check(f"each{number}", documented("x"), spends(1)) for number in range(60)]

    slow, quick = (settings(NUMBERS=OWN, RATE=rate, REQUEST_RATE="1") for rate in ("0.5", "60"))

    assert f"It takes about {2 + REQUESTS} minutes, and" in "\n".join(lines(checks, {}, slow))
    assert f"It takes about {REQUESTS} minutes, and" in "\n".join(lines(checks, {}, quick))


def test_a_check_that_costs_stands_with_the_most_that_it_could_cost() -> None:
    said = list(lines(by_cost(ALL, ONE), {}, ONE))

    assert "   $0.015 test_x.py::two: 2 messages; $0.0075 as the API is known" in said
