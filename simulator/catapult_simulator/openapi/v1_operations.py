"""What each route of `/v1` takes and gives: the rows of its document."""

from typing import Any

from catapult_simulator.openapi.operations import Answer, Operation
from catapult_simulator.openapi.schemas import JsonSchema, many, ref
from catapult_simulator.rest.v1 import applications, messages, phone_numbers

_BODY = (400, 413, 415)
_BYTES: JsonSchema = {"application/octet-stream": {}}
_CREATED = Answer(201, "Created; no body.", headers=("Location",))
_DONE = Answer(200, "Done; no body.")

_SEND: JsonSchema = {
    "anyOf": [
        messages.SMS,
        messages.MMS,
        many({"anyOf": [messages.SMS, messages.MMS]}, maxItems=messages.MAX_BATCH),
    ]
}


def _one(name: str, says: str) -> Answer:
    return Answer(200, says, ref(name))


def _page(name: str) -> Answer:
    return Answer(200, "A page of them.", many(ref(name)), ("Link",))


def _row(
    gives: Answer,
    *refuses: int,
    takes: Any = None,
    also: tuple[Answer, ...] = (),
    summary: str = "",
) -> Operation:
    """`summary` where the view's own first sentence is none."""
    return Operation(summary, gives, takes, refuses=refuses, also=also)


OPERATIONS: dict[str, Operation] = {
    "account.get": _row(_one("Account", "The balance.")),
    "account.transactions": _row(_page("Transaction"), 400, summary="List transactions"),
    "applications.create": _row(_CREATED, *_BODY, takes=applications.DRAFT),
    "applications.find": _row(_page("Application"), 400),
    "applications.get": _row(_one("Application", "The application."), 404),
    "applications.update": _row(_DONE, *_BODY, 404, takes=applications.UPDATE),
    "applications.delete": _row(_DONE, 404),
    "availableNumbers.search_local": _row(
        Answer(200, "What is there.", many(ref("AvailableNumber"))), 400, 403
    ),
    "availableNumbers.search_toll_free": _row(
        Answer(200, "What is there.", many(ref("AvailableNumber"))), 400, 403
    ),
    "availableNumbers.order_local": _row(
        Answer(201, "Yours now.", many(ref("OrderedNumber"))), 400, 403, 404, 413
    ),
    "availableNumbers.order_toll_free": _row(
        Answer(201, "Yours now.", many(ref("OrderedNumber"))), 400, 403, 404, 413
    ),
    "errors.find": _row(_page("UserError"), 400),
    "errors.get": _row(_one("UserError", "The error."), 404),
    "media.find": _row(_page("MediaFile"), 400, summary="List files"),
    "media.put": _row(_DONE, 400, 403, 404, takes=_BYTES),
    "media.get": _row(
        Answer(200, "Its bytes, under the type it came with.", {}, ("Cache-Control",), "*/*"),
        404,
        summary="Download a file",
    ),
    "media.delete": _row(_DONE, 404),
    "messages.send": _row(
        _CREATED,
        *_BODY,
        403,
        takes=_SEND,
        also=(Answer(202, "Of an array: a verdict on each.", many(ref("Verdict"))),),
    ),
    "messages.find": _row(
        Answer(200, "A page of them, newest first.", many(ref("Message")), ("Link",)), 400
    ),
    "messages.get": _row(_one("Message", "The message."), 404),
    "messages.redact": _row(_DONE, *_BODY, 404, takes=messages.REDACTION),
    "numberInfo.get": _row(_one("NumberInfo", "Who has it."), 403, 404),
    "phoneNumbers.create": _row(_CREATED, *_BODY, 403, 404, 409, takes=phone_numbers.DRAFT),
    "phoneNumbers.find": _row(_page("PhoneNumber"), 400),
    "phoneNumbers.get": _row(_one("PhoneNumber", "The number."), 404),
    "phoneNumbers.update": _row(_DONE, *_BODY, 403, 404, takes=phone_numbers.UPDATE),
    "phoneNumbers.delete": _row(_DONE, 404),
}
