"""Every error that the API can answer, as rows of one table, grouped by resource.

A row says category, code, sentence, which values are repeated as details (in wire order) and how
we know. Status codes belong to the categories and stand in `problems.py`. The sentences keep the
original's quirks (`ocurred`, `lenght`, lost commas): clients compare them.

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
    """Every row, in the order of this page."""
    return (row for row in globals().values() if isinstance(row, ErrorKind))


@cache
def by_code() -> dict[str, ErrorKind]:
    """The rows by code; of several with one code the first, and the plainest `validation-error`."""
    first: dict[str, ErrorKind] = {BAD_PARAMETERS.code: BAD_PARAMETERS}
    for row in rows():
        first.setdefault(row.code, row)
    return dict(sorted(first.items()))


@cache
def by_name() -> dict[str, ErrorKind]:
    """What a script can ask for: every code, and each row by its own name besides.

    Several rows share a code; `remote-media-unavailable` is the second of `media-unavailable`.
    """
    named = {
        name.lower().replace("_", "-"): row
        for name, row in globals().items()
        if isinstance(row, ErrorKind)
    }
    return dict(sorted((named | by_code()).items()))
