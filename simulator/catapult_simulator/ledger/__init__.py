"""The ledger: everything that the simulator takes and says, and how we know of it.

Nothing is written down here twice. Rows are read off what serves: the routes, the schemas that
validate, the tables that render, the catalogue of errors, the assumptions of the core. Only how
each error is reached has its table here, in `reach.py`.

`python -m catapult_simulator.ledger` prints the page that is kept as `docs/fidelity.md`.
"""

from catapult_simulator.ledger.collect import rows as rows
from catapult_simulator.ledger.page import render as render
from catapult_simulator.ledger.row import GROUPS as GROUPS
from catapult_simulator.ledger.row import Row as Row
