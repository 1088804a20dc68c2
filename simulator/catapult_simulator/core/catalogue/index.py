"""Every row of the catalogue, and the names by which faults ask for one."""

from collections.abc import Iterator
from functools import cache

from catapult_simulator.core.catalogue import (
    account,
    applications,
    available_numbers,
    errors,
    general,
    media,
    messages,
    phone_numbers,
)
from catapult_simulator.core.catalogue.general import BAD_PARAMETERS
from catapult_simulator.core.catalogue.kinds import ErrorKind

_MODULES = (
    account,
    applications,
    available_numbers,
    errors,
    general,
    media,
    messages,
    phone_numbers,
)


def rows() -> Iterator[ErrorKind]:
    """Every row, module by module."""
    return (row for _, row in _named_rows())


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
    named = {name.lower().replace("_", "-"): row for name, row in _named_rows()}
    return dict(sorted((named | by_code()).items()))


def _named_rows() -> Iterator[tuple[str, ErrorKind]]:
    for module in _MODULES:
        for name, row in vars(module).items():
            if isinstance(row, ErrorKind):
                yield name, row
