"""Records from the tables of a setup, with defaults for what they leave out.

`id_of` gives the id of a table, the next one of a prefix where it has none.
"""

from collections.abc import Callable

from catapult_simulator.core.account import Transaction
from catapult_simulator.core.applications import Application
from catapult_simulator.core.callbacks import Callback, Delivery
from catapult_simulator.core.errors import ErrorDetail, ErrorRecord
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.carrier import CarrierResult
from catapult_simulator.core.messages.lifecycle import DueStep
from catapult_simulator.core.messages.message import CallbackOptions, Message, segments_of
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.available import price_of
from catapult_simulator.core.numbers.number_info import NumberInfo
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rate_limits import SendingState
from catapult_simulator.core.setups.account_keys import FAULT_FIELDS
from catapult_simulator.core.setups.consistency import direction_of
from catapult_simulator.core.setups.tables import Values, by_field

IdOf = Callable[[str, Values], str]
_NO_OPTIONS = CallbackOptions()


def application(table: Values, id_of: IdOf) -> Application:
    properties = by_field(table, Application._fields)
    return Application(**properties | {"id": id_of("a", table)})


def own_application(number: Values, id_of: IdOf) -> Application:
    """The application of a number that has a URL of its own."""
    properties = by_field(number, ("incoming_message_url", "callback_http_method"))
    return Application(id_of("a", {}), number.get("name") or number["number"], **properties)


def phone_number(
    table: Values, application_id: str | None, id_of: IdOf, now_ms: int
) -> PhoneNumber:
    number = table["number"]
    return PhoneNumber(
        id_of("n", table),
        number,
        table.get("createdTime", now_ms),
        table.get("price", price_of(number)),
        application_id=application_id,
        **by_field(table, ("name", "fallback_number", "number_state")),
    )


def fault(table: Values, fault_id: str) -> Fault:
    return Fault(**by_field(table, FAULT_FIELDS) | {"id": fault_id})


def look_up(table: Values, now_ms: int) -> NumberInfo:
    created: int = table.get("created", now_ms)
    updated: int = table.get("updated", created)
    return NumberInfo(table["number"], table["name"], created, updated)


def transaction(table: Values, id_of: IdOf, now_ms: int) -> Transaction:
    return Transaction(
        id_of("pptx", table),
        table.get("time", now_ms),
        table["amount"],
        table["type"],
        table.get("units", 0),
        **by_field(table, ("product_type", "number", "resource_id")),
    )


def error(table: Values, id_of: IdOf, now_ms: int) -> ErrorRecord:
    return ErrorRecord(
        id_of("ue", table),
        table.get("time", now_ms),
        table["category"],
        table["code"],
        table["message"],
        tuple(
            ErrorDetail(id_of("ued", each), each["name"], each["value"])
            for each in table.get("details", ())
        ),
    )


def message(table: Values, numbers: set[str], id_of: IdOf, now_ms: int) -> Message:
    """`numbers`: those of the account, which say in which direction it went."""
    direction = direction_of(table, numbers)
    text, media = table.get("text", ""), tuple(table.get("media", ()))
    options = CallbackOptions(**by_field(table, CallbackOptions._fields))
    return Message(
        id_of("m", table),
        "out" if direction == "out" else "in",
        e164.normalize(table["from"]),
        e164.normalize(table["to"]),
        text,
        media,
        table.get("time", now_ms),
        table.get("state", "sent" if direction == "out" else "received"),
        table.get("segmentCount") or segments_of(text, media),
        options=None if options == _NO_OPTIONS else options,
        **by_field(table, ("receipt_requested", "delivery_state", "delivery_code")),
    )


def sending(table: Values) -> SendingState:
    return SendingState(
        tuple(table.get("attempts", ())),
        {number: tuple(each) for number, each in table.get("attemptsOf", {}).items()},
        table.get("nextSlot", 0),
    )


def due_step(table: Values) -> DueStep:
    result = table.get("result")
    return DueStep(
        table["step"],
        table["message"],
        None if result is None else CarrierResult(**by_field(result, CarrierResult._fields)),
        table.get("textOfEvents"),
    )


def delivery(table: Values) -> Delivery:
    payload = table["payload"]
    properties = by_field(table, ("method", "fallback_url", "timeout_ms", "user_agent"))
    return Delivery(Callback(payload["messageId"], table["url"], payload, **properties))
