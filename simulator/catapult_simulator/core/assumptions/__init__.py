"""Every assumed behaviour, as rows: what no source settles, and what the simulator does.

Beside them, the choices where sources disagree. Grouped by letter: A requests and errors,
B messages, C callbacks, D numbers, E the other resources, F what the simulated network itself is
like, G disagreements. The ids are stable: tests and talk refer to them. A row whose question turns
out to be answered becomes *documented* where it stands.
"""

from catapult_simulator.core.assumptions.callbacks import CALLBACKS
from catapult_simulator.core.assumptions.disagreements import DISAGREEMENTS as DISAGREEMENTS
from catapult_simulator.core.assumptions.disagreements import Disagreement as Disagreement
from catapult_simulator.core.assumptions.kinds import Assumption as Assumption
from catapult_simulator.core.assumptions.messages import MESSAGES
from catapult_simulator.core.assumptions.network import NETWORK
from catapult_simulator.core.assumptions.numbers import NUMBERS
from catapult_simulator.core.assumptions.requests import REQUESTS
from catapult_simulator.core.assumptions.resources import RESOURCES

ASSUMPTIONS: tuple[Assumption, ...] = (
    *REQUESTS,
    *MESSAGES,
    *CALLBACKS,
    *NUMBERS,
    *RESOURCES,
    *NETWORK,
)
