"""Resource: what an answer shows of a record, as one table of fields in wire order.

The same table renders answers, documents them (OpenAPI) and says how we know (the ledger).
"""

from collections.abc import Callable
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from catapult_simulator.core.links import Links
from catapult_simulator.core.rules import Rules

Record = TypeVar("Record")
Type = Literal["string", "integer", "boolean", "date-time", "uri", "strings", "uris", "details"]


class Field(NamedTuple, Generic[Record]):
    """One field: where its value is read. A value of None leaves the field out: never null
    (sdk: C# cannot read one). Without `evidence` the resource's page documents it."""

    name: str
    read: Callable[[Record, "RenderContext"], Any]
    type: Type = "string"
    evidence: str = ""
    values: tuple[str, ...] = ()


class RenderContext(NamedTuple):
    """What a field may need beside its record: links on the client's host, the tenant's rules."""

    links: Links
    rules: Rules


class ResourceView(Generic[Record]):
    """A named table of fields. `evidence` holds for those that have none of their own."""

    def __init__(self, name: str, evidence: str, fields: tuple[Field[Record], ...]) -> None:
        self.name = name
        self.evidence = evidence
        self.fields = fields
        self._plan = tuple((field.name, field.read) for field in fields)

    def render(self, record: Record, context: RenderContext) -> dict[str, Any]:
        """The record as an answer carries it."""
        shown = {}
        for name, read in self._plan:
            value = read(record, context)
            if value is not None:
                shown[name] = value
        return shown

    def evidence_of(self, field: Field[Record]) -> str:
        return field.evidence or self.evidence
