"""The same calls at a thousand and at a million stored messages."""

from collections.abc import Iterator, Mapping
from statistics import median

from bench.samples import Call, Figures, interleaved, ratio, settled_garbage, timed
from bench.shelf import Shelf
from bench.table import Row, micros

_SMALL, _LARGE = 1_000, 1_000_000
_ROUNDS, _TIMES = 30, 20
_RARE_ROUNDS = 9


def measure() -> Iterator[Row]:
    """Processor time, through the tenant and through the WSGI application."""
    small, large = Shelf(_SMALL), Shelf(_LARGE)

    def settle() -> None:
        small.settle()
        large.settle()

    often = _paired(small.calls, large.calls)
    rarely = _paired(small.rare_calls, large.rare_calls)
    with settled_garbage():
        for call in often.values():
            timed(call, times=_TIMES)
        settle()
        figures = interleaved(often, rounds=_ROUNDS, times=_TIMES, between=settle)
        figures |= interleaved(rarely, rounds=_RARE_ROUNDS)
    for name in (*small.calls, *small.rare_calls):
        yield _row(name, figures)


def _paired(small: Mapping[str, Call], large: Mapping[str, Call]) -> dict[str, Call]:
    """Each call on both shelves, one after the other."""
    return {
        f"{name} {count}": calls[name]
        for name in small
        for count, calls in ((_SMALL, small), (_LARGE, large))
    }


def _row(name: str, figures: Figures) -> Row:
    small, large = figures[f"{name} {_SMALL}"], figures[f"{name} {_LARGE}"]
    return Row(
        f"{name} at 1,000,000",
        micros(median(large)),
        ratio(large, small),
        # The target holds for requests. Calls of the core take a few microseconds: the processor's
        # caches count for as much as the store.
        target=1.2 if name.startswith("raw WSGI") else None,
        yardstick=f"{micros(median(small))} at 1,000",
    )
