"""Measures several candidates side by side, so that noise of the machine affects all alike.

The load of a shared machine changes within seconds. So each round measures every candidate, in
alternating order, and a ratio is the median of the rounds' ratios.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from time import perf_counter, thread_time

Call = Callable[[], object]
Figures = dict[str, list[float]]
Clock = Callable[[], float]

CPU: Clock = thread_time
WALL: Clock = perf_counter


def interleaved(
    calls: Mapping[str, Call],
    *,
    rounds: int,
    times: int = 1,
    clock: Clock = CPU,
    between: Call = lambda: None,
) -> Figures:
    """Seconds for one call of each, one figure a round. `between` runs unmeasured after each."""
    figures: Figures = {name: [] for name in calls}
    for number in range(rounds):
        for name in _order(calls, number):
            figures[name].append(timed(calls[name], times=times, clock=clock))
            between()
    return figures


def timed(call: Call, *, times: int = 1, clock: Clock = CPU) -> float:
    """Seconds for one call, as the mean of `times`."""
    repeats = range(times)
    started = clock()
    for _ in repeats:
        call()
    return (clock() - started) / times


def ratio(over: list[float], under: list[float]) -> float:
    """The median of the rounds' ratios."""
    return median(above / below for above, below in zip(over, under, strict=True))


@contextmanager
def settled_garbage() -> Iterator[None]:
    """Exclude existing objects from garbage collection, as `serve` does."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _order(calls: Mapping[str, Call], number: int) -> list[str]:
    names = list(calls)
    return names if number % 2 == 0 else names[::-1]
