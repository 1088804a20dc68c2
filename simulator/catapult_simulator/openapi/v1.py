"""The document of `/v1`, the simulated API."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Flask

from catapult_simulator.core import catalogue
from catapult_simulator.core.evidence import observed
from catapult_simulator.openapi.examples import Examples, examples_of
from catapult_simulator.openapi.operations import (
    HEADERS,
    Route,
    add_error_responses,
    describe,
    documentation_of,
    path_parameter,
    routes,
    row_of,
)
from catapult_simulator.openapi.schemas import (
    STRING,
    URI,
    JsonSchema,
    array_of,
    capitalized,
    enum,
    new_spec,
    object_of,
    parameter_type,
    ref,
    resource_schema,
)
from catapult_simulator.openapi.v1_operations import OPERATIONS, TABLE
from catapult_simulator.rest.v1 import applications
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web.errors import STATUSES
from catapult_simulator.web.parameters import Parameter
from catapult_simulator.web.request import DEFAULT_SIZE
from catapult_simulator.web.resource import ResourceView

PREFIX = "/v1"
_ABOUT = """Bandwidth's Catapult API, simulated.

Each operation lists its usual errors. A fault (`POST /_simulator/tenants/{userId}/faults`) makes it
answer any other error of the catalogue. In requests, `null` means absent, numbers and booleans are
accepted as strings, and the words of an `enum` in any case.
"""
_ERRORS = {
    400: "The request is wrong. Of several errors, the first is reported.",
    401: "Wrong credentials, or the `userId` or number of another account.",
    403: "Not allowed: by a limit, the balance, or the rights of the account.",
    404: "Not found.",
    409: "It exists already.",
    413: "The body is too large.",
    415: "The body's Content-Type is not JSON.",
    429: "Too many requests; only if rate limits are enabled.",
    503: "Service unavailable; only if a fault is set.",
}
_LIMITS: dict[str, JsonSchema] = {
    "page": {"minimum": 0, "default": 0},
    "size": {"minimum": 1, "default": DEFAULT_SIZE},
    "maxItems": {"minimum": 0},
    "quantity": {"minimum": 1},
}
_ALWAYS = (401, 429, 503)
# Parameter of a view -> public name and description.
PATH_PARAMETERS = {
    "user_id": ("userId", "The account."),
    "application_id": ("applicationId", "The application's id."),
    "error_id": ("errorId", "The error's id."),
    "message_id": ("messageId", "The message's id."),
    "ref": ("numberId", "The number's id, or the number in E.164 notation."),
    "number": ("number", "A number in E.164 notation."),
    "name": ("mediaName", "The file's name; it may contain slashes."),
}


def make(app: Flask) -> JsonSchema:
    """The document without its `servers`."""
    spec = new_spec("Catapult v1, simulated", _ABOUT)
    spec.components.security_scheme("credentials", {"type": "http", "scheme": "basic"})
    for view in _views():
        spec.components.schema(view.name, resource_schema(view))
    spec.components.schema("Error", _error_schema())
    spec.components.schema("BatchItemResult", _batch_item_schema())
    error_responses = {status: _error_response(status) for status in _ERRORS}
    add_error_responses(spec, error_responses)
    for route in v1_routes(app):
        made = _operation(app, route, error_responses)
        spec.path(
            route.path,
            operations={method.lower(): made for method in route.methods} | _head(route, made),
            parameters=[_path_parameter(name) for name in route.parameters],
        )
    document = spec.to_dict() | {"security": [{"credentials": []}]}
    _add_earlier_names(document["components"]["schemas"])
    _require_media(document["components"]["schemas"])
    return document


def v1_routes(app: Flask) -> Iterator[Route]:
    """The routes of `/v1`, with the public names of path parameters."""
    return routes(app, PREFIX, lambda parameter: str(_path_parameter(parameter)["name"]))


def _views() -> Iterator[ResourceView[Any]]:
    """Every view that a module of `/v1` defines."""
    values = (value for module in RESOURCES for value in vars(module).values())
    return (value for value in values if isinstance(value, ResourceView))


def _operation(app: Flask, route: Route, error_responses: dict[int, JsonSchema]) -> JsonSchema:
    """The row, with the view's summary, description, query parameters and evidence."""
    row = row_of(OPERATIONS, route.endpoint, table=TABLE)
    view: Any = app.view_functions[route.endpoint]
    examples = examples_of(route.endpoint)
    summary, description = documentation_of(view)
    operation = replace(
        row,
        summary=row.summary or summary,
        description="\n\n".join(filter(None, (description, f"{capitalized(view.evidence)}."))),
        tag=route.endpoint.partition(".")[0],
        query=tuple(_query_parameter(parameter, examples) for parameter in view.parameters),
        errors=tuple({*row.errors, *_ALWAYS, *_recorded_errors(examples)}),
    )
    made = describe(operation, error_responses, examples)
    return made | {
        "operationId": route.endpoint.replace(".", "_"),
        "x-evidence": view.evidence,
    }


def _recorded_errors(examples: Examples) -> Iterator[int]:
    """The statuses of recorded error responses."""
    return (int(place) for place in examples if place.isdigit() and place >= "400")


def _path_parameter(name: str) -> JsonSchema:
    public, description = row_of(PATH_PARAMETERS, name, table="PATH_PARAMETERS in openapi/v1.py")
    return path_parameter(public, description, whole=name != "name")


def _head(route: Route, get: JsonSchema) -> JsonSchema:
    """HEAD works wherever GET does, but is documented where clients are known to use it."""
    if route.endpoint != "media.get":
        return {}
    responses = {
        status: {key: part for key, part in response.items() if key != "content"}
        for status, response in get["responses"].items()
    }
    evidence = observed("the Ruby and Node 1.x clients")
    own = {
        "summary": "Get the headers of a file",
        "description": f"{capitalized(evidence)}.",
        "operationId": "media_head",
        "responses": responses,
        "x-evidence": evidence,
    }
    return {"head": get | own}


def _query_parameter(parameter: Parameter, examples: Examples) -> JsonSchema:
    schema = parameter_type(parameter.type, parameter.values) | _LIMITS.get(parameter.name, {})
    made = {
        "in": "query",
        "name": parameter.name,
        "description": parameter.description,
        "schema": schema,
        "x-evidence": parameter.evidence,
    }
    convert = int if parameter.type == "integer" else str
    recorded = {
        name: example | {"value": convert(example["value"])}
        for name, example in examples.get(f"query {parameter.name}", {}).items()
    }
    return made | ({"examples": recorded} if recorded else {})


def _error_response(status: int) -> JsonSchema:
    made: JsonSchema = {
        "description": _ERRORS[status],
        "content": {"application/json": {"schema": ref("Error")}},
    }
    if status == 429:
        made["headers"] = {"X-RateLimit-Reset": HEADERS["X-RateLimit-Reset"]}
    return made


def _error_schema() -> JsonSchema:
    return object_of(
        {
            "category": enum(*STATUSES),
            "code": enum(*sorted({row.code for row in catalogue.rows()})),
            "details": array_of(object_of({"name": STRING, "value": STRING})),
        },
        message=STRING | {"description": "Left out at 429 (documented)."},
    )


def _batch_item_schema() -> JsonSchema:
    """The result for one message of an array."""
    accepted = object_of({"result": enum("accepted"), "location": URI})
    failed = object_of({"result": enum("error"), "error": ref("Error")})
    return {"oneOf": [accepted, failed]}


def _add_earlier_names(schemas: dict[str, JsonSchema]) -> None:
    """Applications are also accepted under the property names of an earlier API revision."""
    for schema in (schemas["ApplicationDraft"], schemas["ApplicationUpdate"]):
        properties = schema["properties"]
        for earlier, today in applications.ALIASES.items():
            own = {"deprecated": True, "x-evidence": properties[earlier]["x-evidence"]}
            properties[earlier] = properties[today] | own


def _require_media(schemas: dict[str, JsonSchema]) -> None:
    """A message without text needs media."""
    picture = schemas["PictureMessage"]
    picture["required"] = sorted([*picture["required"], "media"])
