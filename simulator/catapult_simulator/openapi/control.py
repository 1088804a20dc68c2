"""The document of `/_simulator`: one row for each of its routes."""

from dataclasses import replace
from typing import Any

from flask import Flask

from catapult_simulator.control.schemas import (
    ADVANCE,
    CALLER_NAME,
    FAULT,
    INBOUND,
    JOURNAL_QUERY,
    MESSAGE_QUERY,
    NOTHING,
    TENANT,
    TENANT_CHANGE,
    RulesSchema,
)
from catapult_simulator.openapi.control_answers import ANSWERS
from catapult_simulator.openapi.operations import (
    Answer,
    Operation,
    add_refusals,
    describe,
    path_parameter,
    routes,
)
from catapult_simulator.openapi.schemas import TEXT, JsonSchema, many, new_spec, ref, shown
from catapult_simulator.rest.v1.messages import MESSAGE

PREFIX = "/_simulator"
_ABOUT = """What the real API does not have: tenants, people who text in, time, faults, the journal.

JSON only, no CORS headers, no credentials: whoever reaches the port runs the simulator.
"""
_REFUSALS = {
    400: "What was sent does not fit; the message names the property, its value and what fits.",
    404: "No such tenant, or nothing of that name.",
    409: "Not now: the message says why, and what to do.",
    415: "The body does not call itself JSON.",
}
_PLACES = {
    "user_id": ("userId", "Whose world it is."),
    "file": ("file", "A file of the page."),
}
# What to try first: the page offers them.
_SAMPLES: dict[str, Any] = {
    "control.open_tenant": {"userId": "u-shop", "profile": "2019"},
    "control.change_tenant": {"messagesPerSecond": 1, "balance": 0.5},
    "control.receive_anywhere": {"from": "+19195550001", "to": "+19195551212", "text": "Open?"},
    "control.receive": {"from": "+19195550001", "to": "+19195551212", "text": "Open today?"},
    "control.advance": {"seconds": 5},
    "control.settle": {},
    "control.reset": {},
    "control.name_number": {"number": "+19195550001", "name": "ALICE"},
    "control.add_fault": {"at": "carrier", "to": "+19195550001", "deliveryCode": 770, "times": 1},
}


def _query(schema: Any) -> tuple[JsonSchema, ...]:
    return ({"in": "query", "schema": schema},)


_HTML = "text/html; charset=utf-8"

OPERATIONS: dict[str, Operation] = {
    "control.health": Operation(
        "Whether it is up", Answer(200, "It is.", ref("Health")), tag="health"
    ),
    "control.tenants": Operation(
        "All open tenants", Answer(200, "Oldest first.", many(ref("Tenant"))), tag="tenants"
    ),
    "control.open_tenant": Operation(
        "Open a tenant",
        Answer(201, "A fresh account.", ref("Tenant"), ("Location",)),
        takes=TENANT,
        refuses=(409,),
        description="What is not given is made up, the same way in every run.",
        tag="tenants",
    ),
    "control.get_tenant": Operation(
        "A tenant and its rules",
        Answer(200, "The account.", ref("TenantWithRules")),
        refuses=(404,),
        tag="tenants",
    ),
    "control.change_tenant": Operation(
        "Change rules or the balance",
        Answer(200, "The account as it is now.", ref("TenantWithRules")),
        takes=TENANT_CHANGE,
        refuses=(404,),
        tag="tenants",
    ),
    "control.close_tenant": Operation(
        "Close a tenant", Answer(204, "It is gone."), refuses=(404,), tag="tenants"
    ),
    "control.reset": Operation(
        "Start a tenant's world anew",
        Answer(204, "Empty again; credentials stay."),
        takes=NOTHING,
        refuses=(404,),
        tag="tenants",
    ),
    "control.receive_anywhere": Operation(
        "Somebody texts a number, whosever it is",
        Answer(201, "Delivered, callbacks included.", ref("Received")),
        takes=INBOUND,
        refuses=(409,),
        tag="messages",
    ),
    "control.receive": Operation(
        "Somebody texts one of the tenant's numbers",
        Answer(201, "Delivered, callbacks included.", ref("Received")),
        takes=INBOUND,
        refuses=(404, 409),
        tag="messages",
    ),
    "control.messages": Operation(
        "Messages, both ways",
        Answer(200, "Newest first.", many(ref("Message"))),
        query=_query(MESSAGE_QUERY),
        refuses=(400, 404),
        tag="messages",
    ),
    "control.name_number": Operation(
        "Say who has a number",
        Answer(204, "It is known now; an empty name makes it unknown."),
        takes=CALLER_NAME,
        refuses=(404,),
        tag="messages",
    ),
    "control.journal": Operation(
        "What happened",
        Answer(200, "Oldest first.", ref("Journal")),
        query=_query(JOURNAL_QUERY),
        refuses=(400, 404),
        description="With `wait`, in seconds, the answer is held back until there is an entry.",
        tag="journal",
    ),
    "control.advance": Operation(
        "Let time pass",
        Answer(200, "Everything due has happened.", ref("Turned")),
        takes=ADVANCE,
        refuses=(404, 409),
        description="Refused on a wall clock.",
        tag="time",
    ),
    "control.settle": Operation(
        "Let time pass until nothing is due",
        Answer(200, "Nothing is due any more.", ref("Turned")),
        takes=NOTHING,
        refuses=(404, 409),
        tag="time",
    ),
    "control.faults": Operation(
        "What is told to go wrong",
        Answer(200, "Oldest first.", many(ref("Fault"))),
        refuses=(404,),
        tag="faults",
    ),
    "control.add_fault": Operation(
        "Let something go wrong",
        Answer(201, "It will.", ref("Fault")),
        takes=FAULT,
        refuses=(404,),
        tag="faults",
    ),
    "control.clear_faults": Operation(
        "Let nothing go wrong any more", Answer(204, "All is well."), refuses=(404,), tag="faults"
    ),
    "control.magic": Operation(
        "Destinations with a fate", Answer(200, "The table.", many(ref("Scenario"))), tag="faults"
    ),
    "page.control_document": Operation(
        "This document", Answer(200, "OpenAPI 3.1.", ref("OpenApi")), tag="documents"
    ),
    "page.v1_document": Operation(
        "The document of `/v1`", Answer(200, "OpenAPI 3.1.", ref("OpenApi")), tag="documents"
    ),
    "page.v1": Operation(
        "The page of `/v1`", Answer(200, "HTML.", TEXT, type=_HTML), tag="documents"
    ),
    "page.control": Operation(
        "The page of `/_simulator`", Answer(200, "HTML.", TEXT, type=_HTML), tag="documents"
    ),
    "page.static": Operation(
        "A file of the page",
        Answer(200, "Its bytes.", {}, type="text/*"),
        refuses=(404,),
        tag="documents",
    ),
}


def make(app: Flask) -> JsonSchema:
    """The document, but for the `servers`."""
    spec = new_spec("catapult-simulator: control", _ABOUT)
    spec.components.schema("Message", shown(MESSAGE))
    spec.components.schema("Fault", schema=FAULT)
    spec.components.schema("Rules", schema=RulesSchema(exclude=("dashboard_password",)))
    for name, schema in ANSWERS.items():
        spec.components.schema(name, schema)
    refusals = {status: _refusal(says) for status, says in _REFUSALS.items()}
    add_refusals(spec, refusals)
    for route in routes(app, PREFIX, {place: name for place, (name, _) in _PLACES.items()}):
        made = _operation(route.rule.endpoint, refusals)
        spec.path(
            route.path,
            operations={method.lower(): made for method in route.methods},
            parameters=[path_parameter(*_PLACES[place]) for place in route.places],
        )
    return spec.to_dict()


def _operation(endpoint: str, refusals: dict[int, JsonSchema]) -> JsonSchema:
    row = OPERATIONS[endpoint]
    if row.takes is not None:
        row = replace(row, refuses=(*row.refuses, 400, 415))
    name = endpoint.partition(".")[2]
    return describe(row, refusals, _examples(endpoint)) | {"operationId": name}


def _refusal(says: str) -> JsonSchema:
    return {"description": says, "content": {"application/json": {"schema": ref("Refusal")}}}


def _examples(endpoint: str) -> dict[str, Any]:
    sample = _SAMPLES.get(endpoint)
    return {} if sample is None else {"request": {"sample": {"value": sample}}}
