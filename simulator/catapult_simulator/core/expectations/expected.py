"""Callbacks that a test has asserted with their failure: no surprise to a strict account."""

from collections.abc import Collection, Iterable

from catapult_simulator.core.expectations.callback_record import CallbackRecord
from catapult_simulator.core.expectations.criteria import Record
from catapult_simulator.core.expectations.expectation import Expectation

_ATTRIBUTE = "_expected_callbacks"
_ENDS = ("status", "problem")


def note_expected(
    account: object, expectation: Expectation[Record], found: Iterable[Record]
) -> None:
    """Remember the callbacks in `found` if `expectation` asks how they ended."""
    if any(criterion.row.name in _ENDS for criterion in expectation.criteria):
        numbers: set[int] = vars(account).setdefault(_ATTRIBUTE, set())
        numbers.update(record.number for record in found if isinstance(record, CallbackRecord))


def expected_callbacks(account: object) -> Collection[int]:
    """The numbers of their entries in the journal."""
    numbers: Collection[int] = getattr(account, _ATTRIBUTE, ())
    return numbers
