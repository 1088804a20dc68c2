"""POST while the receivers of callbacks hang: its latency must not change."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bench import batches
from bench.load import strike
from bench.pairs import CONNECTIONS, both_struck, compared, struck
from bench.processes import Child, serving
from bench.table import Row
from bench.traffic import DESTINATIONS, LINE, MESSAGES, REGULAR, TEXT, message_body, post, posts

_RECEIVERS, _ROUNDS = 64, 11
_CALLBACKS_EACH = 5  # ten seconds each: as long as all rounds take


def measure() -> Iterator[Row]:
    """Load two servers in turn with the same ordinary POSTs; the receivers of one hang."""
    with serving() as quiet, serving() as busy, hanging_receivers() as urls:
        for child, own in ((quiet, [None] * len(urls)), (busy, urls)):
            child.take_number()
            _occupy(child, own * _CALLBACKS_EACH)
            strike(child, posts(), connections=CONNECTIONS, seconds=1)
        calling_back = [
            post(MESSAGES, message_body(to, callbackUrl=url)) for to, url in _pairs(urls)
        ]
        pairs = [both_struck(busy, quiet, number) for number in range(_ROUNDS)]
        slow = [(struck(busy, calling_back), struck(quiet, posts())) for _ in range(3)]
        yield compared("POST p99 while 64 receivers hang", pairs, "none hangs", target=1.2)
        yield compared("POST p99, each calling back one that hangs", slow, "none hangs")


@contextmanager
def hanging_receivers() -> Iterator[list[str]]:
    """URLs of sockets whose connections the kernel accepts; no response ever comes."""
    with ExitStack() as stack:
        listeners = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
            for _ in range(_RECEIVERS)
        ]
        yield [f"http://127.0.0.1:{each.getsockname()[1]}/hang" for each in listeners]


def _occupy(child: Child, urls: Sequence[str | None]) -> None:
    """Send a callback to each receiver. Each hangs for ten seconds, until its timeout."""
    for url in urls:
        message = {"from": LINE, "to": REGULAR, "text": TEXT, "callbackUrl": url}
        child.call("POST", MESSAGES, message)
    batches.await_sent(child)  # the callback is sent then


def _pairs(urls: list[str]) -> list[tuple[str, str]]:
    return [(to, urls[at % len(urls)]) for at, to in enumerate(DESTINATIONS[:512])]
