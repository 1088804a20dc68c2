"""The OpenAPI document of `/_simulator`, the control API."""

from typing import Any

from flask import Flask

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control.rules_schema import RulesSchema
from catapult_simulator.control.schemas import FAULT
from catapult_simulator.openapi.control_operations import OPERATIONS, TABLE, ControlOperation
from catapult_simulator.openapi.control_schemas import SCHEMAS
from catapult_simulator.openapi.examples import control_example_of
from catapult_simulator.openapi.operations import (
    Operation,
    Route,
    add_error_responses,
    describe,
    documentation_of,
    path_parameter,
    routes,
    row_of,
)
from catapult_simulator.openapi.schemas import JsonSchema, new_spec, ref, resource_schema
from catapult_simulator.rest.v1.messages import MESSAGE
from catapult_simulator.web.problem_details import MEDIA_TYPE

_ABOUT = """Everything that the real API does not have: tenants, inbound messages, virtual time,
faults, the journal.

Bodies are JSON. There are no credentials: anybody who reaches the port controls the simulator. Web
pages of other origins do not: there are no CORS headers, and host names that anybody can register
are refused unless `serve --allow-host` allows them.

Errors are problem details (RFC 9457): `code` is a word for programs, `detail` a sentence for
people.
"""
_ERRORS = {
    400: "The request is wrong. The message names the property, its value and what is accepted.",
    401: "The account may not do this, as the API would say.",
    403: "The host, or the origin of the web page, may not control the simulator.",
    404: "No such tenant, route, number, fault, method or file.",
    409: "Not possible now. The message says why, and what to do.",
    413: "The body is too large; the message names the limit.",
    415: "The body's Content-Type is not application/json.",
    429: "Too many long polls are open, or a limit of the API is reached.",
    500: "The disk does not take the file.",
    503: "The simulator is busy.",
}
_FILE: JsonSchema = {"*/*": {}}
# Parameter of a view -> public name and description.
PATH_PARAMETERS = {
    "user_id": ("userId", "The tenant."),
    "fault_id": ("id", "The fault."),
    "message_id": ("messageId", "The message."),
    "number": ("number", "The person's number, as an app texts it: %2B19195550001."),
    "method": ("method", "A name, such as `messages.find`; a wrong one is answered with all."),
    "media_name": ("mediaName", "The file's name."),
    "api": ("api", "`v1` or `control`."),
    "operation": ("operation", "The `operationId` of the document."),
}


def make(app: Flask) -> JsonSchema:
    """The document without its `servers`."""
    spec = new_spec("catapult-simulator: control", _ABOUT)
    spec.components.schema("Message", resource_schema(MESSAGE))
    spec.components.schema("Fault", schema=FAULT)
    spec.components.schema("Rules", schema=RulesSchema(exclude=("dashboard_password",)))
    for name, schema in SCHEMAS.items():
        spec.components.schema(name, schema)
    errors = {status: _error_response(text) for status, text in _ERRORS.items()}
    add_error_responses(spec, errors)
    for route in routes(app, CONTROL_PREFIX, lambda parameter: _parameter(parameter)[0]):
        spec.path(
            route.path,
            operations=dict.fromkeys(map(str.lower, route.methods), _operation(app, route, errors)),
            parameters=[path_parameter(*_parameter(name)) for name in route.parameters],
        )
    return spec.to_dict()


def _operation(app: Flask, route: Route, error_responses: dict[int, JsonSchema]) -> JsonSchema:
    row = row_of(OPERATIONS, route.endpoint, table=TABLE)
    view: Any = app.view_functions[route.endpoint]
    body, query = getattr(view, "body", None), getattr(view, "query", None)
    summary, description = documentation_of(view)
    operation = Operation(
        (row.response,),
        errors=_errors(row.errors, route, body=body, query=query),
        body=_FILE if row.upload else body,
        query=() if query is None else ({"in": "query", "schema": query},),
        summary=summary,
        description=description,
        tag=view.__module__.rpartition(".")[2],
    )
    made = describe(operation, error_responses, _examples(route.endpoint, row))
    if body is not None:
        made["requestBody"]["required"] = any(field.required for field in body.fields.values())
    return made | {"operationId": route.endpoint.partition(".")[2]}


def _examples(endpoint: str, row: ControlOperation) -> dict[str, JsonSchema]:
    answer = control_example_of(endpoint)
    values = {"request": row.sample, str(row.response.status): answer}
    return {
        place: {"sample": {"value": value}} for place, value in values.items() if value is not None
    }


def _errors(own: tuple[int, ...], route: Route, *, body: Any, query: Any) -> tuple[int, ...]:
    """Statuses of the row, and those that every host, body, query or tenant can cause."""
    of_body = () if body is None else (400, 413, 415)
    of_query = () if query is None else (400,)
    of_tenant = (404,) if "user_id" in route.parameters else ()
    return (403, *own, *of_body, *of_query, *of_tenant)


def _parameter(name: str) -> tuple[str, str]:
    return row_of(PATH_PARAMETERS, name, table="PATH_PARAMETERS in openapi/control.py")


def _error_response(text: str) -> JsonSchema:
    return {"description": text, "content": {MEDIA_TYPE: {"schema": ref("Error")}}}
