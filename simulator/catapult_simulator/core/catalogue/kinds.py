"""ErrorKind, a row of the catalogue, and CatapultError, the exception made from a row."""

from typing import NamedTuple

Details = tuple[tuple[str, str], ...]

ERRORS_MD = "documented: errors.md"
TRAFFIC_2015 = "observed: recorded exchanges 2015-09"
LOGS_2015 = "observed: SDK run logs 2015"


class CatapultError(Exception):
    """An error response of the API, made by `MESSAGE_NOT_FOUND.error(messageId="m-x")`."""

    __module__ = "catapult_simulator"  # its public name, as failures show it

    kind: "ErrorKind"
    category: str
    """Such as `not-found`."""
    code: str
    """Such as `message-not-found`."""
    message: str
    """The sentence of the API; empty where the response has none."""
    details: Details
    """The values that the response repeats: pairs of name and value."""

    def __init__(self, kind: "ErrorKind", message: str, details: Details = ()) -> None:
        super().__init__(f"{kind.code}: {message}" if message else kind.code)
        self.kind = kind
        self.category = kind.category
        self.code = kind.code
        self.message = message
        self.details = details


class ErrorKind(NamedTuple):
    """One row: an error that the API can answer, and how it is known.

    `template` is the message; an error with an empty one (429) has no `message` in its body.
    `evidence` begins with *documented*, *observed* or *assumed*. `details` are the values that the
    error repeats, in wire order. `status` is set where it differs from the category's.
    `detail_evidence` is that of single details, where it is not the row's.
    """

    category: str
    code: str
    template: str
    evidence: str
    details: tuple[str, ...] = ()
    status: int | None = None
    detail_evidence: tuple[tuple[str, str], ...] = ()

    def error(self, **values: object) -> CatapultError:
        """The error with `values` filled into the template and the details of the row."""
        details = tuple((name, str(values[name])) for name in self.details)
        return CatapultError(self, self.template.format_map(values), details)

    def evidence_of(self, detail: str) -> str:
        """How it is known that the error repeats this value."""
        return dict(self.detail_evidence).get(detail, self.evidence)
