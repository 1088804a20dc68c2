"""bandwidth-sdk 3.0.3 from PyPI, unmodified, against a server in this process."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builders import LINE
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions use invalid escapes
    import bandwidth


@pytest.fixture
def server(simulator: Simulator) -> Iterator[Server]:
    simulator.has_callback_sender = True  # callbacks are recorded, not sent
    with Server(simulator) as opened:
        yield opened


Make = Callable[[str], Any]


@pytest.fixture
def make(server: Server, tenant: Tenant) -> Make:
    """Makes a client of a kind, as its documents say but for the endpoint."""
    own = tenant.credentials
    return lambda kind: bandwidth.client(
        kind, own.user_id, own.token, own.secret, api_endpoint=server.url
    )


@pytest.fixture
def account(make: Make) -> Any:
    return make("account")


@pytest.fixture
def messaging(make: Make) -> Any:
    return make("messaging")


@pytest.fixture
def line(account: Any) -> str:
    """The id of an ordered number."""
    return str(account.order_phone_number(number=LINE))
