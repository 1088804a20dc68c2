"""Settled, one behaviour that was an assumption until a source answered it."""

from typing import NamedTuple


class Settled(NamedTuple):
    """The behaviour, its evidence, and the module that implements it.

    `id` is that of the former assumption. `against` is what other sources say, and `switch` names
    fields of `Rules` or an argument of a class, as in an assumption.
    """

    id: str
    says: str
    evidence: str
    where: str
    against: str = ""
    switch: str = ""
