"""The Catapult v1 telephone network in a box.

The public names are imported when they are first used: pytest loads the plugin of this package at
the start of every run, whether or not a test asks for the simulator.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catapult_simulator.core.catalogue import CatapultError
    from catapult_simulator.core.faults import Fault
    from catapult_simulator.core.messages.message import MessageDraft
    from catapult_simulator.core.rules import Rules
    from catapult_simulator.core.simulator import Simulator
    from catapult_simulator.core.tenant import Tenant
    from catapult_simulator.server import Server

__all__ = [
    "CatapultError",
    "Fault",
    "MessageDraft",
    "Rules",
    "Server",
    "Simulator",
    "Tenant",
    "__version__",
]
__version__ = "0.1.0"

_HOMES = {
    "CatapultError": "core.catalogue",
    "Fault": "core.faults",
    "MessageDraft": "core.messages.message",
    "Rules": "core.rules",
    "Server": "server",
    "Simulator": "core.simulator",
    "Tenant": "core.tenant",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
