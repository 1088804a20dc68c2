"""Parameter: what an operation takes in its query. Tables of them stand beside what reads them.

The same rows document the operation (OpenAPI) and say how we know (the ledger). What is not
listed is ignored (assumed: clients send extras freely), in any operation.
"""

from typing import NamedTuple

from catapult_simulator.core.evidence import Header, documented, sdk
from catapult_simulator.web.resource import Type


class Parameter(NamedTuple):
    """One parameter. `values` are the words it may be, in any case; none of them is required."""

    name: str
    type: Type
    evidence: str
    description: str
    values: tuple[str, ...] = ()


Parameters = tuple[Parameter, ...]


def paging(evidence: str) -> Parameters:
    """`page` and `size`, which `ApiRequest.page` reads. `evidence` documents the list."""
    return (
        Parameter("page", "integer", evidence, "Which page, from 0 on."),
        Parameter("size", "integer", evidence, "How many on a page: 25, at most 1000."),
    )


_UPLOAD = documented("methods/media/putMediaMediaName.md")
# Every header of a request that changes an answer.
HEADERS = (
    Header(
        "Authorization", "Basic, token and secret, always", sdk("all send it without being asked")
    ),
    Header("Content-Type", "application/json, or none", sdk("with and without a charset")),
    Header("Content-Type", "of an upload: kept, and given back", _UPLOAD),
    Header("Content-Length", "of an upload: mandatory", _UPLOAD),
    Header("Cache-Control", "of an upload: kept, and given back", _UPLOAD),
)
