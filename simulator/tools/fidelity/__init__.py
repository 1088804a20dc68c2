"""The ledger: every name and behaviour of the simulated API, with its evidence.

Most rows are read from the code that serves: routes, schemas, resource views, headers and the
error catalogue. Written here are the assumptions (`assumptions/`), those that a source has answered
(`settled/`), the names that each source has (`names.py`), and how errors are reached (`reach.py`).

`make ledger` writes `docs/fidelity.md`. The wheel does not contain this package.
"""

from fidelity.collect import rows as rows
from fidelity.page import render as render
from fidelity.row import GROUPS as GROUPS
from fidelity.row import Row as Row
