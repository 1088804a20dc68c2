"""The substitute for wrk: `small_client.py FILE PORT CONNECTIONS SECONDS` prints a line of JSON.

It is slower than the server: read the server's processor time, not the rate.
"""

import asyncio
import json
import re
import sys
from itertools import cycle
from pathlib import Path
from time import perf_counter

SEPARATOR = b"\n--- next request ---\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Tally:
    """The latencies and errors of all connections."""

    def __init__(self) -> None:
        self.latencies: list[float] = []
        self.errors = 0


async def talk(port: int, requests: "cycle[bytes]", until: float, tally: Tally) -> None:
    """Send a request, await its response, send the next, on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while perf_counter() < until:
        sent_at = perf_counter()
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        tally.latencies.append(perf_counter() - sent_at)
        tally.errors += head[9:10] >= b"4"
    writer.close()


async def load(file: str, port: int, connections: int, seconds: float) -> dict[str, float]:
    """Use all connections at once, for `seconds`."""
    requests = cycle(Path(file).read_bytes().split(SEPARATOR)[:-1])
    tally, started = Tally(), perf_counter()
    until = started + seconds
    await asyncio.gather(*(talk(port, requests, until, tally) for _ in range(connections)))
    taken, ordered = perf_counter() - started, sorted(tally.latencies)
    return {
        "requests": len(ordered),
        "seconds": taken,
        "p50_ms": ordered[len(ordered) // 2] * 1e3,
        "p99_ms": ordered[len(ordered) * 99 // 100] * 1e3,
        "errors": tally.errors,
    }


if __name__ == "__main__":
    file, port, connections, seconds = sys.argv[1:]
    summary = asyncio.run(load(file, int(port), int(connections), float(seconds)))
    sys.stdout.write(json.dumps(summary) + "\n")
