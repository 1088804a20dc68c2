"""Behaviours that were assumptions until a source answered them.

Each keeps the id of its assumption. Other texts cite it as "behaviour C8", and tests check that
the ids exist, that each has a check, and that the check has the same evidence.
"""

from fidelity.settled.callbacks import CALLBACKS
from fidelity.settled.kinds import Settled as Settled
from fidelity.settled.messages import MESSAGES
from fidelity.settled.requests import REQUESTS
from fidelity.settled.resources import RESOURCES
from fidelity.settled.sources import CLIENTS as CLIENTS
from fidelity.settled.sources import DOCUMENTATION as DOCUMENTATION
from fidelity.settled.sources import SOURCES as SOURCES
from fidelity.settled.sources import Place as Place
from fidelity.settled.sources import Run as Run
from fidelity.settled.sources import Source as Source

SETTLED: tuple[Settled, ...] = (*REQUESTS, *MESSAGES, *CALLBACKS, *RESOURCES)
