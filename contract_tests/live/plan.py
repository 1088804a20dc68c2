"""The list of what a run would do and spend, for `--dry-run`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pytest

from contract_tests.evidence import kinds_of, risked_by, spent_by
from contract_tests.live.facts import cited
from contract_tests.live.spending import NOTHING, Spending, dollars


def total(items: Sequence[pytest.Item]) -> tuple[Spending, Spending]:
    """Of all checks: what they spend, and what they may spend at most."""
    spent = risked = NOTHING
    for item in items:
        spent, risked = spent.plus(spent_by(item)), risked.plus(risked_by(item))
    return spent, spent.plus(risked)


def headline(items: Sequence[pytest.Item], budget: Decimal) -> str:
    """The spending of `items` in one line. A check that no budget covers is not sent."""
    affordable = [item for item in items if total([item])[1].cost <= budget]
    spent, most = total(affordable)
    dear = len(items) - len(affordable)
    beside = f"; {dear} checks could cost more than CATAPULT_BUDGET each" if dear else ""
    return (
        f"up to {spent.messages} messages, about {dollars(spent.cost)} ({spent}); "
        f"if nothing were refused {most}, {dollars(most.cost)}{beside}"
    )


def lines(
    items: Sequence[pytest.Item], skipped: Mapping[str, str], budget: Decimal
) -> Iterator[str]:
    """The whole plan. `skipped` are the reasons of checks that would not run, by node id."""
    run = [item for item in items if item.nodeid not in skipped]
    yield "Dry run: nothing is sent."
    yield ""
    yield f"{len(run)} checks would run, {len(skipped)} not:"
    for reason, count in Counter(skipped.values()).most_common():
        yield f"  {count:4}  {reason}"
    yield ""
    yield "Checks that cost (if nothing were refused in brackets), and what they send:"
    for item in run:
        if (most := spent_by(item).plus(risked_by(item))) != NOTHING:
            yield f"  {_cost(item, most)}  {_short(item.nodeid)}"
    yield ""
    yield f"Assumptions that could be settled: {len(assumptions(run))}."
    yield f"In all: {headline(run, budget)}."


def assumptions(items: Sequence[pytest.Item]) -> set[str]:
    """The ids of the assumptions that these checks test."""
    sources = (
        str(mark.args[0]) for item in items for mark in item.iter_markers("assumed") if mark.args
    )
    return {each for source in sources for each in cited(source)}


def assumed_facts(items: Sequence[pytest.Item]) -> int:
    """The number of checks whose evidence is an assumption."""
    return sum(kinds_of(item)[:1] == ["assumed"] for item in items)


def _cost(item: pytest.Item, most: Spending) -> str:
    spent = spent_by(item)
    return f"{dollars(spent.cost):>7} ({dollars(most.cost)}): {most}"


def _short(nodeid: str) -> str:
    return nodeid.partition("contract_tests/")[2] or nodeid
