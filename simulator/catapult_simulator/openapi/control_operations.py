"""Rows of the `/_simulator` document: responses, conflicts and a sample for each route.

Summary and description come from the view's docstring, body and query from `@control_endpoint`,
the tag from the view's module.
"""

from typing import Any, NamedTuple

from catapult_simulator.openapi.operations import SuccessResponse as Success
from catapult_simulator.openapi.schemas import STRING, array_of, ref

TABLE = "OPERATIONS in openapi/control_operations.py"
_DONE = Success(204, "Done; no body.")
_HTML = "text/html; charset=utf-8"


class ControlOperation(NamedTuple):
    """One row. `errors` are statuses beyond 400, 404 and 415, which follow from the route.
    `sample` is a request body to try. `upload`: the body is a file, not JSON."""

    response: Success
    errors: tuple[int, ...] = ()
    sample: Any = None
    upload: bool = False


OPERATIONS: dict[str, ControlOperation] = {
    "control.index": ControlOperation(Success(200, "Documents and routes.", ref("Index"))),
    "control.problems": ControlOperation(Success(200, "By code.", array_of(ref("ProblemType")))),
    "control.config": ControlOperation(
        Success(200, "In the order of the help text.", array_of(ref("Setting")))
    ),
    "control.health": ControlOperation(Success(200, "The simulator is up.", ref("Health"))),
    "control.tenants": ControlOperation(
        Success(200, "Open tenants, oldest first.", array_of(ref("Tenant")))
    ),
    "control.open_tenant": ControlOperation(
        Success(201, "The new tenant.", ref("Tenant"), ("Location",)),
        errors=(409,),
        sample={"userId": "u-shop", "profile": "2019"},
    ),
    "control.get_tenant": ControlOperation(
        Success(200, "The tenant and its rules.", ref("TenantWithRules"))
    ),
    "control.change_tenant": ControlOperation(
        Success(200, "The tenant after the change.", ref("TenantWithRules")),
        sample={"messagesPerSecond": 1, "balance": 0.5},
    ),
    "control.close_tenant": ControlOperation(_DONE),
    "control.reset": ControlOperation(_DONE, sample={}),
    "control.receive_anywhere": ControlOperation(
        Success(201, "The message, and each attempt to call the app back.", ref("Inbound")),
        errors=(409,),
        sample={"from": "+19195550001", "to": "+19195551212", "text": "Open?"},
    ),
    "control.receive": ControlOperation(
        Success(201, "The message, and each attempt to call the app back.", ref("Inbound")),
        errors=(409,),
        sample={"from": "+19195550001", "to": "+19195551212", "text": "Open today?"},
    ),
    "control.replay": ControlOperation(
        Success(201, "The message, and each attempt to call the app.", ref("Inbound")),
        errors=(409,),
        sample={"edit": {"text": "Still open?"}},
    ),
    "control.trigger": ControlOperation(
        Success(201, "The message, and each attempt to call the app.", ref("Inbound")),
        errors=(409,),
        sample={"name": "receipt-failed", "code": 770, "url": "http://app.test/events"},
    ),
    "control.triggers": ControlOperation(
        Success(200, "Names and descriptions.", array_of(ref("Trigger")))
    ),
    "control.connect": ControlOperation(
        Success(201, "The number and the application.", ref("ConnectedNumber")),
        errors=(401, 403, 409),
        sample={"url": "http://app.test/sms", "number": "+19195551213", "method": "GET"},
    ),
    "control.messages": ControlOperation(
        Success(200, "Messages, newest first.", array_of(ref("Message"))), errors=(409, 429)
    ),
    "control.get_setup": ControlOperation(Success(200, "The setup.", ref("Setup")), errors=(409,)),
    "control.apply_setup": ControlOperation(
        Success(200, "The accounts of the setup.", array_of(ref("Tenant"))),
        errors=(409,),
        sample={"userId": "u-shop", "numbers": ["+19195551212=http://app.test/sms"]},
    ),
    "control.get_setup_of_tenant": ControlOperation(
        Success(200, "The setup.", ref("Setup")), errors=(409,)
    ),
    "control.apply_setup_to_tenant": ControlOperation(
        _DONE,
        errors=(409,),
        sample={"balance": "12.50", "numbers": ["+19195551212=GET:http://app.test/sms"]},
    ),
    "control.call_method": ControlOperation(
        Success(200, "The result of the method.", ref("MethodResult")),
        errors=(401, 409, 429, 500, 503),
        sample={"arguments": [], "keywords": {"to": "+19195550001", "size": 1}},
    ),
    "control.put_media": ControlOperation(
        _DONE, errors=(400, 500, 503), sample={"soup": "tomato"}, upload=True
    ),
    "control.get_media": ControlOperation(Success(200, "The file's content.", {}, type="*/*")),
    "control.people": ControlOperation(
        Success(200, "Scripts by number, oldest first.", array_of(ref("Person")))
    ),
    "control.get_person": ControlOperation(
        Success(200, "The script.", ref("Person")), errors=(400,)
    ),
    "control.put_person": ControlOperation(
        Success(200, "The script that was set.", ref("Person")),
        errors=(403,),
        sample={"answers": {"join|code": "YES", "^no": []}},
    ),
    "control.remove_person": ControlOperation(_DONE, errors=(400,)),
    "control.pending": ControlOperation(Success(200, "Soonest first.", array_of(ref("Pending")))),
    "control.name_number": ControlOperation(
        _DONE, sample={"number": "+19195550001", "name": "ALICE"}
    ),
    "control.journal": ControlOperation(
        Success(200, "Entries, oldest first.", ref("Journal")), errors=(429,)
    ),
    "control.advance": ControlOperation(
        Success(200, "The new time, and how many timers ran.", ref("TimeChange")),
        errors=(409,),
        sample={"seconds": 5},
    ),
    "control.advance_to": ControlOperation(
        Success(200, "The new time, and how many timers ran.", ref("TimeChange")),
        errors=(409,),
        sample={"time": "2019-05-02T09:00:00Z"},
    ),
    "control.settle": ControlOperation(
        Success(200, "The new time, and how many timers ran.", ref("TimeChange")),
        errors=(409,),
        sample={},
    ),
    "control.faults": ControlOperation(Success(200, "Oldest first.", array_of(ref("Fault")))),
    "control.add_fault": ControlOperation(
        Success(201, "The fault that was set.", ref("Fault")),
        errors=(409,),
        sample={"at": "carrier", "to": "+19195550001", "deliveryCode": 770, "times": 1},
    ),
    "control.get_fault": ControlOperation(Success(200, "The fault.", ref("Fault"))),
    "control.clear_faults": ControlOperation(_DONE),
    "control.remove_fault": ControlOperation(_DONE),
    "control.requests": ControlOperation(
        Success(200, "Oldest first.", array_of(ref("UnmatchedRequest")))
    ),
    "control.magic": ControlOperation(Success(200, "Magic numbers.", array_of(ref("Scenario")))),
    "page.control_document": ControlOperation(Success(200, "OpenAPI 3.1.", ref("OpenApi"))),
    "page.v1_document": ControlOperation(Success(200, "OpenAPI 3.1.", ref("OpenApi"))),
    "page.v1": ControlOperation(Success(200, "HTML.", STRING, type=_HTML)),
    "page.control": ControlOperation(Success(200, "HTML.", STRING, type=_HTML)),
    "page.operation": ControlOperation(Success(200, "HTML.", STRING, type=_HTML), errors=(404,)),
    "page.trial": ControlOperation(Success(200, "HTML.", STRING, type=_HTML), errors=(404, 413)),
}
