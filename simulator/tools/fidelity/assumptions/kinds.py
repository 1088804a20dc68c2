"""Assumption, one behaviour that no source settles."""

from typing import NamedTuple


class Assumption(NamedTuple):
    """What the simulator does, why so, the module that does it, and what changes it.

    `switch` is a field of `Rules` (a property of the tenant in the control API), `profile`, or an
    argument of the class that it names; empty where one edit in `where` is the switch.
    """

    id: str
    says: str
    why: str
    where: str
    switch: str = ""
