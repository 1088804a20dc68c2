"""Patch: replaces an attribute of a class or a module, and gives it back."""

from collections.abc import Callable
from typing import Any, NamedTuple

Function = Callable[..., Any]
_MISSING = object()


class Patch:
    """Replaces `owner.name` with `wrap(original)`.

    The replacement must pass through while no redirect is on: a mock that was started later may put
    it back after the end.
    """

    def __init__(self, owner: Any, name: str, wrap: Callable[[Function], Function]) -> None:
        self._owner, self._name, self._wrap = owner, name, wrap
        self._original: Any = _MISSING
        self._replacement: Function | None = None

    def apply(self) -> None:
        """Replace the attribute, unless the replacement is there already."""
        before = vars(self._owner).get(self._name, _MISSING)
        if before is self._replacement:
            return
        self._original = before
        self._replacement = self._wrap(getattr(self._owner, self._name))
        setattr(self._owner, self._name, self._replacement)

    def undo(self) -> None:
        """Give back the original, unless a later patch is there."""
        if vars(self._owner).get(self._name) is not self._replacement:
            return
        if self._original is _MISSING:
            delattr(self._owner, self._name)
        else:
            setattr(self._owner, self._name, self._original)


class Way(NamedTuple):
    """A library that may go to the real API: its name, and the module with its `patches()`."""

    library: str
    module: str


_HERE = "catapult_simulator.testing.redirect"
WAYS = (
    Way("socket", f"{_HERE}.leak_guard"),
    Way("http.client", f"{_HERE}.http_client"),
    Way("urllib3", f"{_HERE}.urllib3_pools"),
    Way("requests", f"{_HERE}.requests_adapters"),
    Way("httpx", f"{_HERE}.httpx_transports"),
    Way("aiohttp", f"{_HERE}.aiohttp_connectors"),
    Way("responses", f"{_HERE}.mock_libraries"),
    Way("requests_mock", f"{_HERE}.mock_libraries"),
    Way("vcr", f"{_HERE}.mock_libraries"),
)
