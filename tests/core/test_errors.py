"""The errors resource: the newest errors of an account."""

import pytest

from builders import code_of
from catapult_simulator.core.catalogue import MESSAGE_NOT_FOUND, RESOURCE_NOT_FOUND
from catapult_simulator.core.errors import Errors
from catapult_simulator.core.ids import Ids

UNKNOWN = RESOURCE_NOT_FOUND.error()


@pytest.fixture
def errors() -> Errors:
    return Errors(Ids("seed"), kept=3)


def test_an_error_is_kept_as_it_was(errors: Errors) -> None:
    error = MESSAGE_NOT_FOUND.error(messageId="m-x")

    record = errors.record(error, 5, (("requestPath", "users/u-1/messages/m-x"),))

    assert errors.get(record.id) == record
    assert record.id.startswith("ue-")
    assert (record.category, record.code, record.time_ms) == ("not-found", "message-not-found", 5)
    assert [(detail.name, detail.value) for detail in record.details] == [
        ("messageId", "m-x"),
        ("requestPath", "users/u-1/messages/m-x"),
    ]
    assert all(detail.id.startswith("ued-") for detail in record.details)


def test_errors_are_found_newest_first(errors: Errors) -> None:
    recorded = [errors.record(UNKNOWN, moment) for moment in (1, 2)]

    assert errors.find() == recorded[::-1]


def test_only_the_newest_are_kept(errors: Errors) -> None:
    recorded = [errors.record(UNKNOWN, moment) for moment in range(5)]

    assert errors.find() == recorded[:1:-1]
    assert code_of(errors.get, recorded[0].id) == "user-error-not-found"


class Meddling(str):
    """An id; comparing it with another writes another error."""

    __slots__ = ("errors",)
    errors: Errors

    def __eq__(self, other: object) -> bool:
        self.errors.record(UNKNOWN, 0)
        return str(self) == other

    __hash__ = str.__hash__


def test_an_error_is_found_though_others_are_written_meanwhile(errors: Errors) -> None:
    records = [errors.record(UNKNOWN, moment) for moment in (1, 2, 3)]
    wanted = Meddling(records[1].id)
    wanted.errors = errors

    assert errors.get(wanted) == records[1]
