"""The records that cross the wire, field by field. A closed table: nothing else is ever built."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from catapult_simulator.core.account import Transaction, TransactionFilter
from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.applications import Application
from catapult_simulator.core.callback_reasons import Reason
from catapult_simulator.core.callbacks import Attempt, Outcome
from catapult_simulator.core.catalogue import ErrorKind
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.errors import ErrorDetail, ErrorRecord
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.media import MediaFile
from catapult_simulator.core.messages.inbox import Attachment, CallbackResult, Inbound
from catapult_simulator.core.messages.message import CallbackOptions, Message, MessageDraft
from catapult_simulator.core.messages.store import Page
from catapult_simulator.core.numbers.available import AvailableNumber
from catapult_simulator.core.numbers.number_info import NumberInfo
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.numbers.queries import NumberQuery
from catapult_simulator.core.people.script import Answer, Script
from catapult_simulator.core.rules import Profile, Rules
from catapult_simulator.core.unmatched_requests import UnmatchedRequest

RECORDS: dict[str, type] = {
    record.__name__: record
    for record in (
        Answer,
        Application,
        Attachment,
        Attempt,
        AvailableNumber,
        CallbackOptions,
        CallbackResult,
        Credentials,
        Entry,
        ErrorDetail,
        ErrorKind,
        ErrorRecord,
        Fault,
        Inbound,
        MediaFile,
        Message,
        MessageDraft,
        NumberInfo,
        NumberQuery,
        Outcome,
        Page,
        Pending,
        PhoneNumber,
        Profile,
        Reason,
        Rules,
        Script,
        Transaction,
        TransactionFilter,
        UnmatchedRequest,
    )
}


def fields_of(record: object) -> dict[str, Any] | None:
    """The fields of a record of the table by name; None for any other object."""
    if RECORDS.get(type(record).__name__) is not type(record):
        return None
    if isinstance(record, Entry):  # a detail may still have to be built
        return record._asdict() | {"lazy_detail": record.detail}
    if isinstance(record, MediaFile):  # its content is fetched apart
        return record._asdict() | {"open": None}
    if is_dataclass(record):
        return {each.name: getattr(record, each.name) for each in fields(record)}
    assert isinstance(record, tuple)
    return dict(zip(record._fields, record, strict=True))  # type: ignore[attr-defined]


def record_of(name: str, content: Mapping[str, Any]) -> Any:
    """The record with these fields. Raises LookupError for a record that is not in the table,
    TypeError and ValueError for fields that it does not have, or that cannot have such a value."""
    if name not in RECORDS:
        raise LookupError(f"there is no record {name!r}")
    return RECORDS[name](**content)
