"""Two servers under the same load, in turn: one is disturbed, and its latency must not change."""

from bench.load import Slice, middle, strike
from bench.processes import Child
from bench.table import Row, rounded
from bench.traffic import posts

CONNECTIONS, _SECONDS = 16, 1.0


def both_struck(disturbed: Child, quiet: Child, number: int) -> tuple[Slice, Slice]:
    """Load both servers alike, in alternating order."""
    if number % 2:
        return struck(disturbed, posts()), struck(quiet, posts())
    unaffected = struck(quiet, posts())
    return struck(disturbed, posts()), unaffected


def struck(child: Child, requests: list[bytes]) -> Slice:
    """A second of load."""
    return strike(child, requests, connections=CONNECTIONS, seconds=_SECONDS)


def compared(
    what: str, pairs: list[tuple[Slice, Slice]], yardstick: str, target: float | None = None
) -> Row:
    """The p99 of the disturbed server, by that of the quiet one."""
    disturbed, quiet = (middle(column) for column in zip(*pairs, strict=True))
    return Row(
        what,
        _described(disturbed),
        disturbed.p99_ms / quiet.p99_ms,
        target=target,
        yardstick=f"{_described(quiet)}, {yardstick}",
    )


def _described(each: Slice) -> str:
    return f"{rounded(each.rate)}/s, p99 {rounded(each.p99_ms)} ms"
