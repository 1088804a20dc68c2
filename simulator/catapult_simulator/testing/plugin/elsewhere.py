"""A running simulator that tests use: named by an option, the environment or the ini file."""

import pytest

from catapult_simulator.testing.remote.simulator import RemoteServer, UnusableSimulator


def reach(url: str, app_host: str | None) -> RemoteServer:
    """The server at `url`. Where there is none that tests can use, they fail with a sentence."""
    try:
        return RemoteServer(url, app_host=app_host)
    except (UnusableSimulator, ValueError) as problem:
        pytest.fail(str(problem), pytrace=False)
