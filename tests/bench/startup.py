"""From the start of the process to the first 201, beside the time of the imports alone."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import median
from time import perf_counter

from bench.processes import children_cpu, environment, serving
from bench.samples import ratio
from bench.table import Row, millis

_ROUNDS = 9
_IMPORTS = "import flask, marshmallow"
Span = tuple[float, float]  # seconds of wall-clock time, of processor time


def measure() -> Iterator[Row]:
    """The first 201 is that of an ordered number: sending needs one."""
    _first_201(), _imports()  # not measured: bytecode is written, files are cached
    pairs = [(_first_201(), _imports()) for _ in range(_ROUNDS)]
    served, imported = zip(*pairs, strict=True)
    yield _row("cold start: serve to first 201", _of(served, 0), _of(imported, 0), 1.3)
    yield _row("cold start: the same in processor time", _of(served, 1), _of(imported, 1))


def _row(what: str, served: list[float], imported: list[float], target: float | None = None) -> Row:
    return Row(
        what,
        millis(median(served)),
        ratio(served, imported),
        target=target,
        yardstick=f"{millis(median(imported))} {_IMPORTS}",
    )


def _of(spans: Sequence[Span], place: int) -> list[float]:
    return [span[place] for span in spans]


def _first_201() -> Span:
    """The time of stopping counts in the processor time only."""
    started, before = perf_counter(), children_cpu()
    with serving() as child:
        child.take_number()
        taken = perf_counter() - started
    return taken, children_cpu() - before


def _imports() -> Span:
    started, before = perf_counter(), children_cpu()
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True, env=environment())
    return perf_counter() - started, children_cpu() - before
