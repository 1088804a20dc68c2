"""The leak guard: whatever asks for the address of the real API past a redirect fails."""

import socket
import sys
from collections.abc import Callable
from threading import current_thread
from typing import Any

from catapult_simulator.testing.places import place_of_frame
from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import note_leak


def patches(library: str) -> list[Patch]:
    """Names are resolved by these functions; `connect` resolves a name by itself."""
    resolvers = [
        Patch(socket, name, _guarding(name, _first))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex")
    ]
    connects = [
        Patch(_socket_class(), name, _guarding(name, _host_of_address))
        for name in ("connect", "connect_ex")
    ]
    return resolvers + connects


def _guarding(name: str, host_of: Callable[..., object]) -> Callable[[Function], Function]:
    def wrap(original: Function) -> Function:
        def guarded(*arguments: Any, **options: Any) -> Any:
            host = host_of(*arguments, **options)
            if isinstance(host, str | bytes):
                note_leak(host, _how(name))
            return original(*arguments, **options)

        return guarded

    return wrap


def _first(host: object = None, *_: object, **__: object) -> object:
    return host


def _host_of_address(_: object, address: object = None, *__: object) -> object:
    return address[0] if isinstance(address, tuple) and address else None


def _how(name: str) -> str:
    place = place_of_frame(sys._getframe(2))
    return f"socket.{name} from {place or f'the thread {current_thread().name}'}"


def _socket_class() -> type:
    """The class of Python. pytest-socket may have put one of its own before it."""
    return next(
        each for each in socket.socket.__mro__ if (each.__module__, each.__name__) == _PYTHONS
    )


_PYTHONS = ("socket", "socket")
