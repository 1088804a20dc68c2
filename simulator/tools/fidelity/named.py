"""Finds the rows whose name is in no source that their evidence cites."""

import re
from collections.abc import Iterable, Iterator

from fidelity.assumptions import ASSUMPTIONS, Assumption
from fidelity.names import ASSUMED, NAMES, PARAMETERS
from fidelity.row import Row

# Operations and headers have evidence of their own, each a row.
GROUPS = (
    "parameters",
    "request properties",
    "response fields",
    "errors",
    "error details",
    "callback fields",
)


def unnamed(rows: Iterable[Row]) -> Iterator[str]:
    """A sentence for each row of `GROUPS` whose name no source has that its evidence cites."""
    for row in rows:
        if row.group in GROUPS and not _is_named(row):
            yield f'{_sentence(row)} See "A field of a response" in CONTRIBUTING.md.'


def _sentence(row: Row) -> str:
    if row.kind == "assumed":
        return (
            f"{row.place} {row.name}: its evidence ({row.evidence}) cites no assumption that is "
            "about this name. Cite one whose `says` has it in backticks: add a row to "
            "simulator/tools/fidelity/assumptions/."
        )
    table = "PARAMETERS" if row.group == "parameters" else "NAMES"
    return (
        f"{row.place} {row.name}: no source that its evidence ({row.evidence}) cites has "
        "this name. Give the field its own evidence: a page or a recording that has it, "
        f"with the name in its list of {table} in simulator/tools/fidelity/names.py, or "
        'assumed("assumption …"), with a row in simulator/tools/fidelity/assumptions/.'
    )


def _is_named(row: Row) -> bool:
    name = row.name.rpartition(".")[2]
    if row.kind == "assumed":
        return any(_assumes(each, name) for each in ASSUMPTIONS if cites(row.source, each.id))
    lists = PARAMETERS if row.group == "parameters" else NAMES
    return any(name in names for source, names in lists.items() if cites(row.source, source))


def _assumes(assumption: Assumption, name: str) -> bool:
    return f"`{name}`" in assumption.says or name in ASSUMED.get(assumption.id, ())


def cites(evidence: str, source: str) -> bool:
    """Whether `source` stands in the evidence, and not as part of a longer name."""
    return re.search(rf"(?<![\w/]){re.escape(source)}(?!\w)", evidence) is not None
