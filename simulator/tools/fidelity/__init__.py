"""The ledger: everything that the simulator takes and says, and how we know of it.

Nothing is written down here twice. Rows are read off what serves: the routes, the schemas that
validate, the tables that render, the catalogue of errors, the assumptions of the core. Only how
each error is reached has its table here, in `reach.py`.

`make ledger` prints the page that is kept as `docs/fidelity.md`.
"""

from fidelity.collect import rows as rows
from fidelity.page import render as render
from fidelity.row import GROUPS as GROUPS
from fidelity.row import Row as Row
