"""A simulator of Bandwidth's Catapult v1 API for SMS and MMS.

Public names are imported on first use: pytest loads this package's plugin at the start of every
run, also where no test uses the simulator.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catapult_simulator.core.catalogue import CatapultError
    from catapult_simulator.core.expectations.callback_record import CallbackRecord
    from catapult_simulator.core.expectations.expectation import called, received, sent
    from catapult_simulator.core.expectations.sentences import NotSeen
    from catapult_simulator.core.faults import Fault
    from catapult_simulator.core.messages.message import MessageDraft
    from catapult_simulator.core.rules import Rules
    from catapult_simulator.core.simulator import Simulator
    from catapult_simulator.core.tenant import Tenant
    from catapult_simulator.server import Server
    from catapult_simulator.testing.catapult import Catapult
    from catapult_simulator.testing.plugin.options import CatapultConfig
    from catapult_simulator.testing.unittest import CatapultMixin
    from catapult_simulator.tls.server_context import tls_ca_file, tls_context

__all__ = [
    "CallbackRecord",
    "Catapult",
    "CatapultConfig",
    "CatapultError",
    "CatapultMixin",
    "Fault",
    "MessageDraft",
    "NotSeen",
    "Rules",
    "Server",
    "Simulator",
    "Tenant",
    "__version__",
    "called",
    "received",
    "sent",
    "tls_ca_file",
    "tls_context",
]
__version__ = "0.1.0"
CONTROL_PREFIX = "/_simulator"  # of the control API's paths

# Public name -> its module.
_MODULES = {
    "CallbackRecord": "core.expectations.callback_record",
    "Catapult": "testing.catapult",
    "CatapultConfig": "testing.plugin.options",
    "CatapultError": "core.catalogue",
    "CatapultMixin": "testing.unittest",
    "Fault": "core.faults",
    "MessageDraft": "core.messages.message",
    "NotSeen": "core.expectations.sentences",
    "Rules": "core.rules",
    "Server": "server",
    "Simulator": "core.simulator",
    "Tenant": "core.tenant",
    "called": "core.expectations.expectation",
    "received": "core.expectations.expectation",
    "sent": "core.expectations.expectation",
    "tls_ca_file": "tls.server_context",
    "tls_context": "tls.server_context",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
