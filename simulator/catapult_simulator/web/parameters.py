"""Parameter: one query parameter of an operation. Tables of them stand beside the code that reads
them.

The same rows document the operation (OpenAPI) and give its evidence (the ledger). A parameter
that is not listed is ignored in any operation (behaviour A12).
"""

from collections.abc import Iterable
from typing import NamedTuple

from catapult_simulator.core.evidence import Header, documented, sdk
from catapult_simulator.web.resource import Type


class Parameter(NamedTuple):
    """An optional parameter. `values` are its accepted words, see `find_word`."""

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


def find_word(text: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `text` means: in any case, with or without hyphens.

    Observed: the C# client sends `NotDelivered` for `not-delivered`.
    """
    plain = _plain(text)
    return next((word for word in words if _plain(word) == plain), None)


def _plain(word: str) -> str:
    return word.lower().replace("-", "")


_UPLOAD = documented("methods/media/putMediaMediaName.md")
# Every header of a request that changes its response.
HEADERS = (
    Header(
        "Authorization",
        "Basic, token and secret, always",
        sdk("Python 3.x, Node, Ruby, Java, C# and PHP send it without being asked"),
    ),
    Header(
        "Content-Type",
        "application/json, or none",
        sdk("Java and C# add a charset; Node sends an order of numbers without a type"),
    ),
    Header("Content-Type", "of an upload", _UPLOAD),
    Header("Content-Length", "of an upload: mandatory", _UPLOAD),
    Header("Cache-Control", "of an upload", _UPLOAD),
)
