"""Requests per second, latency and processor time over sockets, beside an empty Flask view."""

from collections.abc import Iterator

from bench import batches
from bench.load import Slice, middle, strike
from bench.processes import Child, serving, yardstick
from bench.table import Row, rounded
from bench.traffic import MESSAGES, get, posts
from bench.yardstick import PATH

_CONNECTIONS = (1, 16, 64)
_ROUNDS, _SECONDS = 3, 1.0
Candidate = tuple[Child, list[bytes]]


def measure() -> Iterator[Row]:
    """Both servers are up together and struck in turn, a second each."""
    with serving() as ours, yardstick() as empty:
        ours.take_number()
        candidates = {
            "POST message": (ours, posts()),
            "GET message": (ours, _gets(ours)),
            "empty POST": (empty, posts(path=PATH)),
            "empty GET": (empty, [get(PATH)]),
        }
        for candidate in candidates.values():
            strike(*candidate, connections=4, seconds=1)
        for connections in _CONNECTIONS:
            slices = _slices(candidates, connections)
            for verb in ("POST", "GET"):
                yield _row(f"{verb} message", f"empty {verb}", connections, slices)


def _gets(child: Child) -> list[bytes]:
    """Requests for a thousand stored messages."""
    ids = batches.send(child, 1000)
    batches.await_sent(child)
    return [get(f"{MESSAGES}/{message_id}") for message_id in ids]


def _slices(candidates: dict[str, Candidate], connections: int) -> dict[str, list[Slice]]:
    slices: dict[str, list[Slice]] = {name: [] for name in candidates}
    for _ in range(_ROUNDS):
        for name, (child, requests) in candidates.items():
            slices[name].append(strike(child, requests, connections=connections, seconds=_SECONDS))
    return slices


def _row(what: str, empty: str, connections: int, slices: dict[str, list[Slice]]) -> Row:
    ours, theirs = middle(slices[what]), middle(slices[empty])
    return Row(
        f"{what}, {connections} connections: processor time",
        _described(ours),
        ours.cpu_us / theirs.cpu_us,
        yardstick=_described(theirs),
    )


def _described(each: Slice) -> str:
    return (
        f"{rounded(each.rate)}/s, p50 {rounded(each.p50_ms)} ms, "
        f"p99 {rounded(each.p99_ms)} ms, {rounded(each.cpu_us)} µs"
    )
