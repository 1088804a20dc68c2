"""One simulator for all referees of a worker, and an account of its own for each test."""

from collections.abc import Iterator

import pytest

from sdk.desk import Desk, open_desk
from serve_support import serving


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    """Where `serve` listens, without `/v1`, on virtual time."""
    with pytest.MonkeyPatch.context() as environment, serving("--clock", "virtual") as process:
        # The clients obey these; a proxy is no way to a simulator nearby.
        environment.setenv("NO_PROXY", "127.0.0.1")
        environment.setenv("no_proxy", "127.0.0.1")
        yield process.url


@pytest.fixture
def desk(simulator_url: str) -> Desk:
    """An account that owns nothing yet."""
    return open_desk(simulator_url)
