"""ErrorKind, a row of the catalogue, and CatapultError, what is raised with one."""

from typing import NamedTuple

Details = tuple[tuple[str, str], ...]

TRAFFIC_2015 = "observed: recorded exchanges 2015-09"
LOGS_2015 = "observed: SDK run logs 2014-12 to 2015-04"


class CatapultError(Exception):
    """What the API says no with. Made from a row: `MESSAGE_NOT_FOUND.error(messageId="m-x")`."""

    def __init__(self, kind: "ErrorKind", message: str, details: Details = ()) -> None:
        super().__init__(message or kind.code)
        self.kind = kind
        self.category = kind.category
        self.code = kind.code
        self.message = message
        self.details = details


class ErrorKind(NamedTuple):
    """One row: what is said, and how we know that it is said so.

    `evidence` starts with *documented*, *observed* or *assumed*. A template without text is an
    error whose body has no `message` (429). `status` is given where it is not its category's.
    """

    category: str
    code: str
    template: str
    details: tuple[str, ...] = ()
    evidence: str = "documented: errors.md"
    status: int | None = None

    def error(self, **values: object) -> CatapultError:
        """The error with `values` filled into the sentence and, where the row says so, details."""
        details = tuple((name, str(values[name])) for name in self.details)
        return CatapultError(self, self.template.format_map(values), details)
