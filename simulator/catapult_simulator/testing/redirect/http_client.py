"""http.client, and with it urllib.request: a connection to the real API is one to the simulator."""

import http.client
from typing import Any

from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import target_for


def patches(library: str) -> list[Patch]:
    classes: list[Any] = [http.client.HTTPConnection]
    if hasattr(http.client, "HTTPSConnection"):  # a Python without TLS has none
        classes.append(http.client.HTTPSConnection)
    return [Patch(_real(each), "connect", _wrap) for each in classes]


def _real(connection: Any) -> Any:
    """The class of Python: vcrpy puts its own in place, which has the real one as its base."""
    return getattr(connection, "_baseclass", connection)


def _wrap(original: Function) -> Function:
    def connect(connection: Any) -> None:
        target = target_for(connection._tunnel_host or connection.host)
        if target is None:
            original(connection)
        else:
            connection.sock = target.connect(connection.timeout)

    return connect
