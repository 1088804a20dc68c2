"""The numbers of a region that match a mask, in a scattered but fixed order.

The numbers are not stored: the n-th one is computed. Steps of the golden ratio of their count visit
each number once, and consecutive numbers differ in area code, exchange and line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from math import gcd
from typing import TypeVar

from catapult_simulator.core.numbers.patterns import Mask
from catapult_simulator.core.numbers.stock import Region

_GOLDEN = 0.6180339887498949
Item = TypeVar("Item")


def scattered_numbers(region: Region, mask: Mask) -> Iterator[str]:
    """The ten digits of each number of `region` that matches `mask`, once, scattered."""
    parts = _matching(region, mask.digits[:6])
    ends = list(accumulate(len(exchanges) for _, exchanges in parts))
    free, line = mask.digits[6:].count("?"), mask.digits[6:].replace("?", "%s")
    lines = 10**free
    for at in _permutation(ends[-1] * lines if ends else 0):
        head, rest = divmod(at, lines)
        part = bisect_right(ends, head)
        code, exchanges = parts[part]
        yield code + exchanges[head - ends[part]] + line % tuple(f"{rest:0{free}d}"[:free])


def round_robin(iterators: Iterable[Iterator[Item]]) -> Iterator[Item]:
    """The first item of each iterator, then the second of each, until all have ended."""
    active = list(iterators)
    while active:
        unfinished = []
        for iterator in active:
            for item in iterator:
                yield item
                unfinished.append(iterator)
                break
        active = unfinished


def _permutation(count: int) -> Iterator[int]:
    """0 to `count` - 1, each once, in steps of the golden ratio."""
    step = max(1, int(count * _GOLDEN))
    while gcd(step, count) > 1:
        step += 1
    at = 0
    for _ in range(count):
        at = (at + step) % count
        yield at


def _matching(region: Region, digits: str) -> Region:
    """The part of `region` whose area codes and exchanges match six digits, `?` for any."""
    matches_code = re.compile(digits[:3].replace("?", "."))
    parts = (
        (code, _matching_exchanges(at, digits[3:]))
        for code, at in region
        if matches_code.match(code)
    )
    return tuple((code, exchanges) for code, exchanges in parts if exchanges)


@lru_cache(maxsize=1024)
def _matching_exchanges(exchanges: tuple[str, ...], digits: str) -> tuple[str, ...]:
    if digits == "???":
        return exchanges
    matches = re.compile(digits.replace("?", ".")).match
    return tuple(exchange for exchange in exchanges if matches(exchange))
