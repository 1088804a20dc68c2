"""Resources of an account elsewhere: classes with the methods of those here, made of the table.

Each is a subclass, so that types and `help()` are the same; none of the inherited methods runs.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar, cast

from catapult_simulator.core.remote.methods import CALLED, INTERNAL, READ
from catapult_simulator.testing.remote.calls import Calls

R = TypeVar("R")


def remote(resource: type[R], name: str, calls: Calls) -> R:
    """The resource `name` of the account that `calls` reach."""
    kind: Any = resource
    return cast(R, remote_class(kind, name)(calls))


@cache
def remote_class(resource: type, name: str) -> Any:
    """The class of such resources: methods of the table are called, all others are refused."""
    called = {each: _calling(getattr(resource, each), f"{name}.{each}") for each in CALLED[name]}
    read = {each: _reading(f"{name}.{each}") for each in READ.get(name, ())}
    return type(
        f"Remote{resource.__name__}",
        (resource,),
        {"__init__": _init, "__doc__": resource.__doc__} | called | read | _refused(name),
    )


def not_called(name: str) -> NotImplementedError:
    """The refusal of a public name that only the simulator itself uses."""
    return NotImplementedError(
        f"{name} is not for an account of a simulator elsewhere: {INTERNAL[name]}"
    )


def _init(self: Any, calls: Calls) -> None:
    self._calls = calls


def _calling(local: Callable[..., object], path: str) -> Callable[..., Any]:
    @wraps(local)
    def call(self: Any, *arguments: object, **keywords: object) -> Any:
        return self._calls(path, arguments, keywords)

    return call


def _reading(path: str) -> property:
    return property(lambda self: self._calls(path))


def _refused(resource: str) -> dict[str, Callable[..., Any]]:
    names = [name for name in INTERNAL if name.startswith(f"{resource}.")]
    return {name.partition(".")[2]: _refusing(name) for name in names}


def _refusing(name: str) -> Callable[..., Any]:
    def refuse(self: Any, *arguments: object, **keywords: object) -> Any:
        raise not_called(name)

    return refuse
