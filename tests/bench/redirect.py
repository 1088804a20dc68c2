"""A POST by `requests` that is redirected to the simulator, beside the same one mocked."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from statistics import median

import requests
import responses

from bench.samples import CPU, Figures, ratio, settled_garbage, timed
from bench.table import Row, micros
from bench.traffic import LINE, MESSAGES, REGULAR, SECRET, TEXT, TOKEN, USER_ID
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from catapult_simulator.testing.catapult import Catapult

_ROUNDS, _TIMES = 60, 50
_URL = f"https://api.catapult.inetwork.com{MESSAGES}"
_BODY = {"from": LINE, "to": REGULAR, "text": TEXT}
Around = Callable[[], AbstractContextManager[object]]


def measure() -> Iterator[Row]:
    """Processor time of one POST, the response read. Entering redirect and mock counts apart."""
    with Server(Simulator(tenant_type=Catapult)) as server, settled_garbage():
        account = server.simulator.open_tenant(USER_ID, TOKEN, SECRET)
        assert isinstance(account, Catapult)
        figures = _figures({"redirected": account.redirect, "mocked": _mock}, account)
    yield Row(
        "redirected POST by requests",
        micros(median(figures["redirected"])),
        ratio(figures["redirected"], figures["mocked"]),
        target=1.0,
        yardstick=f"{micros(median(figures['mocked']))} answered by responses",
    )


def _figures(ways: dict[str, Around], account: Catapult) -> Figures:
    """Each round posts in both ways, in alternating order, to an account without messages."""
    figures: Figures = {name: [] for name in ways}
    for number in range(_ROUNDS + 2):
        for name in list(ways) if number % 2 else reversed(ways):
            account.reset()
            account.phone_numbers.allocate(LINE)
            with ways[name]():
                figures[name].append(timed(_post, times=_TIMES, clock=CPU))
    return {name: seconds[2:] for name, seconds in figures.items()}


def _mock() -> responses.RequestsMock:
    mock = responses.RequestsMock()
    location = {"Location": f"{_URL}/m-2222222222222222222222a"}
    mock.add(responses.POST, _URL, status=201, headers=location)
    return mock


def _post() -> None:
    answer = requests.post(_URL, json=_BODY, auth=(TOKEN, SECRET), timeout=10)
    if answer.status_code != 201:
        raise RuntimeError(f"POST {_URL} was answered {answer.status_code}, not 201")
