"""The resources of an account as Markdown for mkdocstrings: what a test calls, and no more."""

from collections.abc import Iterator
from inspect import getdoc
from typing import get_type_hints

from catapult_simulator.core.remote.methods import CALLED, OTHERWISE, READ
from catapult_simulator.core.tenant import Tenant


def resources() -> str:
    """A section for each resource."""
    return "\n\n".join(map(_section, filter(None, CALLED)))


def _section(name: str) -> str:
    described = getattr(Tenant, name)
    class_ = get_type_hints(described.fget)["return"]
    members = ", ".join(sorted(set(_members(name))))
    options = f"{{ heading_level: 3, show_root_heading: false, members: [{members}] }}"
    path = f"{class_.__module__}.{class_.__qualname__}"
    return f"## {name}\n\n{getdoc(described)}\n\n::: {path}\n    options: {options}"


def _members(resource: str) -> Iterator[str]:
    apart = [name.partition(".") for name in OTHERWISE]
    given = [name for owner, _, name in apart if owner == resource]
    for name in (*CALLED[resource], *READ.get(resource, ()), *given):
        if name and not name.startswith("_"):
            yield name
