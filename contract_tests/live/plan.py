"""The list of what a run would do and spend, for `--dry-run`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

import pytest

from contract_tests.evidence import kinds_of, risked_by, spent_by
from contract_tests.live.facts import cited
from contract_tests.live.settings import Settings
from contract_tests.live.spending import NOTHING, Spending, amount, dollars, legs

REQUESTS = 2  # for each check, as measured, beside those that send messages
DEAR = Decimal(50)  # US dollars for one check: no budget is proposed for more


def cost(item: pytest.Item, settings: Settings) -> tuple[Spending, Spending]:
    """The cost of a check as the API is known, and at most: the orders that may be sent."""
    often = legs(settings.numbers)
    spent = spent_by(item).billed(often)
    most = spent.plus(risked_by(item).billed(often))
    if settings.order_numbers:
        return spent, most
    return Spending(spent.messages), Spending(most.messages)


def by_cost(items: Sequence[pytest.Item], settings: Settings) -> list[pytest.Item]:
    """The checks in the order to run them, so that a budget covers as many as it can.

    Those that cost nothing come first, then the cheap ones; of equal cost, those of assumptions.
    """
    return sorted(items, key=lambda item: (cost(item, settings)[1].cost, not _is_assumed(item)))


def enough(
    items: Sequence[pytest.Item], settings: Settings, counted: Decimal = Decimal(0)
) -> tuple[Decimal, int]:
    """Whole dollars that cover these checks if nothing were refused, and how many are too dear.

    `counted` is added, in dollars. A check that could cost more than DEAR is not covered.
    """
    costs = [cost(item, settings)[1].cost for item in items]
    covered = [each for each in costs if each <= DEAR]
    return _whole(sum(covered, counted)), len(costs) - len(covered)


def left_out(items: Sequence[pytest.Item], settings: Settings, left: Decimal) -> int:
    """How many of the checks `left` dollars do not cover, if nothing were refused."""
    count = 0
    for each in (cost(item, settings)[1].cost for item in items):
        left, count = (left - each, count) if each <= left else (left, count + 1)
    return count


def unpaid(
    items: Iterable[pytest.Item], settings: Settings, counted: Decimal, *, resumed: bool = False
) -> Iterator[str]:
    """The line after a run whose budget did not cover these checks. `counted` is spent already.

    With `resumed`, the next run asks only these; else all again.
    """
    missing = list(items)
    needed, dear = enough(missing, settings, counted)
    again = "with the same --resume only they are asked" if resumed else "all are asked again"
    if left := len(missing) - dear:
        yield (
            f"live: {amount(left, 'check')} left out for lack of budget; "
            f"CATAPULT_BUDGET={needed} covers {'it' if left == 1 else 'them'} too, and {again}"
        )
    if dear:
        yield f"live: {amount(dear, 'check')} left out that could cost more than ${DEAR} each"


def headline(items: Sequence[pytest.Item], settings: Settings) -> str:
    """The spending of `items` in one line. A check that no budget covers is not sent."""
    costs = [cost(item, settings) for item in items]
    affordable = [each for each in costs if each[1].cost <= settings.budget]
    spent, most = (_sum(each[which] for each in affordable) for which in (0, 1))
    dear = len(costs) - len(affordable)
    beside = f"; {amount(dear, 'check')} could cost more than CATAPULT_BUDGET each" if dear else ""
    return (
        f"up to {spent.messages} messages, about {dollars(spent.cost)} ({spent}); "
        f"if nothing were refused {most}, {dollars(most.cost)}{beside}"
    )


def lines(
    items: Sequence[pytest.Item], skipped: Mapping[str, str], settings: Settings
) -> Iterator[str]:
    """The whole plan. `skipped` are the reasons of checks that would not run, by node id."""
    run = [item for item in items if item.nodeid not in skipped]
    yield "Dry run: nothing is sent."
    yield ""
    yield f"{amount(len(run), 'check')} would run, {len(skipped)} not:"
    for reason, count in Counter(skipped.values()).most_common():
        yield f"  {count:4}  {reason}"
    yield ""
    yield "Checks that cost, by the most that each could cost if nothing were refused:"
    for item in run:
        spent, most = cost(item, settings)
        if most != NOTHING:
            known = f"{dollars(spent.cost)} as the API is known"
            yield f"  {dollars(most.cost):>7} {_short(item.nodeid)}: {most}; {known}"
    yield ""
    yield f"Assumptions that could be settled: {len(assumptions(run))}."
    yield f"In all: {headline(run, settings)}."
    yield f"It takes about {_duration(run, settings)}, and longer where callbacks are waited for."
    yield from _budget(run, settings)


def _budget(run: Sequence[pytest.Item], settings: Settings) -> Iterator[str]:
    dollars_needed, dear = enough(run, settings)
    missing = left_out(run, settings, settings.budget) - dear
    others = "the others" if dear else "them all"
    if dear:
        yield (
            f"{amount(dear, 'check')} could cost more than ${DEAR} each; "
            "no budget is proposed for that."
        )
    if missing > 0:
        of_others = "of the others " if dear else ""
        yield (
            f"CATAPULT_BUDGET={settings.budget} may leave out {of_others}the {missing} that cost "
            f"most; CATAPULT_BUDGET={dollars_needed} covers {others}."
        )
    else:
        yield f"CATAPULT_BUDGET={settings.budget} covers {others}."


def _duration(run: Sequence[pytest.Item], settings: Settings) -> str:
    """Minutes, at the pace of the settings."""
    messages = sum(cost(item, settings)[0].messages for item in run) / legs(settings.numbers)
    seconds = messages / settings.rate + REQUESTS * len(run) / settings.request_rate
    return amount(max(1, round(seconds / 60)), "minute")


def assumptions(items: Sequence[pytest.Item]) -> set[str]:
    """The ids of the assumptions that these checks test."""
    sources = (
        str(mark.args[0]) for item in items for mark in item.iter_markers("assumed") if mark.args
    )
    return {each for source in sources for each in cited(source)}


def assumed_facts(items: Sequence[pytest.Item]) -> int:
    """The number of checks whose evidence is an assumption."""
    return sum(map(_is_assumed, items))


def _is_assumed(item: pytest.Item) -> bool:
    return kinds_of(item)[:1] == ["assumed"]


def _whole(amount: Decimal) -> Decimal:
    return amount.to_integral_value(ROUND_CEILING)


def _sum(costs: Iterable[Spending]) -> Spending:
    total = NOTHING
    for each in costs:
        total = total.plus(each)
    return total


def _short(nodeid: str) -> str:
    return nodeid.partition("contract_tests/")[2] or nodeid
