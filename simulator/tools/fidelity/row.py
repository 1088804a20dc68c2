"""Row: one name or behaviour of the API, with its evidence."""

from typing import NamedTuple

from catapult_simulator.core.evidence import kind_of

GROUPS = (
    "operations",
    "parameters",
    "request properties",
    "request headers",
    "response fields",
    "response headers",
    "errors",
    "error details",
    "callback fields",
    "callback headers",
    "assumed behaviours",
    "settled behaviours",
    "disagreements of sources",
)


class Row(NamedTuple):
    """One line of the ledger. `says` describes it; `place` is where it occurs, as an operation."""

    group: str
    name: str
    evidence: str
    says: str = ""
    place: str = ""

    @property
    def kind(self) -> str:
        """The first word of the evidence. Raises ValueError for an unknown one."""
        try:
            return kind_of(self.evidence)
        except ValueError as error:
            raise ValueError(f"{self.group}, {self.name}: {error}") from None

    @property
    def source(self) -> str:
        return self.evidence.partition(": ")[2]
