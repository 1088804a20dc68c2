"""A running simulator that tests use: named by an option, the environment or the ini file."""

from catapult_simulator.testing.plugin.opener import NoAccount
from catapult_simulator.testing.remote.simulator import RemoteServer, UnusableSimulator


def reach(url: str, app_host: str | None) -> RemoteServer:
    """The server at `url`. Raises NoAccount where there is none that tests can use."""
    try:
        return RemoteServer(url, app_host=app_host)
    except (UnusableSimulator, ValueError) as problem:
        raise NoAccount(str(problem)) from None
