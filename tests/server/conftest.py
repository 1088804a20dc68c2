"""A server on each clock, an app that receives callbacks, and accounts."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
import requests

from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from receivers import App, app_listening, hanging_after, socket_that
from server.account_of_server import Shop

AT_ONCE = Rules(dequeue_ms=0, carrier_ms=0, receipt_ms=0)


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


@pytest.fixture(params=["virtual", "wall"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server on each clock, without delays."""
    with Server(Simulator(clock=request.param, rules=AT_ONCE)) as opened:
        yield opened


@pytest.fixture
def wall() -> Iterator[Server]:
    with Server(Simulator(clock="wall", rules=AT_ONCE)) as opened:
        yield opened


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture
def open_shop(session: requests.Session) -> Callable[[Server], Shop]:
    return lambda server: Shop(server, session)


@pytest.fixture
def hanging() -> Iterator[str]:
    """The URL of a receiver that never answers."""
    released = Event()
    with socket_that(hanging_after(b"", released)) as url:
        yield url
        released.set()
