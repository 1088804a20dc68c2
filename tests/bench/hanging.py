"""POST while the receivers of callbacks hang: its latency must not change."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bench import batches
from bench.load import Slice, middle, strike
from bench.processes import Child, serving
from bench.table import Row, rounded
from bench.traffic import DESTINATIONS, LINE, MESSAGES, REGULAR, TEXT, message_body, post, posts

_RECEIVERS, _ROUNDS, _CONNECTIONS, _SECONDS = 64, 11, 16, 1.0
_CALLBACKS_EACH = 5  # ten seconds each: as long as all rounds take


def measure() -> Iterator[Row]:
    """Load two servers in turn with the same ordinary POSTs; the receivers of one hang."""
    with serving() as quiet, serving() as busy, hanging_receivers() as urls:
        for child, own in ((quiet, [None] * len(urls)), (busy, urls)):
            child.take_number()
            _occupy(child, own * _CALLBACKS_EACH)
            strike(child, posts(), connections=_CONNECTIONS, seconds=1)
        calling_back = [
            post(MESSAGES, message_body(to, callbackUrl=url)) for to, url in _pairs(urls)
        ]
        pairs = [_both(busy, quiet, number) for number in range(_ROUNDS)]
        slow = [(_strike(busy, calling_back), _strike(quiet, posts())) for _ in range(3)]
        yield _row("POST p99 while 64 receivers hang", pairs, 1.2)
        yield _row("POST p99, each calling back one that hangs", slow)


@contextmanager
def hanging_receivers() -> Iterator[list[str]]:
    """URLs of sockets whose connections the kernel accepts; no response ever comes."""
    with ExitStack() as stack:
        listeners = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
            for _ in range(_RECEIVERS)
        ]
        yield [f"http://127.0.0.1:{each.getsockname()[1]}/hang" for each in listeners]


def _both(busy: Child, quiet: Child, number: int) -> tuple[Slice, Slice]:
    """Load both servers alike, in alternating order."""
    if number % 2:
        return _strike(busy, posts()), _strike(quiet, posts())
    unaffected = _strike(quiet, posts())
    return _strike(busy, posts()), unaffected


def _occupy(child: Child, urls: Sequence[str | None]) -> None:
    """Send a callback to each receiver. Each hangs for ten seconds, until its timeout."""
    for url in urls:
        message = {"from": LINE, "to": REGULAR, "text": TEXT, "callbackUrl": url}
        child.call("POST", MESSAGES, message)
    batches.await_sent(child)  # the callback is sent then


def _pairs(urls: list[str]) -> list[tuple[str, str]]:
    return [(to, urls[at % len(urls)]) for at, to in enumerate(DESTINATIONS[:512])]


def _strike(child: Child, requests: list[bytes]) -> Slice:
    return strike(child, requests, connections=_CONNECTIONS, seconds=_SECONDS)


def _row(what: str, pairs: list[tuple[Slice, Slice]], target: float | None = None) -> Row:
    busy, quiet = (middle(column) for column in zip(*pairs, strict=True))
    return Row(
        what,
        _described(busy),
        busy.p99_ms / quiet.p99_ms,
        target=target,
        yardstick=f"{_described(quiet)}, none hangs",
    )


def _described(each: Slice) -> str:
    return f"{rounded(each.rate)}/s, p99 {rounded(each.p99_ms)} ms"
