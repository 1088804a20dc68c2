"""Row: one thing that the simulator takes or says."""

from typing import NamedTuple

from catapult_simulator.core.evidence import kind_of

GROUPS = (
    "operations",
    "parameters",
    "request properties",
    "request headers",
    "answer fields",
    "answer headers",
    "errors",
    "error details",
    "callback fields",
    "callback headers",
    "assumed behaviours",
    "disagreements of sources",
)


class Row(NamedTuple):
    """`name` is what it is called within its group, `says` more of it, `evidence` how we know.

    `place` is where it stands on the wire, such as an operation; empty where the name says it.
    """

    group: str
    name: str
    evidence: str
    says: str = ""
    place: str = ""

    @property
    def kind(self) -> str:
        """Raises ValueError where `evidence` is none."""
        return kind_of(self.evidence)

    @property
    def source(self) -> str:
        return self.evidence.partition(": ")[2]
