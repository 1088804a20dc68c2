"""Assumption, one behaviour that no source settles."""

from typing import NamedTuple


class Assumption(NamedTuple):
    """The behaviour, the reason for it, the module that implements it, and its switch.

    `switch` names fields of `Rules` (properties of the tenant in the control API), or an argument
    of a class. It is empty where only a change of `where` alters the behaviour. `otherwise` says
    what the real service may do instead. The assumptions that have it matter most to users:
    docs/fidelity.md begins with them.
    """

    id: str
    says: str
    why: str
    where: str
    switch: str = ""
    otherwise: str = ""
