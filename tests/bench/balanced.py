"""POST message through HAProxy with one, two and three processes, beside one process without it."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median

from bench.load import Slice, strike
from bench.table import TIMES, Row, micros, rounded
from bench.traffic import LINE, destination, message_body
from project.balanced import HAPROXY, Balanced, authorization, balanced, port_of

_ROUNDS, _SECONDS, _CONNECTIONS = 5, 2.0, 16
_ACCOUNTS, _POSTS = 24, 240
_SILENT = {"CATAPULT_SIMULATOR_LOG": "off"}
_TICKS = os.sysconf("SC_CLK_TCK")


class Target:
    """A port to strike, and the processes behind it."""

    def __init__(self, port: int, pids: list[int]) -> None:
        self.port = port
        self._pids = pids

    def cpu_seconds(self) -> float:
        """Processor time of all these processes so far."""
        return sum(_ticks(pid) for pid in self._pids) / _TICKS


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def measure() -> Iterator[Row]:
    """All are up together, and struck in turn. Nothing where HAProxy is not installed."""
    if HAPROXY is None:
        return
    with ExitStack() as stack:
        several = {n: stack.enter_context(balanced("wall", n, **_SILENT)) for n in (1, 2, 3)}
        requests = {n: _posts(each) for n, each in several.items()}
        only = several[1].processes["1"]
        targets = {0: Target(port_of(only), [only.popen.pid])}
        targets |= {n: _target(each) for n, each in several.items()}
        balancers = [Target(each.port, [each.haproxy_pid]) for each in several.values()]
        before = sum(each.cpu_seconds() for each in balancers)
        slices = _slices(targets, requests | {0: requests[1]})
        spent = sum(each.cpu_seconds() for each in balancers) - before
    for count in several:
        ratios = [
            one.rate / other.rate for one, other in zip(slices[count], slices[0], strict=True)
        ]
        what = f"POST message through HAProxy, {count} process{'es' if count > 1 else ''}"
        yield Row(what, _said(slices[count]), median(ratios), TIMES, yardstick=_said(slices[0]))
    through = sum(each.rate * _SECONDS for count in several for each in slices[count])
    direct = median(each.cpu_us for each in slices[0])
    yield Row(
        "HAProxy: processor time of a request",
        micros(spent / through),
        spent / through * 1e6 / direct,
        TIMES,
        yardstick=micros(direct / 1e6),
    )


def _target(each: Balanced) -> Target:
    pids = [process.popen.pid for process in each.processes.values()]
    return Target(each.port, [each.haproxy_pid, *pids])


def _slices(targets: dict[int, Target], requests: dict[int, list[bytes]]) -> dict[int, list[Slice]]:
    slices = defaultdict(list)
    for _ in range(_ROUNDS):
        for count, target in targets.items():
            struck = strike(target, requests[count], connections=_CONNECTIONS, seconds=_SECONDS)
            slices[count].append(struck)
    return slices


def _posts(each: Balanced) -> list[bytes]:
    """Messages of as many accounts on each process, one account after the other."""
    random, names = Random(1), _names(each)
    rounds = _POSTS // len(names)
    return list(chain.from_iterable([_post(name, random) for name in names] for _ in range(rounds)))


def _names(each: Balanced) -> list[str]:
    """Names of accounts that are open, as many on each process, with a number each."""
    found: dict[str, list[str]] = defaultdict(list)
    wanted = _ACCOUNTS // len(each.processes)
    for count in range(100 * _ACCOUNTS):
        name = f"bench-{count}"
        server = each.open(name).headers["x-process"]
        process = server if server in each.processes else "1"
        if len(found[process]) < wanted:
            found[process].append(name)
            numbers = f"/v1/users/u-{name}/phoneNumbers"
            each.call("POST", numbers, {"number": LINE}, name=name)
        if all(len(found[process]) == wanted for process in each.processes):
            break
    return list(chain.from_iterable(zip(*found.values(), strict=True)))


def _post(name: str, random: Random) -> bytes:
    body = message_body(destination(random))
    head = (
        f"POST /v1/users/u-{name}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: {authorization(name)}\r\nUser-Agent: bench\r\nAccept: */*\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _said(slices: list[Slice]) -> str:
    rate, cpu = median(each.rate for each in slices), median(each.cpu_us for each in slices)
    p99 = median(each.p99_ms for each in slices)
    return f"{rounded(rate)}/s, p99 {rounded(p99)} ms, {rounded(cpu)} µs"
