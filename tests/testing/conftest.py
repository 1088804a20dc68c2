"""Accounts as tests use them: on a server, with an app or a redirect around them."""

from collections.abc import Iterator
from typing import cast

import pytest

from catapult_simulator import Server, Simulator
from catapult_simulator.testing.catapult import Catapult


@pytest.fixture(scope="session")
def served_simulator() -> Iterator[Simulator]:
    """A simulator on virtual time, which a server runs."""
    with Server(Simulator(tenant_type=Catapult)) as server:
        yield server.simulator


@pytest.fixture
def served_simulator_url(served_simulator: Simulator) -> str:
    """The base URL of that server."""
    return served_simulator.network.url


@pytest.fixture
def account(served_simulator: Simulator, request: pytest.FixtureRequest) -> Iterator[Catapult]:
    """An account of its own for each test. It is closed at the end, as that of the plugin is."""
    opened = cast(Catapult, served_simulator.open_tenant(seed=request.node.nodeid))
    yield opened
    if served_simulator.is_open(opened):
        served_simulator.close_tenant(opened.user_id)
