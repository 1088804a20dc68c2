"""POST while the receivers of callbacks hang: they must not be felt."""

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
    """Two servers struck in turn with the same ordinary POSTs; the receivers of one hang."""
    with serving() as quiet, serving() as busy, hanging_receivers() as urls:
        for child, own in ((quiet, [None] * len(urls)), (busy, urls)):
            child.take_number()
            _engage(child, own * _CALLBACKS_EACH)
            strike(child, posts(), connections=_CONNECTIONS, seconds=1)
        told = [post(MESSAGES, message_body(to, callbackUrl=url)) for to, url in _pairs(urls)]
        pairs = [_struck(busy, quiet, number) for number in range(_ROUNDS)]
        loud = [(_strike(busy, told), _strike(quiet, posts())) for _ in range(3)]
        yield _row("POST p99 while 64 receivers hang", pairs, 1.2)
        yield _row("POST p99, each calling back one that hangs", loud)


@contextmanager
def hanging_receivers() -> Iterator[list[str]]:
    """Ports on which connections are taken (by the kernel) and nobody ever answers."""
    with ExitStack() as stack:
        listeners = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
            for _ in range(_RECEIVERS)
        ]
        yield [f"http://127.0.0.1:{each.getsockname()[1]}/hang" for each in listeners]


def _struck(busy: Child, quiet: Child, number: int) -> tuple[Slice, Slice]:
    """Both servers under the same load, in changing order."""
    if number % 2:
        return _strike(busy, posts()), _strike(quiet, posts())
    calm = _strike(quiet, posts())
    return _strike(busy, posts()), calm


def _engage(child: Child, urls: Sequence[str | None]) -> None:
    """Let callbacks go out to the receivers, one after the other hangs for ten seconds."""
    for url in urls:
        message = {"from": LINE, "to": REGULAR, "text": TEXT, "callbackUrl": url}
        child.call("POST", MESSAGES, message)
    batches.await_sent(child)  # that is when the sender is told


def _pairs(urls: list[str]) -> list[tuple[str, str]]:
    return [(to, urls[at % len(urls)]) for at, to in enumerate(DESTINATIONS[:512])]


def _strike(child: Child, requests: list[bytes]) -> Slice:
    return strike(child, requests, connections=_CONNECTIONS, seconds=_SECONDS)


def _row(what: str, pairs: list[tuple[Slice, Slice]], target: float | None = None) -> Row:
    busy, quiet = (middle(column) for column in zip(*pairs, strict=True))
    return Row(
        what,
        _in_words(busy),
        busy.p99_ms / quiet.p99_ms,
        target=target,
        yardstick=f"{_in_words(quiet)}, none hangs",
    )


def _in_words(each: Slice) -> str:
    return f"{rounded(each.rate)}/s, p99 {rounded(each.p99_ms)} ms"
