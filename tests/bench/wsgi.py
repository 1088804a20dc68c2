"""One request without a socket: the cost of the framework, and the cost that we add."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from statistics import median

from bench.raw import Raw
from bench.samples import Call, interleaved, ratio, settled_garbage, timed
from bench.table import Row, micros
from bench.traffic import MESSAGES, destination, message_body
from bench.worlds import fill, simulator_with_tenant
from bench.yardstick import PATH, empty_app
from catapult_simulator.app import create_app
from catapult_simulator.core.simulator import Simulator

_ROUNDS, _TIMES = 60, 100


def measure() -> Iterator[Row]:
    """Processor time of each call, with the journal on. Later events of a message count apart."""
    simulator, tenant = simulator_with_tenant()
    calls = _calls(simulator, fill(tenant, 1000))
    settled: list[float] = []
    for call in calls.values():
        timed(call, times=300)
    tenant.settle()
    with settled_garbage():
        figures = interleaved(
            calls,
            rounds=_ROUNDS,
            times=_TIMES,
            between=lambda: settled.append(timed(tenant.settle)),
        )
    yield _row("raw WSGI: POST message", figures, "post", 2.2)
    yield _row("raw WSGI: GET message", figures, "get", 1.5)
    yield _life_row([each / _TIMES for each in settled])


def _calls(simulator: Simulator, ids: list[str]) -> dict[str, Call]:
    random = Random(2)
    bodies = cycle([message_body(destination(random)) for _ in range(500)])
    next_ids = cycle(ids)
    ours, empty = Raw(create_app(simulator)), Raw(empty_app())
    ours.post(MESSAGES, next(bodies))
    ours.require("201")
    ours.get(f"{MESSAGES}/{next(next_ids)}")
    ours.require("200")
    return {
        "empty": lambda: empty.get(PATH),
        "post": lambda: ours.post(MESSAGES, next(bodies)),
        "get": lambda: ours.get(f"{MESSAGES}/{next(next_ids)}"),
    }


def _row(what: str, figures: dict[str, list[float]], name: str, target: float) -> Row:
    return Row(
        what,
        micros(median(figures[name])),
        ratio(figures[name], figures["empty"]),
        target=target,
        yardstick=f"{micros(median(figures['empty']))} empty Flask view",
    )


def _life_row(settled: list[float]) -> Row:
    lived = median(sorted(settled)[-len(settled) // 3 :])  # the others settled no message
    return Row("a message's life: queued to sent", micros(lived), lived * 1e6, "µs")
