"""Near misses: the records that come nearest to what was asked for, property by property."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Generic, NamedTuple

from catapult_simulator.core.expectations.criteria import Criterion, Record
from catapult_simulator.core.expectations.expectation import Expectation

_MOST = 3
_LOOKED_AT = 500  # of the newest records: a report is for people who wait for it
_COMPARED_CLOSELY = 12
_COMPARED = 200  # characters of two texts
_Similarity = Callable[[SequenceMatcher[str]], float]


class Difference(NamedTuple):
    """One property: what was asked for, what was found, and whether it fits."""

    label: str
    asked: object
    found: object
    fits: bool


class NearMiss(NamedTuple, Generic[Record]):
    """A record, and each property that was asked for."""

    record: Record
    differences: tuple[Difference, ...]


def near_misses(
    expectation: Expectation[Record], records: Sequence[Record]
) -> list[NearMiss[Record]]:
    """Up to three of `records` (oldest first), the nearest first, the newer of equals first."""
    newest = list(reversed(records))[:_LOOKED_AT]
    likely = _nearest(expectation, newest, _COMPARED_CLOSELY, SequenceMatcher.quick_ratio)
    nearest = _nearest(expectation, likely, _MOST, SequenceMatcher.ratio)
    return [_miss(expectation.criteria, record) for record in nearest]


def _nearest(
    expectation: Expectation[Record], records: Sequence[Record], most: int, similarity: _Similarity
) -> list[Record]:
    """The nearest of `records`, the earlier of equals first."""
    ranked = (
        (_nearness(expectation.criteria, record, similarity), -at, record)
        for at, record in enumerate(records)
    )
    return [record for *_, record in nlargest(most, ranked, key=lambda rank: rank[:2])]


def _miss(criteria: Sequence[Criterion[Record]], record: Record) -> NearMiss[Record]:
    differences = (
        Difference(each.label, each.asked, each.found_in(record), each.fits(record))
        for each in criteria
    )
    return NearMiss(record, tuple(differences))


def _nearness(
    criteria: Sequence[Criterion[Record]], record: Record, similarity: _Similarity
) -> float:
    """One for each property that fits, less for those that are similar."""
    return sum(
        1.0 if each.fits(record) else 0.9 * _similar(each.asked, each.found_in(record), similarity)
        for each in criteria
    )


def _similar(asked: object, found: object, similarity: _Similarity) -> float:
    if not isinstance(asked, str) or not isinstance(found, str):
        return 0.0
    matcher = SequenceMatcher(None, found[:_COMPARED], asked[:_COMPARED], autojunk=False)
    return similarity(matcher) if matcher.real_quick_ratio() > 0.5 else 0.0
