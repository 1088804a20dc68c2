"""Every assumption, one row each: behaviour that no source settles.

Beside them, the choices where sources disagree. The ids are grouped by letter: A requests and
errors, B messages, C callbacks, D numbers, E other resources, F the simulated network,
G disagreements. Ids are stable. Other texts do not repeat an assumption but cite it
("assumption X1"); a test checks that cited ids exist. When a source answers the question of a row,
move the row to `fidelity.settled`, and cite it as a behaviour from then on.
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
