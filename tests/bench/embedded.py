"""Inside a user's test: the time of a server's start and stop, a new tenant and a reset."""

from collections.abc import Iterator
from http.client import HTTPConnection
from statistics import median

from bench.samples import WALL, interleaved, timed
from bench.table import Row, millis
from bench.traffic import AUTHORIZATION, PHONE_NUMBERS, SECRET, TOKEN, USER_ID
from bench.worlds import fill, simulator_with_tenant
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server


def measure() -> Iterator[Row]:
    """Wall-clock time. Everything is imported before."""
    _serve_once()
    served = interleaved({"once": _serve_once}, rounds=30, clock=WALL)["once"]
    yield _row("embedded: start, one request, stop", median(served), 15)
    yield _row("embedded: fresh tenant", _opening(), 0.2)
    yield _row("embedded: reset after 1,000 messages", _reset(1000, rounds=20), 1)
    yield _row("embedded: reset after 100,000 messages", _reset(100_000, rounds=3))


def _serve_once() -> None:
    simulator = Simulator()
    simulator.open_tenant(USER_ID, TOKEN, SECRET)
    with Server(simulator) as server:
        connection = HTTPConnection("127.0.0.1", int(server.url.rpartition(":")[2]), timeout=10)
        connection.request("GET", PHONE_NUMBERS, headers={"Authorization": AUTHORIZATION})
        response = connection.getresponse()
        response.read()
        connection.close()
    if response.status != 200:
        raise RuntimeError(f"GET {PHONE_NUMBERS} was answered {response.status}, not 200")


def _opening() -> float:
    simulator = Simulator()
    return median(timed(simulator.open_tenant, times=20, clock=WALL) for _ in range(50))


def _reset(messages: int, *, rounds: int) -> float:
    figures = []
    for _ in range(rounds):
        _, tenant = simulator_with_tenant()
        fill(tenant, messages)
        figures.append(timed(tenant.reset, clock=WALL))
    return median(figures)


def _row(what: str, seconds: float, target: float | None = None) -> Row:
    return Row(what, millis(seconds), seconds * 1e3, "ms", target)
