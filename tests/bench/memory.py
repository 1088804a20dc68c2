"""Resident memory of `serve`: with nothing stored, and for each stored message."""

from collections.abc import Iterator

from bench import batches
from bench.processes import Child, serving
from bench.table import Row, rounded

_COUNT = 100_000
_MIB = 1024 * 1024


def measure() -> Iterator[Row]:
    """Send twice a hundred thousand messages in batches of fifty; all of them end as `sent`.

    The first hundred thousand include the journal's ring, code loaded on first use and buffers.
    The second show the cost of a stored message.
    """
    with serving() as child:
        child.take_number()
        idle = child.resident_bytes()
        yield Row("memory: idle", f"{rounded(idle / _MIB)} MiB", idle / _MIB, "MiB", 50)
        full = _resident_after(child, _COUNT)
        yield _row("memory: the first 100,000, with ring and buffers", full, full - idle)
        fuller = _resident_after(child, _COUNT)
        yield _row("memory: per stored message", fuller, fuller - full, 600)


def _resident_after(child: Child, count: int) -> int:
    batches.send(child, count)
    batches.await_sent(child)
    return child.resident_bytes()


def _row(what: str, resident: int, grown: int, target: float | None = None) -> Row:
    return Row(what, f"{rounded(resident / _MIB)} MiB", grown / _COUNT, "B", target)
