"""Every assumed behaviour, as rows: what no source settles, and what the simulator does.

Beside them, the choices where sources disagree. Grouped by letter: A requests and errors,
B messages, C callbacks, D numbers, E the other resources, F what the simulated network itself is
like, G disagreements. The ids are stable: tests and talk refer to them. A row whose question turns
out to be answered becomes *documented* where it stands.
"""

from fidelity.assumptions.callbacks import CALLBACKS
from fidelity.assumptions.disagreements import DISAGREEMENTS as DISAGREEMENTS
from fidelity.assumptions.disagreements import Disagreement as Disagreement
from fidelity.assumptions.kinds import Assumption as Assumption
from fidelity.assumptions.messages import MESSAGES
from fidelity.assumptions.network import NETWORK
from fidelity.assumptions.numbers import NUMBERS
from fidelity.assumptions.requests import REQUESTS
from fidelity.assumptions.resources import RESOURCES

ASSUMPTIONS: tuple[Assumption, ...] = (
    *REQUESTS,
    *MESSAGES,
    *CALLBACKS,
    *NUMBERS,
    *RESOURCES,
    *NETWORK,
)
