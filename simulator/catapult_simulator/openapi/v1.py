"""The document of `/v1`, the simulated API."""

from collections.abc import Iterator
from dataclasses import replace
from inspect import getdoc
from typing import Any

from flask import Flask

from catapult_simulator.core import catalogue
from catapult_simulator.core.evidence import observed
from catapult_simulator.openapi.examples import Examples, examples_of
from catapult_simulator.openapi.operations import (
    HEADERS,
    Route,
    add_refusals,
    describe,
    path_parameter,
    routes,
)
from catapult_simulator.openapi.schemas import (
    TEXT,
    URI,
    JsonSchema,
    capitalized,
    many,
    new_spec,
    parameter_type,
    record,
    ref,
    shown,
    words,
)
from catapult_simulator.openapi.v1_operations import OPERATIONS
from catapult_simulator.rest.v1 import applications
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web.errors import STATUSES
from catapult_simulator.web.parameters import Parameter
from catapult_simulator.web.request import DEFAULT_SIZE
from catapult_simulator.web.resource import ResourceView

PREFIX = "/v1"
_ABOUT = """Bandwidth's Catapult API, simulated.

Errors beyond those listed with an operation can be scripted, with
`POST /_simulator/tenants/{userId}/faults`: any operation can answer any error of the catalogue.
In requests, `null` is the same as absent, numbers and booleans are taken for text, and words of an
`enum` in any case.
"""
_REFUSALS = {
    400: "Something in the request is wrong: the first thing that is.",
    401: "Wrong credentials, or somebody else's `userId` or number.",
    403: "Not allowed: a limit, the balance, or what this account may do.",
    404: "No such thing.",
    409: "It is there already.",
    413: "The body is too large.",
    415: "The body does not call itself JSON.",
    429: "Too many requests; only where limits are switched on.",
    503: "Out of order; only where a fault was scripted.",
}
_LIMITS: dict[str, JsonSchema] = {
    "page": {"minimum": 0, "default": 0},
    "size": {"minimum": 1, "default": DEFAULT_SIZE},
    "maxItems": {"minimum": 0},
    "quantity": {"minimum": 1},
}
_ALWAYS = (401, 429, 503)
_PLACES = {
    "user_id": ("userId", "The account."),
    "application_id": ("applicationId", "The application's id."),
    "error_id": ("errorId", "The error's id."),
    "message_id": ("messageId", "The message's id."),
    "ref": ("numberId", "The number's id, or the number itself in E.164 form."),
    "number": ("number", "A number in E.164 form."),
    "name": ("mediaName", "The file's name; it may contain slashes."),
}


def make(app: Flask) -> JsonSchema:
    """The document, but for the `servers`."""
    spec = new_spec("Catapult v1, simulated", _ABOUT)
    spec.components.security_scheme("credentials", {"type": "http", "scheme": "basic"})
    for view in _views():
        spec.components.schema(view.name, shown(view))
    spec.components.schema("Error", _error())
    spec.components.schema("Verdict", _verdict())
    refusals = {status: _refusal(status) for status in _REFUSALS}
    add_refusals(spec, refusals)
    for route in routes(app, PREFIX, {place: name for place, (name, _) in _PLACES.items()}):
        made = _operation(app, route, refusals)
        spec.path(
            route.path,
            operations={method.lower(): made for method in route.methods} | _head(route, made),
            parameters=[_place(place) for place in route.places],
        )
    document = spec.to_dict() | {"security": [{"credentials": []}]}
    _add_earlier_names(document["components"]["schemas"])
    _require_media(document["components"]["schemas"])
    return document


def _views() -> Iterator[ResourceView[Any]]:
    """Every view that a module of `/v1` defines."""
    values = (value for module in RESOURCES for value in vars(module).values())
    return (value for value in values if isinstance(value, ResourceView))


def _operation(app: Flask, route: Route, refusals: dict[int, JsonSchema]) -> JsonSchema:
    """The row, with what its view says of itself: a sentence, its parameters, how we know."""
    endpoint = route.rule.endpoint
    view: Any = app.view_functions[endpoint]
    examples = examples_of(endpoint)
    summary, _, more = " ".join((getdoc(view) or "").split()).partition(". ")
    operation = replace(
        OPERATIONS[endpoint],
        summary=OPERATIONS[endpoint].summary or summary.rstrip("."),
        description="\n\n".join(filter(None, (more, f"{capitalized(view.evidence)}."))),
        tag=endpoint.partition(".")[0],
        query=tuple(_parameter(parameter, examples) for parameter in view.parameters),
        refuses=tuple({*OPERATIONS[endpoint].refuses, *_ALWAYS, *_refused(examples)}),
    )
    made = describe(operation, refusals, examples)
    return made | {"operationId": endpoint.replace(".", "_"), "x-evidence": view.evidence}


def _refused(examples: Examples) -> Iterator[int]:
    """The statuses of refusals that were seen."""
    return (int(place) for place in examples if place.isdigit() and place >= "400")


def _place(place: str) -> JsonSchema:
    name, description = _PLACES[place]
    return path_parameter(name, description, whole=place != "name")


def _head(route: Route, get: JsonSchema) -> JsonSchema:
    """HEAD works wherever GET does; on media clients are known to use it."""
    if route.rule.endpoint != "media.get":
        return {}
    answers = {
        status: {key: part for key, part in response.items() if key != "content"}
        for status, response in get["responses"].items()
    }
    seen = observed("the Ruby and Node 1.x clients")
    own = {
        "summary": "The headers of a file",
        "description": f"{capitalized(seen)}.",
        "operationId": "media_head",
        "responses": answers,
        "x-evidence": seen,
    }
    return {"head": get | own}


def _parameter(parameter: Parameter, examples: Examples) -> JsonSchema:
    schema = parameter_type(parameter.type, parameter.values) | _LIMITS.get(parameter.name, {})
    made = {
        "in": "query",
        "name": parameter.name,
        "description": parameter.description,
        "schema": schema,
        "x-evidence": parameter.evidence,
    }
    kind = int if parameter.type == "integer" else str
    seen = {
        name: example | {"value": kind(example["value"])}
        for name, example in examples.get(f"query {parameter.name}", {}).items()
    }
    return made | ({"examples": seen} if seen else {})


def _refusal(status: int) -> JsonSchema:
    made: JsonSchema = {
        "description": _REFUSALS[status],
        "content": {"application/json": {"schema": ref("Error")}},
    }
    if status == 429:
        made["headers"] = {"X-RateLimit-Reset": HEADERS["X-RateLimit-Reset"]}
    return made


def _error() -> JsonSchema:
    return record(
        {
            "category": words(*STATUSES),
            "code": words(*sorted({row.code for row in catalogue.rows()})),
            "details": many(record({"name": TEXT, "value": TEXT})),
        },
        message=TEXT | {"description": "Left out at 429 (documented)."},
    )


def _verdict() -> JsonSchema:
    """On one message of an array."""
    accepted = record({"result": words("accepted"), "location": URI})
    refused = record({"result": words("error"), "error": ref("Error")})
    return {"oneOf": [accepted, refused]}


def _add_earlier_names(schemas: dict[str, JsonSchema]) -> None:
    """Applications are taken under the names of an earlier revision, too."""
    for schema in (schemas["ApplicationDraft"], schemas["ApplicationUpdate"]):
        properties = schema["properties"]
        for earlier, today in applications.ALIASES.items():
            own = {"deprecated": True, "x-evidence": properties[earlier]["x-evidence"]}
            properties[earlier] = properties[today] | own


def _require_media(schemas: dict[str, JsonSchema]) -> None:
    """It is the media that lets a message do without text."""
    picture = schemas["PictureMessage"]
    picture["required"] = sorted([*picture["required"], "media"])
