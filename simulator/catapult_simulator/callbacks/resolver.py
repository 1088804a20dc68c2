"""Name resolution within a deadline: the system's resolver has none of its own.

A name that takes too long goes on being looked up on a thread of its own; all callbacks that want
it meanwhile share that thread.
"""

import socket
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from threading import Event, Lock, Thread
from typing import Any

from catapult_simulator.callbacks.deadline import Deadline

Found = list[tuple[Any, ...]]
_MOST_LOOKUPS = 64


class _Lookup:
    """One name that is being looked up; `done` is set when it is found or not."""

    def __init__(self, host: str, port: int) -> None:
        self._name = host, port
        self._found: Found | Exception = []
        self.done = Event()

    def run(self) -> None:
        try:
            self._found = _look_up(*self._name)
        except Exception as error:  # for the thread that waits
            self._found = error
        finally:
            self.done.set()

    def result(self) -> Found:
        if isinstance(self._found, Exception):
            raise self._found
        return self._found


class Resolver:
    """Looks names up; at most 64 at once, besides those that the system knows at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: dict[tuple[str, int], _Lookup] = {}

    def addresses(self, host: str, port: int, deadline: Deadline) -> Found:
        """The result of `getaddrinfo`. Raises OSError, also as TimeoutError."""
        if _is_address(host):
            return _look_up(host, port)
        lookup = self._lookup((host, port))
        if not lookup.done.wait(deadline.remaining()):
            raise TimeoutError
        return lookup.result()

    def _lookup(self, name: tuple[str, int]) -> _Lookup:
        with self._lock:
            if name in self._running:
                return self._running[name]
            if len(self._running) >= _MOST_LOOKUPS:
                raise OSError(0, "too many names are being looked up")
            lookup = self._running[name] = _Lookup(*name)
        _run(partial(self._run, name, lookup))
        return lookup

    def _run(self, name: tuple[str, int], lookup: _Lookup) -> None:
        lookup.run()
        with self._lock:
            del self._running[name]


def _run(work: Callable[[], None]) -> None:
    """On a thread; on this one if there is none: a late callback is better than a lost one."""
    try:
        Thread(target=work, name="catapult-names", daemon=True).start()
    except (RuntimeError, MemoryError):
        work()


def _look_up(host: str, port: int) -> Found:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
