"""Tables of a setup from records: the inverse of `records`. What has its default is left out."""

from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from catapult_simulator.core.account import Transaction, in_dollars
from catapult_simulator.core.applications import Application
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.media import MediaFile
from catapult_simulator.core.messages.lifecycle import DueStep
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.e164 import is_e164
from catapult_simulator.core.numbers.number_info import NumberInfo
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.property_names import camel
from catapult_simulator.core.rate_limits import SendingState
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.moments import moment_of

Table = dict[str, Any]
_FAULT_DEFAULTS = {each.name: each.default for each in fields(Fault)}


def moment(ms: int) -> str:
    """`2019-05-01T12:00:00Z`, with the milliseconds if there are any."""
    written = moment_of(ms).isoformat(timespec="milliseconds").removesuffix("+00:00")
    return written.removesuffix(".000") + "Z"


dollars = in_dollars


def rules(rules: Rules) -> Table:
    values = {camel(rule.name): getattr(rules, rule.name) for rule in fields(Rules)}
    return values | {"profile": rules.profile.name}


def application(application: Application) -> Table:
    return _given(application)


def phone_number(number: PhoneNumber, applications: Collection[str]) -> Table:
    """`applications`: the ids that exist. City and state follow from the number."""
    known = number.application_id if number.application_id in applications else None
    return _without_nothing(
        id=number.id,
        number=number.number,
        name=number.name,
        application=known,
        fallbackNumber=number.fallback_number,
        createdTime=moment(number.created_ms),
        price=number.price,
        numberState=number.number_state,
    )


def media(file: MediaFile, content: bytes) -> Table:
    return _without_nothing(
        name=file.name,
        contentType=file.content_type,
        cacheControl=file.cache_control,
        content=b64encode(content).decode(),
    )


def fault(fault: Fault) -> Table:
    return {
        camel(name): getattr(fault, name)
        for name, default in _FAULT_DEFAULTS.items()
        if getattr(fault, name) != default
    }


def caller_names(names: Mapping[str, str]) -> Table:
    """The names that can be looked up."""
    return {number: name for number, name in names.items() if is_e164(number)}


def look_up(info: NumberInfo) -> Table:
    return {
        "number": info.number,
        "name": info.name,
        "created": moment(info.created_ms),
        "updated": moment(info.updated_ms),
    }


def transaction(transaction: Transaction) -> Table:
    table = _given(transaction) | {"amount": dollars(transaction.amount)}
    del table["timeMs"]
    return {"time": moment(transaction.time_ms)} | table


def error(error: ErrorRecord) -> Table:
    return {
        "id": error.id,
        "time": moment(error.time_ms),
        "category": error.category,
        "code": error.code,
        "message": error.message,
        "details": [each._asdict() for each in error.details],
    }


def message(message: Message) -> Table:
    options = {} if message.options is None else _given(message.options)
    return (
        _without_nothing(
            id=message.id,
            direction=message.direction,
            **{"from": message.from_},
            to=message.to,
            text=message.text,
            media=list(message.media) or None,
            time=moment(message.time_ms),
            state=message.state,
            segmentCount=message.segment_count,
            receiptRequested=_unless(message.receipt_requested, "none"),
            deliveryState=message.delivery_state,
            deliveryCode=message.delivery_code,
        )
        | options
    )


def person(person: tuple[str, Script]) -> Table:
    number, script = person
    return {"number": number, "answers": script.as_data()}


def sending(state: SendingState) -> Table:
    table = {
        "attempts": list(map(moment, state.attempts)),
        "attemptsOf": {
            number: list(map(moment, each)) for number, each in state.attempts_of.items()
        },
    }
    return table | ({"nextSlot": moment(state.next_slot_ms)} if state.next_slot_ms else {})


def step_timer(due_ms: int, due: DueStep) -> Table:
    return _without_nothing(
        due=moment(due_ms),
        step=due.step,
        message=due.message_id,
        result=None if due.result is None else _given(due.result),
        textOfEvents=due.text,
    )


def callback_timer(due_ms: int, callback: Callback) -> Table:
    table = _given(callback)
    del table["messageId"]
    return {"due": moment(due_ms), "step": "callback", "callback": table}


def _unless(value: str, default: str) -> str | None:
    return None if value == default else value


def _given(record: Any) -> Table:
    """The values of a named tuple by key, without None."""
    return _without_nothing(**{camel(field): each for field, each in record._asdict().items()})


def _without_nothing(**values: object) -> Table:
    return {key: value for key, value in values.items() if value is not None}
