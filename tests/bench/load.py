"""Puts load on a port: with wrk where it is installed, else with a small client of our own."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

SEPARATOR = b"\n--- next request ---\n"
_HERE = Path(__file__).resolve().parent


class Target(Protocol):
    """A port, and the processor time of what answers there."""

    @property
    def port(self) -> int: ...

    def cpu_seconds(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Slice:
    """A second or so of load. `cpu_us` is the server's processor time for one request."""

    rate: float
    p50_ms: float
    p99_ms: float
    cpu_us: float


def generator() -> str:
    """The program that makes the load."""
    return "wrk, one thread" if shutil.which("wrk") else "own client (wrk is not installed)"


def strike(target: Target, requests: Sequence[bytes], *, connections: int, seconds: float) -> Slice:
    """Send `requests` over and over on keep-alive connections, each waiting for its response.

    Raises RuntimeError if a request was refused or lost.
    """
    with tempfile.NamedTemporaryFile(suffix=".requests") as file:
        file.write(SEPARATOR.join(requests) + SEPARATOR)
        file.flush()
        before = target.cpu_seconds()
        summary = _run(_command(file.name, target.port, connections, seconds))
        spent = target.cpu_seconds() - before
    if summary["errors"] or not summary["requests"]:
        raise RuntimeError(f"not all requests were answered with 2xx: {summary}")
    rate = summary["requests"] / summary["seconds"]
    return Slice(rate, summary["p50_ms"], summary["p99_ms"], spent / summary["requests"] * 1e6)


def middle(slices: Sequence[Slice]) -> Slice:
    """The median of each figure."""
    return Slice(
        median(each.rate for each in slices),
        median(each.p50_ms for each in slices),
        median(each.p99_ms for each in slices),
        median(each.cpu_us for each in slices),
    )


def _command(file: str, port: int, connections: int, seconds: float) -> list[str]:
    if shutil.which("wrk") is None:
        client = str(_HERE / "small_client.py")
        return [sys.executable, client, file, str(port), str(connections), str(seconds)]
    duration = max(1, round(seconds))  # wrk knows whole seconds only
    return [
        "wrk", "-t1", f"-c{connections}", f"-d{duration}s", "-s", str(_HERE / "load.lua"),
        f"http://127.0.0.1:{port}", "--", file,
    ]  # fmt: skip


def _run(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    summary: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return summary
