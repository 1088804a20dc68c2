"""Three simulators behind HAProxy, with the configuration that is shipped.

The processes are those of the image and of the compose file, or of the StatefulSet: its command and
variables, but for host, port and the folder of the state.
"""

import json
import os
import shutil
import socket
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from project.blocks import ROOT
from project.deployed import COMMAND, ENVIRONMENTS
from serve_support import Process, own_environment, started

CONFIGURATION = ROOT / "deploy" / "haproxy.cfg"
HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
NAMES = ("1", "2", "3")
LINE, PERSON = "+19195551212", "+19195550001"
PROVIDER = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "1", "userName": "x", "password": "x"},
}

needs_haproxy = pytest.mark.skipif(
    HAPROXY is None and not os.environ.get("CI"), reason="haproxy is not installed"
)


Start = Callable[[str, int], Process]


class Answer(NamedTuple):
    """A response with its whole body."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


class Caller:
    """One connection to a server, opened anew where the server has closed it."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def __call__(
        self, method: str, path: str, content: object = None, *, name: str = "", **headers: str
    ) -> Answer:
        """Send a request, on `/v1` as the account of that name; `X_Process="1"` is a header."""
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        if name:
            sent["Authorization"] = authorization(name)
        body = content if isinstance(content, str | None) else json.dumps(content)
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        found = {key.lower(): value for key, value in response.getheaders()}
        return Answer(response.status, found, response.read())

    def close(self) -> None:
        self._connection.close()


def authorization(name: str, secret: str = "secret") -> str:
    """The header of the account with this name."""
    return "Basic " + b64encode(f"t-{name}:{secret}".encode()).decode()


class Balanced:
    """The balancer at `port`, and the processes behind it by their numbers."""

    def __init__(
        self, port: int, processes: dict[str, Process], haproxy_pid: int, start: Start
    ) -> None:
        self._start = start
        self.port = port
        self.haproxy_pid = haproxy_pid
        self.url = f"http://127.0.0.1:{port}"
        self.processes = processes
        self.call = Caller(port)

    def open(self, name: str) -> Answer:
        ids = {"userId": f"u-{name}", "token": f"t-{name}", "secret": "secret"}
        return self.call("POST", "/_simulator/tenants", ids)

    def start_again(self, name: str) -> None:
        """Start a process that has ended, where it was."""
        self.processes[name] = self._start(name, port_of(self.processes[name]))

    def homes(self) -> dict[str, list[str]]:
        """The names of the processes that have an account, by userId: each process is asked."""
        found: dict[str, list[str]] = {}
        for name, process in self.processes.items():
            for each in ask(process, "GET", "/_simulator/tenants").json:
                found.setdefault(each["userId"], []).append(name)
        return found

    def one_name_for_each(self) -> dict[str, str]:
        """Opens accounts until each process has one: its name by the process."""
        found: dict[str, str] = {}
        for count in range(100):
            opened = self.open(f"each-{count}")
            found.setdefault(opened.headers["x-process"], f"each-{count}")
            if len(found) == len(self.processes):
                return found
        raise AssertionError(f"100 accounts are on {sorted(found)} alone")


def import_line(call: Caller, name: str, number: str = LINE) -> None:
    made = call(
        "POST",
        f"/v1/users/u-{name}/phoneNumbers",
        {"number": number, "provider": PROVIDER},
        name=name,
    )
    assert made.status == 201, made.content


def ask(process: Process, method: str, path: str, content: object = None) -> Answer:
    """Call a process itself."""
    with closing(Caller(port_of(process))) as call:
        return call(method, path, content)


def port_of(process: Process) -> int:
    return int(process.url.rpartition(":")[2])


@contextmanager
def balanced(
    clock: str = "virtual",
    count: int = len(NAMES),
    deployment: str = "compose",
    **changed: str,
) -> Iterator[Balanced]:
    """Three simulators without accounts, and HAProxy before them. With a smaller `count`, some of
    the three are the first one again. `changed`: other values of variables."""
    with ExitStack() as stack, TemporaryDirectory() as folder:
        variables = {**ENVIRONMENTS[deployment], "CATAPULT_SIMULATOR_CLOCK": clock}
        variables |= {"CATAPULT_SIMULATOR_HOST": "127.0.0.1"} | changed

        def start(name: str, port: int = 0) -> Process:
            own = variables | {
                "CATAPULT_SIMULATOR_PORT": str(port),
                "CATAPULT_SIMULATOR_STATE": str(Path(folder, f"{name}.json")),
            }
            return stack.enter_context(started(*COMMAND[1:], until="Ctrl-C", **own))

        with ThreadPoolExecutor(count) as pool:
            processes = dict(zip(NAMES[:count], pool.map(start, NAMES[:count]), strict=True))
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=1024))
        pid = stack.enter_context(_haproxy(listener, processes))
        each = Balanced(listener.getsockname()[1], processes, pid, start)
        stack.callback(each.call.close)
        yield each


@contextmanager
def _haproxy(listener: socket.socket, processes: dict[str, Process]) -> Iterator[int]:
    """HAProxy takes a socket that listens already: requests wait there until it has started. A
    warning about its configuration ends it."""
    assert HAPROXY, "install haproxy, or unset CI"
    addresses = {
        f"CATAPULT_PROCESS_{name}": f"127.0.0.1:{port_of(processes.get(name, processes['1']))}"
        for name in NAMES
    }
    running = subprocess.Popen(
        [HAPROXY, "-db", "-dW", "-f", str(CONFIGURATION)],
        env=own_environment(CATAPULT_BIND=f"fd@{listener.fileno()}", **addresses),
        pass_fds=[listener.fileno()],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield running.pid
    finally:
        running.kill()
        running.wait()
