"""Inside a user's test: a server's start and stop, an app, a new tenant, three days, a reset."""

from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from statistics import median
from typing import Any

from bench.samples import WALL, interleaved, timed
from bench.table import Row, millis
from bench.traffic import (
    AUTHORIZATION,
    DESTINATIONS,
    LINE,
    PHONE_NUMBERS,
    SECRET,
    TEXT,
    TOKEN,
    USER_ID,
)
from bench.worlds import fill, simulator_with_tenant
from catapult_simulator.core.messages.message import MessageDraft
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from catapult_simulator.testing.catapult import Catapult


def measure() -> Iterator[Row]:
    """Wall-clock time. Everything is imported before."""
    _serve_once()
    served = interleaved({"once": _serve_once}, rounds=30, clock=WALL)["once"]
    yield _row("embedded: start, one request, stop", median(served), 15)
    started, stopped = _start_and_stop()
    yield _row("embedded: start", started, 10)
    yield _row("embedded: stop", stopped, 20)
    serving, ending = _serve_and_end()
    yield _row("embedded: serve(app)", serving)
    yield _row("embedded: stop that app", ending)
    yield _row("embedded: fresh tenant", _opening(), 0.2)
    yield _row("embedded: three days, 100 messages", _three_days(), 50)
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


def _start_and_stop() -> tuple[float, float]:
    started, stopped = [], []
    for _ in range(30):
        server = Server(Simulator())
        started.append(timed(server.start, clock=WALL))
        stopped.append(timed(server.stop, clock=WALL))
    return median(started), median(stopped)


def _serve_and_end() -> tuple[float, float]:
    """An app on a port of its own, with a number, and its end with the reset of the account."""
    served, ended = [], []
    with Server(Simulator(tenant_type=Catapult)) as server:
        account = server.simulator.open_tenant()
        assert isinstance(account, Catapult)
        for _ in range(30):
            served.append(timed(lambda: account.serve(_app), clock=WALL))
            ended.append(timed(account.reset, clock=WALL))
    return median(served), median(ended)


def _app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [])
    return []


def _three_days() -> float:
    """A hundred messages with receipts and callbacks, and 72 hours, one after the other."""
    figures = []
    for _ in range(20):
        _, tenant = simulator_with_tenant()
        for person in DESTINATIONS[:100]:
            tenant.messages.send(MessageDraft(LINE, person, TEXT, receipt_requested="all"))
        figures.append(timed(lambda: [tenant.advance(3600) for _ in range(72)], clock=WALL))  # noqa: B023 - it is called here
    return median(figures)


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
