"""Walking through numbers that nobody wrote down.

The numbers of a region that fit a mask are counted, not listed: the n-th one is computed. The walk
takes steps of the golden section of their count, so that neighbours on the walk differ in area
code, exchange and line, and every number comes exactly once. The same region and mask always give
the same walk.
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
_T = TypeVar("_T")


def walk(region: Region, mask: Mask) -> Iterator[str]:
    """The ten digits of each number of `region` that fits `mask`, once, scattered."""
    parts = _fitting(region, mask.digits[:6])
    ends = list(accumulate(len(exchanges) for _, exchanges in parts))
    free, line = mask.digits[6:].count("?"), mask.digits[6:].replace("?", "%s")
    lines = 10**free
    for at in _scattered(ends[-1] * lines if ends else 0):
        head, rest = divmod(at, lines)
        part = bisect_right(ends, head)
        code, exchanges = parts[part]
        yield code + exchanges[head - ends[part]] + line % tuple(f"{rest:0{free}d}"[:free])


def round_robin(walks: Iterable[Iterator[_T]]) -> Iterator[_T]:
    """One of each walk, then the next of each, until all have ended."""
    waiting = list(walks)
    while waiting:
        still = []
        for one in waiting:
            for found in one:
                yield found
                still.append(one)
                break
        waiting = still


def _scattered(count: int) -> Iterator[int]:
    """0 to `count` - 1, each once."""
    step = max(1, int(count * _GOLDEN))
    while gcd(step, count) > 1:
        step += 1
    at = 0
    for _ in range(count):
        at = (at + step) % count
        yield at


def _fitting(region: Region, digits: str) -> Region:
    """The part of `region` whose area codes and exchanges fit six digits with `?` for any."""
    code_fits = re.compile(digits[:3].replace("?", "."))
    parts = ((code, _exchanges(at, digits[3:])) for code, at in region if code_fits.match(code))
    return tuple((code, exchanges) for code, exchanges in parts if exchanges)


@lru_cache(maxsize=1024)
def _exchanges(exchanges: tuple[str, ...], digits: str) -> tuple[str, ...]:
    if digits == "???":
        return exchanges
    fits = re.compile(digits.replace("?", ".")).match
    return tuple(exchange for exchange in exchanges if fits(exchange))
