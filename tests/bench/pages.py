"""POST while fifty pages of the phone are open: its latency must hardly change."""

import asyncio
import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from bench.load import strike
from bench.pairs import CONNECTIONS, both_struck, compared
from bench.processes import Child, serving
from bench.table import Row
from bench.traffic import LINE, MESSAGES, REGULAR, TEXT, USER_ID, posts

_PAGES, _ROUNDS = 50, 11
_PAGE = f"/phone/{USER_ID}/with/{REGULAR}"
_FEED = re.compile(r'<div id="feed" hx-get="([^"]+)" hx-trigger="load(?: delay:(\d+)ms)?')


def measure() -> Iterator[Row]:
    """Load two servers in turn with the same POSTs; people look at the account of one."""
    with serving() as quiet, serving() as watched:
        for child in (quiet, watched):
            child.take_number()
            child.call("POST", MESSAGES, {"from": LINE, "to": REGULAR, "text": TEXT})
            strike(child, posts(), connections=CONNECTIONS, seconds=1)
        with open_pages(watched) as pages:
            pairs = [both_struck(watched, quiet, number) for number in range(_ROUNDS)]
        what = f"POST p99 while {_PAGES} pages are open"
        yield compared(what, pairs, f"no page; {pages.answers} polls answered", target=1.1)


class Pages:
    """Pages that ask as a browser does: at once after an answer, or after the delay in it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.answers = 0

    async def looked_at(self, count: int) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(count):
                group.create_task(self._look())

    async def _look(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            path = _PAGE
            while found := _FEED.search(await self._got(reader, writer, path)):
                path = html.unescape(found[1])
                await asyncio.sleep(int(found[2] or 0) / 1000)
        finally:
            writer.close()
        raise RuntimeError(f"the page has no feed any more: {path}")

    async def _got(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
    ) -> str:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"(?i)content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        if not head.startswith("HTTP/1.1 200"):
            raise RuntimeError(f"GET {path} was answered {head.splitlines()[0]!r}")
        self.answers += 1
        return body.decode()


@contextmanager
def open_pages(child: Child) -> Iterator[Pages]:
    """Fifty pages of one conversation, in a thread of this process."""
    pages, loop = Pages(child.port), asyncio.new_event_loop()
    looking = loop.create_task(pages.looked_at(_PAGES))
    thread = Thread(target=_run, args=(loop, looking), name="pages")
    thread.start()
    try:
        yield pages
    finally:
        loop.call_soon_threadsafe(looking.cancel)
        thread.join()
        loop.close()
    if not looking.cancelled():
        looking.result()


def _run(loop: asyncio.AbstractEventLoop, looking: "asyncio.Task[None]") -> None:
    loop.run_until_complete(asyncio.wait([looking]))
