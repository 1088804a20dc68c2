"""What takes wrk's place: `small_client.py FILE PORT CONNECTIONS SECONDS`, one line of JSON.

Slower than wrk, so that the server waits for it; the processor time of the server still counts.
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
    """What all connections together have seen."""

    def __init__(self) -> None:
        self.latencies: list[float] = []
        self.errors = 0


async def talk(port: int, requests: "cycle[bytes]", until: float, tally: Tally) -> None:
    """Ask, await the answer, ask again, on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while perf_counter() < until:
        asked_at = perf_counter()
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        tally.latencies.append(perf_counter() - asked_at)
        tally.errors += head[9:10] >= b"4"
    writer.close()


async def load(file: str, port: int, connections: int, seconds: float) -> dict[str, float]:
    """All connections at once, for `seconds`."""
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
    told = asyncio.run(load(file, int(port), int(connections), float(seconds)))
    sys.stdout.write(json.dumps(told) + "\n")
