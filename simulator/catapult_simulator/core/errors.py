"""The errors resource of the API: a bounded log of failed calls and failed callbacks.

`CatapultError` is the exception; these are its records. Source: methods/errors/getErrors.md.
"""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from catapult_simulator.core.catalogue import USER_ERROR_NOT_FOUND, CatapultError, Details
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.masking import masked, masked_text


class ErrorDetail(NamedTuple):
    """One detail of a kept error. It has only these three (observed: a client fails on others)."""

    id: str
    name: str
    value: str


class ErrorRecord(NamedTuple):
    """One entry of the errors resource."""

    id: str
    time_ms: int
    category: str
    code: str
    message: str
    details: tuple[ErrorDetail, ...]


class Errors:
    """The newest errors of one tenant. A full log drops its oldest one."""

    def __init__(self, ids: Ids, kept: int) -> None:
        self._ids = ids
        self._records: deque[ErrorRecord] = deque(maxlen=kept)

    def record(self, error: CatapultError, at_ms: int, request: Details = ()) -> ErrorRecord:
        """Keep `error`, without secrets. `request`: details of the failed call, appended."""
        record = ErrorRecord(
            self._ids.next("ue"),
            at_ms,
            error.category,
            error.code,
            masked_text(error.message),
            tuple(
                ErrorDetail(self._ids.next("ued"), name, masked(value, name))
                for name, value in (*error.details, *request)
            ),
        )
        self._records.append(record)
        return record

    def resize(self, count: int) -> None:
        """Keep this many at most from now on: the newest ones. Called under the world's lock."""
        if count != self._records.maxlen:
            self._records = deque(self._records, maxlen=count)

    def restore(self, records: Iterable[ErrorRecord]) -> None:
        """Keep these records, oldest first."""
        self._records.extend(records)

    def get(self, error_id: str) -> ErrorRecord:
        """Raises `user-error-not-found`."""
        for record in self.find():  # a copy: failing callbacks may write meanwhile
            if record.id == error_id:
                return record
        raise USER_ERROR_NOT_FOUND.error(userErrorId=error_id)

    def find(self) -> list[ErrorRecord]:
        """All kept errors, newest first."""
        return list(reversed(self._records))
