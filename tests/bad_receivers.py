"""Receivers that misbehave, each kind in its own way, on one event loop; they note what they hear.

Only what listens on this machine is loaded; `nowhere.invalid` never resolves.
"""

import asyncio
import json
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain, cycle, islice, repeat
from threading import Thread
from typing import Any, Literal, NamedTuple

HEAD = b"HTTP/1.1 200 OK\r\n"
NO_BODY = b"Content-Length: 0\r\n\r\n"
OK = HEAD + NO_BODY
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
PAUSE = 0.02

Pieces = Iterable[bytes] | None
Ending = Literal["keep", "close", "reset", "hang"]
Problem = Literal["timeout", "network", "status", "policy"] | None


class Kind(NamedTuple):
    """The response to the `number`-th request of a connection, and the action after it.

    None instead of pieces: it closes at once. `reads`: whether it takes the request first.
    `problem` is what must come of every callback to it.
    """

    problem: Problem
    says: Callable[[int], Pieces] = lambda number: ()
    then: Ending = "hang"
    reads: bool = True
    pause: float = 0.0


def once(*pieces: bytes) -> Callable[[int], Pieces]:
    return lambda number: pieces


def drip(*pieces: bytes, again: Iterable[bytes]) -> Callable[[int], Pieces]:
    """`pieces`, then those of `again` for ever."""
    forever = tuple(again)
    return lambda number: chain(pieces, cycle(forever))


def timeout(says: Callable[[int], Pieces] = lambda number: (), **how: Any) -> Kind:
    return Kind("timeout", says, pause=PAUSE, **how)


def quick(*pieces: bytes, then: Ending = "keep", problem: Problem = None) -> Kind:
    return Kind(problem, once(*pieces), then)


def broken(*pieces: bytes, then: Ending = "close", reads: bool = True) -> Kind:
    return Kind("network", once(*pieces), then, reads)


KINDS: dict[str, Kind] = {
    "good": quick(OK),
    "says close": quick(HEAD + b"Connection: close\r\n" + NO_BODY, then="close"),
    "closes without saying so": quick(OK, then="close"),
    "closes at the second request": Kind(None, lambda n: None if n else (OK,), "keep"),
    "early hints first": quick(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", OK),
    "answers twice": quick(OK + b"HTTP/1.1 500 No\r\n" + NO_BODY),
    "HTTP/1.0": quick(b"HTTP/1.0 200 OK\r\n\r\nfine", then="close"),
    "slow": Kind(None, once(HEAD, NO_BODY), "keep", pause=0.05),
    "a switch of protocols": quick(
        b"HTTP/1.1 101 On\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", problem="status"
    ),
    "an error": quick(b"HTTP/1.1 500 No\r\n" + NO_BODY, problem="status"),
    "a redirect": quick(
        b"HTTP/1.1 302 Found\r\nLocation: /other\r\n" + NO_BODY, problem="status"
    ),
    "an endless body": Kind(None, lambda n: chain([HEAD + b"\r\n"], repeat(b"x" * 65536))),
    "no word": timeout(),
    "no word, unread": timeout(reads=False),
    "one byte": timeout(once(b"H")),
    "a dripping status line": timeout(drip(b"HTTP/1.1 200 ", again=[b"O"])),
    "dripping headers": timeout(drip(HEAD, again=[b"X-A: ", b"b\r\n"])),
    "one long header": timeout(drip(HEAD + b"X-A: ", again=[b"y"])),
    "blank lines": timeout(drip(again=[b"\r\n"])),
    "100 for ever": timeout(drip(again=[b"HTTP/1.1 100 Continue\r\n\r\n"])),
    "a dripping body": timeout(drip(HEAD + b"Content-Length: 9000\r\n\r\n", again=[b"x"])),
    "a body without end": timeout(drip(HEAD + b"\r\n", again=[b"x"])),
    "dripping chunks": timeout(drip(CHUNKED, again=[b"1\r\nx\r\n"])),
    "dripping trailers": timeout(drip(CHUNKED + b"0\r\n", again=[b"X-T: y\r\n"])),
    "a body that stops": timeout(once(HEAD + b"Content-Length: 9\r\n\r\nhalf")),
    "a dripping answer, unread": timeout(drip(HEAD, again=[b"X-A: b\r\n"]), reads=False),
    "a reset": broken(then="reset"),
    "a reset, unread": broken(then="reset", reads=False),
    "an end": broken(),
    "garbage": broken(b"\x16\x03\x01 \xff\r\n\r\n"),
    "a flood of headers": broken(*[b"X-A: b\r\n" * 4096] * 4),
    "half a body": broken(HEAD + b"Content-Length: 9\r\n\r\nhalf"),
    "a broken chunk": broken(CHUNKED + b"zz\r\n"),
    "a negative length": broken(HEAD + b"Content-Length: -5\r\n\r\n"),
}  # fmt: skip
# Kinds of URLs behind which nobody speaks HTTP: the outcome, and a URL for a port.
NOBODY: dict[str, tuple[Problem, str]] = {
    "a closed port": ("network", "http://127.0.0.1:{port}/closed"),
    "a name that does not resolve": ("network", "http://nowhere.invalid:{port}/sms"),
    "a metadata address": ("policy", "http://0xa9fea9fe:{port}/latest"),
    "TLS that is not answered": ("timeout", "https://127.0.0.1:{port}/silent"),
}


class Bad(NamedTuple):
    """One receiver: its kind, its URL, and what must come of a callback to it."""

    kind: str
    url: str
    problem: Problem

    @property
    def reads(self) -> bool:
        """Whether it notes each callback that reaches it."""
        return self.kind in KINDS and KINDS[self.kind].reads


class Heard(NamedTuple):
    """A callback that a receiver has read. `answered`: its POST had been answered by then."""

    url: str
    tag: str
    event: str
    answered: bool


class BadReceivers:
    """`count` receivers of all kinds in turn. `answered(tag)` is asked for each callback."""

    def __init__(self, count: int, answered: Callable[[str], bool]) -> None:
        self._answered = answered
        self._loop = asyncio.new_event_loop()
        self._sockets = ExitStack()
        self.heard: list[Heard] = []
        kinds = islice(cycle([*KINDS, *NOBODY]), count)
        self.all = [self._open(kind) for kind in kinds]

    def _open(self, kind: str) -> Bad:
        bound = self._sockets.enter_context(socket.socket())
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        if kind in KINDS:
            url = f"http://127.0.0.1:{port}/sms"
            serve = partial(self._serve, url, KINDS[kind])
            server = self._loop.run_until_complete(asyncio.start_server(serve, sock=bound))
            self._sockets.callback(server.close)
            return Bad(kind, url, KINDS[kind].problem)
        problem, template = NOBODY[kind]
        if "closed" not in template:  # one that is bound, and does not listen, refuses
            bound.listen()
        return Bad(kind, template.format(port=port), problem)

    async def _serve(
        self, url: str, kind: Kind, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            await self._talk(url, kind, reader, writer)
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # the caller has left, or the test is over
        finally:
            writer.close()

    async def _talk(
        self, url: str, kind: Kind, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        number = 0
        while number == 0 or kind.then == "keep":
            if kind.reads:
                self._hear(url, await _payload(reader))
            pieces = kind.says(number)
            if pieces is None:
                return
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(kind.pause)
            number += 1
        if kind.then == "hang":
            while await reader.read(65536):
                pass
        elif kind.then == "reset":
            writer.transport.abort()

    def _hear(self, url: str, payload: dict[str, Any]) -> None:
        tag = payload.get("tag", "")
        event = payload.get("deliveryState", payload["eventType"])
        self.heard.append(Heard(url, tag, event, self._answered(tag)))

    @contextmanager
    def listening(self) -> "Iterator[BadReceivers]":
        """Runs the receivers on a thread of their own."""
        thread = Thread(target=self._loop.run_forever, name="bad-receivers")
        thread.start()
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self._leave(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()

    async def _leave(self) -> None:
        self._sockets.close()
        mine = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not mine]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _payload(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The JSON of the next request."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    payload: dict[str, Any] = json.loads(await reader.readexactly(length))
    return payload
