"""The error catalogue: one row for every error that the API can answer, grouped by resource.

A row names its evidence, so that no error is published without. The status belongs to the category
and stands in `web/errors.py`. Messages keep the original's quirks (`ocurred`, `lenght`, lost
commas), because clients compare them.

To add an error, add a row to the module of its resource and make it reachable: a request in
`tests/tools/fidelity/error_requests.py`, or a reason in `simulator/tools/fidelity/reach.py`. A
test names the row that lacks one. Then run `make ledger`.

Source: ap-docs errors.md (quoting restored from the revision before 2018-10-24), recorded
exchanges of 2014-2015, and the pages named in each row.
"""

from collections.abc import Iterator
from functools import cache

from catapult_simulator.core.catalogue.account import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.applications import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.available_numbers import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.errors import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.general import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.general import BAD_PARAMETERS as BAD_PARAMETERS
from catapult_simulator.core.catalogue.kinds import CatapultError as CatapultError
from catapult_simulator.core.catalogue.kinds import Details as Details
from catapult_simulator.core.catalogue.kinds import ErrorKind as ErrorKind
from catapult_simulator.core.catalogue.media import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.messages import *  # noqa: F403 - rows
from catapult_simulator.core.catalogue.phone_numbers import *  # noqa: F403 - rows


def rows() -> Iterator[ErrorKind]:
    """Every row, in the order of the imports above."""
    return (row for row in globals().values() if isinstance(row, ErrorKind))


@cache
def by_code() -> dict[str, ErrorKind]:
    """The rows by code: the first row of each code, and BAD_PARAMETERS for `validation-error`."""
    first: dict[str, ErrorKind] = {BAD_PARAMETERS.code: BAD_PARAMETERS}
    for row in rows():
        first.setdefault(row.code, row)
    return dict(sorted(first.items()))


@cache
def by_name() -> dict[str, ErrorKind]:
    """The names that a fault accepts: every code, and the name of every row in kebab case.

    Several rows share a code: `remote-media-unavailable` has the code `media-unavailable`.
    """
    named = {
        name.lower().replace("_", "-"): row
        for name, row in globals().items()
        if isinstance(row, ErrorKind)
    }
    return dict(sorted((named | by_code()).items()))
