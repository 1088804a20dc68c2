"""Child processes: `serve`, and the yardstick. Linux only: they are measured through /proc."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bench.traffic import AUTHORIZATION, LINE, PHONE_NUMBERS, SECRET, TOKEN, USER_ID

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
_TICKS = os.sysconf("SC_CLK_TCK")
_SCRIPT = Path(sys.executable).with_name("catapult-simulator")
_OPTIONS = ("--port", "0", "--clock", "wall", "--tenant", f"{USER_ID}:{TOKEN}:{SECRET}")
_TESTS = Path(__file__).resolve().parents[1]
_BYTECODE = TemporaryDirectory(prefix="bytecode-")  # removed when this process ends


class Response(NamedTuple):
    """A response with its whole body."""

    status: int
    headers: dict[str, str]
    content: bytes


class Child:
    """A running server: its port, its processor time and its memory."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment()
        )
        self.port = self._announced_port()

    def _announced_port(self) -> int:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := _ADDRESS.search(line):
                return int(found[1])
        raise RuntimeError(f"the server printed no port and ended with code {self._process.wait()}")

    def stop(self) -> None:
        """End this process, and no other."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def cpu_seconds(self) -> float:
        """Processor time used so far, of all threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_bytes(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def thread_count(self) -> int:
        """Threads that are running or waiting."""
        return len(list(Path(f"/proc/{self._process.pid}/task").iterdir()))

    def socket_count(self) -> int:
        """Open file descriptors: nearly all are sockets."""
        return len(list(Path(f"/proc/{self._process.pid}/fd").iterdir()))

    def call(self, method: str, path: str, content: object = None) -> Response:
        """Send one request on a new connection. Raises RuntimeError for a 4xx or 5xx."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = None if content is None else json.dumps(content)
        headers = {"Authorization": AUTHORIZATION, "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        response = _read(connection.getresponse())
        connection.close()
        if response.status >= 400:
            raise RuntimeError(
                f"{method} {path} was answered {response.status}: {response.content!r}"
            )
        return response

    def get(self, path: str) -> Any:
        """The JSON that a GET returns."""
        return json.loads(self.call("GET", path).content)

    def take_number(self, number: str = LINE) -> Response:
        """Order the number that messages are sent from."""
        return self.call("POST", PHONE_NUMBERS, {"number": number})


@contextmanager
def serving() -> Iterator[Child]:
    """`catapult-simulator serve` on a free port, on the wall clock."""
    installed = [str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "catapult_simulator"]
    with _running([*installed, "serve", *_OPTIONS]) as child:
        yield child


@contextmanager
def yardstick() -> Iterator[Child]:
    """The empty Flask view on the same server."""
    with _running([sys.executable, "-m", "bench.yardstick"]) as child:
        yield child


@contextmanager
def _running(command: list[str]) -> Iterator[Child]:
    child = Child(command)
    try:
        yield child
    finally:
        child.stop()


def environment() -> dict[str, str]:
    """This process's environment, with the benchmark on the path and bytecode as if installed.

    Bytecode goes to a temporary folder: some machines forbid it beside the sources.
    """
    paths = [str(_TESTS), os.environ.get("PYTHONPATH", "")]
    ours = {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONPYCACHEPREFIX": _BYTECODE.name,
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return os.environ | ours


def children_cpu() -> float:
    """Processor seconds of all children that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read(response: HTTPResponse) -> Response:
    return Response(response.status, dict(response.getheaders()), response.read())
