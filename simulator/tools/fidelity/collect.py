"""Reads the rows from the code that serves, in the order of the code."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any, TypeVar

from flask import Flask

from catapult_simulator.app import create_app
from catapult_simulator.callbacks import http_sender
from catapult_simulator.core import catalogue
from catapult_simulator.core.callback_fields import CALLBACK_FIELDS
from catapult_simulator.core.evidence import Header, assumed
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.openapi.v1 import v1_routes
from catapult_simulator.rest.v1 import errors, messages
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web import errors as error_responses
from catapult_simulator.web import parameters, response
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.schema import ApiField, ApiSchema, Part
from fidelity.assumptions import ASSUMPTIONS, DISAGREEMENTS
from fidelity.row import Row
from fidelity.settled import SETTLED

Found = TypeVar("Found")


def rows() -> list[Row]:
    """Every row, group by group."""
    app = create_app(Simulator())
    return [
        *_operations(app),
        *_parameters(app),
        *dict.fromkeys(_properties()),
        *_headers("request headers", parameters.HEADERS),
        *_response_fields(),
        *_headers("response headers", response.HEADERS),
        *_errors(),
        *dict.fromkeys(_details()),
        *(Row("callback fields", field.name, field.evidence) for field in CALLBACK_FIELDS),
        *_headers("callback headers", http_sender.HEADERS),
        *_assumptions(),
        *_settled(),
        *_disagreements(),
    ]


def operations_of(app: Flask) -> Iterator[tuple[str, Any]]:
    """The operations of `/v1`, such as `GET /v1/users/{userId}/media`, with their views."""
    for route in v1_routes(app):
        for method in route.methods:
            yield f"{method} {route.path}", app.view_functions[route.endpoint]


def _operations(app: Flask) -> Iterator[Row]:
    for name, view in operations_of(app):
        yield Row("operations", name, getattr(view, "evidence", ""), _first_line(view))


def _parameters(app: Flask) -> Iterator[Row]:
    for operation, view in operations_of(app):
        for each in getattr(view, "parameters", ()):
            yield Row("parameters", each.name, each.evidence, each.description, operation)


def _properties() -> Iterator[Row]:
    """Properties of requests. One that several schemas of a resource accept is repeated."""
    for module in RESOURCES:
        for schema in _all_of(ApiSchema, module):
            yield from _properties_of(schema)


def _properties_of(schema: ApiSchema) -> Iterator[Row]:
    group, place = "request properties", schema.resource
    for name, field in schema.load_fields.items():
        key = schema.prefix + (field.data_key or name)
        says = "required" if field.required and isinstance(field, ApiField) else ""
        yield Row(group, key, schema.evidence_of(field), says, place)
        if isinstance(field, Part):
            yield from _properties_of(field.inner)
    for key, evidence in schema.ignored.items():
        yield Row(group, schema.prefix + key, evidence, "accepted and ignored", place)


def _response_fields() -> Iterator[Row]:
    group = "response fields"
    for module in RESOURCES:
        for resource in _all_of(ResourceView, module):
            yield from fields_of(resource)
    tables = {"BatchItemResult": messages.BATCH_ITEM_RESULT, "Error": error_responses.ENVELOPE}
    for place, fields in tables.items():
        for name, evidence in fields.items():
            yield Row(group, name, evidence, place=place)


def fields_of(resource: ResourceView[Any]) -> Iterator[Row]:
    for field in resource.fields:
        evidence = resource.evidence_of(field)
        yield Row("response fields", field.name, evidence, place=resource.name)
        yield from _inner(field, resource)


def _inner(field: Field[Any], resource: ResourceView[Any]) -> Iterator[Row]:
    if field.type == "details":
        for name, evidence in errors.DETAIL.items():
            yield Row("response fields", f"{field.name}.{name}", evidence, place=resource.name)


def _errors() -> Iterator[Row]:
    for row in catalogue.rows():
        status = str(row.status or error_responses.STATUSES[row.category])
        yield Row("errors", row.code, row.evidence, row.template, status)


def _details() -> Iterator[Row]:
    """The details of errors: those of the request, and those of each row."""
    for name, evidence in error_responses.CALL_DETAILS.items():
        yield Row("error details", name, evidence, place="every error")
    for row in catalogue.rows():
        for name in row.details:
            yield Row("error details", name, row.evidence_of(name), place=row.code)


def _headers(group: str, table: tuple[Header, ...]) -> Iterator[Row]:
    return (Row(group, header.name, header.evidence, header.says) for header in table)


def _assumptions() -> Iterator[Row]:
    for each in ASSUMPTIONS:
        place = _place(each.where, each.switch)
        yield Row("assumed behaviours", each.id, assumed(each.why), each.says, place)


def _settled() -> Iterator[Row]:
    for each in SETTLED:
        says = f"{each.says} Elsewhere: {each.against}." if each.against else each.says
        place = _place(each.where, each.switch)
        yield Row("settled behaviours", each.id, each.evidence, says, place)


def _place(where: str, switch: str) -> str:
    """The module that implements a behaviour, and its switch."""
    return f"`{where}`; switch: `{switch}`" if switch else f"`{where}`"


def _disagreements() -> Iterator[Row]:
    for each in DISAGREEMENTS:
        says = f"{each.says}; elsewhere: {each.against}"
        yield Row("disagreements of sources", each.id, each.evidence, says, f"`{each.where}`")


def _all_of(kind: type[Found], module: ModuleType) -> list[Found]:
    """The values of a type in a module, in its order."""
    return [value for value in vars(module).values() if isinstance(value, kind)]


def _first_line(view: Any) -> str:
    return str(view.__doc__ or "").partition("\n")[0].rstrip(".")
