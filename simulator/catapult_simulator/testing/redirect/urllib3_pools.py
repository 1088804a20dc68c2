"""urllib3: a pool of connections to the real API hands its requests to one to the simulator."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from weakref import WeakKeyDictionary

import urllib3.connection
import urllib3.connectionpool

from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import target_for
from catapult_simulator.testing.redirect.target import Target

Connect = Callable[[Any], Any]  # gives a connected socket for a timeout
# vcrpy may have put its own class in place, which has the real one as its base.
_Connection: Any = urllib3.connection.HTTPConnection
_Connection = getattr(_Connection, "_baseclass", _Connection)


def patches(library: str) -> list[Patch]:
    return [Patch(urllib3.connectionpool.HTTPConnectionPool, "urlopen", _wrap)]


def _wrap(original: Function) -> Function:
    def urlopen(pool: Any, method: str, url: str, *arguments: Any, **options: Any) -> Any:
        target = None if isinstance(pool, SimulatorPool) else target_for(pool.host)
        if target is not None:
            pool, url = _pool_to(target, pool), _path_of(url)
        return original(pool, method, url, *arguments, **options)

    return urlopen


class _SimulatorConnection(_Connection):  # type: ignore[misc] # urllib3 or vcrpy: known at run time
    def __init__(self, connect: Connect, **options: Any) -> None:
        super().__init__(**options)
        self._open_socket = connect

    def connect(self) -> None:
        self.sock = self._open_socket(self.timeout)


class SimulatorPool(urllib3.connectionpool.HTTPConnectionPool):
    """Connections that `connect(timeout)` opens; each carries one request."""

    ConnectionCls = _SimulatorConnection  # vcrpy asks for connections until it gets one of these

    def __init__(self, connect: Connect, **options: Any) -> None:
        super().__init__(REAL_HOST, **options)
        self._open_socket = connect

    def _new_conn(self) -> Any:
        self.num_connections += 1
        return _SimulatorConnection(self._open_socket, host=self.host, port=self.port)

    def _put_conn(self, conn: Any) -> None:
        """Close it first: before urllib3 2, no pool that is thrown away does so."""
        if conn is not None:
            conn.close()
        super()._put_conn(conn)


def _pool_to(target: Target, pool: Any) -> SimulatorPool:
    """A pool with the settings of `pool`, and as long-lived."""
    known = _pools.get(pool)
    if known is None or known[0] != target:
        options = {"timeout": pool.timeout, "retries": pool.retries, "headers": pool.headers}
        known = _pools[pool] = target, SimulatorPool(target.connect, **options)
    return known[1]


def _path_of(url: str) -> str:
    """Path and query of a URL that may have a host."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


_pools: WeakKeyDictionary[Any, tuple[Target, SimulatorPool]] = WeakKeyDictionary()
