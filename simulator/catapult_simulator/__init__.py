"""The Catapult v1 telephone network in a box."""

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.message import MessageDraft
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

__all__ = ["CatapultError", "Fault", "MessageDraft", "Rules", "Simulator", "Tenant", "__version__"]
__version__ = "0.1.0"
