"""Rows of the `/v1` document: responses, request body and errors of each route.

Summary, description, query parameters and evidence come from the views.
"""

from typing import Any

from catapult_simulator.openapi.operations import Operation
from catapult_simulator.openapi.operations import SuccessResponse as Success
from catapult_simulator.openapi.schemas import JsonSchema, array_of, ref
from catapult_simulator.rest.v1 import applications, messages, phone_numbers

TABLE = "OPERATIONS in openapi/v1_operations.py"
_BODY = (400, 413, 415)
_BYTES: JsonSchema = {"application/octet-stream": {}}
_CREATED = Success(201, "Created; no body.", headers=("Location",))
_DONE = Success(200, "Done; no body.")

_SEND: JsonSchema = {
    "anyOf": [
        messages.SMS,
        messages.MMS,
        array_of({"anyOf": [messages.SMS, messages.MMS]}, maxItems=messages.MAX_BATCH),
    ]
}


def _one(name: str, description: str) -> Success:
    return Success(200, description, ref(name))


def _page(name: str) -> Success:
    return Success(200, "One page of the list.", array_of(ref(name)), ("Link",))


def _row(
    *responses: Success, errors: tuple[int, ...] = (), body: Any = None, summary: str = ""
) -> Operation:
    """`summary` where the first sentence of the view's docstring is none."""
    return Operation(responses, errors, body, summary=summary)


_AVAILABLE = Success(200, "Available numbers.", array_of(ref("AvailableNumber")))
_ORDERED = Success(201, "The ordered numbers.", array_of(ref("OrderedNumber")))
_ACCEPTED = Success(
    202, "For an array: the result for each message.", array_of(ref("BatchItemResult"))
)
_FILE = Success(200, "The file's content, with its own type.", {}, ("Cache-Control",), "*/*")

OPERATIONS: dict[str, Operation] = {
    "account.get": _row(_one("Account", "The balance.")),
    "account.transactions": _row(_page("Transaction"), errors=(400,), summary="List transactions"),
    "applications.create": _row(_CREATED, errors=_BODY, body=applications.DRAFT),
    "applications.find": _row(_page("Application"), errors=(400,)),
    "applications.get": _row(_one("Application", "The application."), errors=(404,)),
    "applications.update": _row(_DONE, errors=(*_BODY, 404), body=applications.UPDATE),
    "applications.delete": _row(_DONE, errors=(404,)),
    "availableNumbers.search_local": _row(_AVAILABLE, errors=(400, 403)),
    "availableNumbers.search_toll_free": _row(_AVAILABLE, errors=(400, 403)),
    "availableNumbers.order_local": _row(_ORDERED, errors=(400, 403, 404, 413)),
    "availableNumbers.order_toll_free": _row(_ORDERED, errors=(400, 403, 404, 413)),
    "errors.find": _row(_page("UserError"), errors=(400,)),
    "errors.get": _row(_one("UserError", "The error."), errors=(404,)),
    "media.find": _row(_page("MediaFile"), errors=(400,), summary="List files"),
    "media.put": _row(_DONE, errors=(400, 403, 404), body=_BYTES),
    "media.get": _row(_FILE, errors=(404,), summary="Download a file"),
    "media.delete": _row(_DONE, errors=(404,)),
    "messages.send": _row(_CREATED, _ACCEPTED, errors=(*_BODY, 403), body=_SEND),
    "messages.find": _row(_page("Message"), errors=(400,)),
    "messages.get": _row(_one("Message", "The message."), errors=(404,)),
    "messages.redact": _row(_DONE, errors=(*_BODY, 404), body=messages.REDACTION),
    "numberInfo.get": _row(_one("NumberInfo", "The caller name."), errors=(403, 404)),
    "phoneNumbers.create": _row(_CREATED, errors=(*_BODY, 403, 404, 409), body=phone_numbers.DRAFT),
    "phoneNumbers.find": _row(_page("PhoneNumber"), errors=(400,)),
    "phoneNumbers.get": _row(_one("PhoneNumber", "The number."), errors=(404,)),
    "phoneNumbers.update": _row(_DONE, errors=(*_BODY, 403, 404), body=phone_numbers.UPDATE),
    "phoneNumbers.delete": _row(_DONE, errors=(404,)),
}
