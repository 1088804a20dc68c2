"""ResourceView: the JSON form of a record, as one table of fields in the order of the wire.

The same table renders responses, documents them (OpenAPI) and gives their evidence (the ledger).
"""

from collections.abc import Callable
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from catapult_simulator.core.links import Links
from catapult_simulator.core.rules import Rules

Record = TypeVar("Record")
Type = Literal["string", "integer", "boolean", "date-time", "uri", "strings", "uris", "details"]


class Field(NamedTuple, Generic[Record]):
    """One field. A value of None leaves it out: the C# client cannot read null (sdk).

    Without `evidence` that of the view holds: its page must have the name, or the ledger fails.
    """

    name: str
    read: Callable[[Record, "RenderContext"], Any]
    type: Type = "string"
    evidence: str = ""
    values: tuple[str, ...] = ()


class RenderContext(NamedTuple):
    """The links (on the host that the client used) and the rules that fields may read."""

    links: Links
    rules: Rules


class ResourceView(Generic[Record]):
    """A named table of fields. `evidence` holds for fields that have none of their own."""

    def __init__(self, name: str, evidence: str, fields: tuple[Field[Record], ...]) -> None:
        self.name = name
        self.evidence = evidence
        self.fields = fields
        self._plan = tuple((field.name, field.read) for field in fields)

    def render(self, record: Record, context: RenderContext) -> dict[str, Any]:
        """`record` as a JSON object."""
        shown = {}
        for name, read in self._plan:
            value = read(record, context)
            if value is not None:
                shown[name] = value
        return shown

    def evidence_of(self, field: Field[Record]) -> str:
        return field.evidence or self.evidence
