"""The list of what a run would do and spend, for `--dry-run`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest

from contract_tests.evidence import kinds_of, risked_by, spent_by
from contract_tests.live.facts import cited
from contract_tests.live.settings import Settings
from contract_tests.live.spending import NOTHING, Spending, dollars, legs


def cost(item: pytest.Item, settings: Settings) -> tuple[Spending, Spending]:
    """The cost of a check as the API is known, and at most: the orders that may be sent."""
    often = legs(settings.numbers)
    spent = spent_by(item).billed(often)
    most = spent.plus(risked_by(item).billed(often))
    if settings.order_numbers:
        return spent, most
    return Spending(spent.messages), Spending(most.messages)


def headline(items: Sequence[pytest.Item], settings: Settings) -> str:
    """The spending of `items` in one line. A check that no budget covers is not sent."""
    costs = [cost(item, settings) for item in items]
    affordable = [each for each in costs if each[1].cost <= settings.budget]
    spent, most = (_sum(each[which] for each in affordable) for which in (0, 1))
    dear = len(costs) - len(affordable)
    beside = f"; {dear} checks could cost more than CATAPULT_BUDGET each" if dear else ""
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
    yield f"{len(run)} checks would run, {len(skipped)} not:"
    for reason, count in Counter(skipped.values()).most_common():
        yield f"  {count:4}  {reason}"
    yield ""
    yield "Checks that cost (if nothing were refused in brackets), and what is billed at most:"
    for item in run:
        spent, most = cost(item, settings)
        if most != NOTHING:
            yield f"  {dollars(spent.cost):>7} ({dollars(most.cost)}) {_short(item.nodeid)}: {most}"
    yield ""
    yield f"Assumptions that could be settled: {len(assumptions(run))}."
    yield f"In all: {headline(run, settings)}."


def assumptions(items: Sequence[pytest.Item]) -> set[str]:
    """The ids of the assumptions that these checks test."""
    sources = (
        str(mark.args[0]) for item in items for mark in item.iter_markers("assumed") if mark.args
    )
    return {each for source in sources for each in cited(source)}


def assumed_facts(items: Sequence[pytest.Item]) -> int:
    """The number of checks whose evidence is an assumption."""
    return sum(kinds_of(item)[:1] == ["assumed"] for item in items)


def _sum(costs: Iterable[Spending]) -> Spending:
    total = NOTHING
    for each in costs:
        total = total.plus(each)
    return total


def _short(nodeid: str) -> str:
    return nodeid.partition("contract_tests/")[2] or nodeid
