"""Openers: in a server of this process, or in one elsewhere. The latter is imported when needed."""

import os
from typing import TYPE_CHECKING, cast

from catapult_simulator.testing.plugin.opener import AccountOpener, LocalOpener

if TYPE_CHECKING:
    from catapult_simulator.server import Server
    from catapult_simulator.testing.remote.simulator import RemoteServer


def opener_of(server: "Server | RemoteServer") -> AccountOpener:
    """Opens accounts at `server`. Raises NoAccount for what is no server."""
    if not getattr(server, "is_elsewhere", False):
        return LocalOpener(cast("Server", server))
    from catapult_simulator.testing.plugin.remote_opener import RemoteOpener

    return RemoteOpener(cast("RemoteServer", server))


def named_server() -> "RemoteServer | None":
    """The server that CATAPULT_SIMULATOR_URL names, if it names one. Raises UnusableSimulator."""
    url, app_host = (os.environ.get(f"CATAPULT_SIMULATOR_{name}") for name in ("URL", "APP_HOST"))
    if not url:
        return None
    from catapult_simulator.testing.remote.simulator import RemoteServer

    return RemoteServer(url, app_host=app_host or None)
