"""Errors of the catalogue that a fault raises: their messages are filled as well as can be."""

from collections.abc import Mapping
from string import Formatter

from catapult_simulator.core.catalogue import CatapultError, ErrorKind, by_name

# Values for the message of a scripted error, where the request has none.
_SAMPLE_VALUES: dict[str, object] = {
    "limit": 1, "per": 1, "window": 10, "rate": "1.1", "balance": "0.00000", "amount": "0.00500",
    "mediaType": "application/octet-stream", "count": 51,
    "id": "n-unknown",
}  # fmt: skip


def scripted_error(name: str, facts: Mapping[str, str | None]) -> CatapultError:
    """The error called `name`, its message filled with `facts` of the request."""
    row = by_name()[name]
    values = _SAMPLE_VALUES | dict(facts)
    return row.error(**{name: _known(values.get(name), name) for name in _names(row)})


def _names(row: ErrorKind) -> set[str]:
    """The names of the values in the message and the details of `row`."""
    return {name for _, name, _, _ in Formatter().parse(row.template) if name} | set(row.details)


def _known(value: object, name: str) -> object:
    """The value, or its name in angle brackets where it is missing."""
    return f"<{name}>" if value is None else value
