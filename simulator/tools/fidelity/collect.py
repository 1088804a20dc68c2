"""Reads the rows off what serves. The order is that of the code, so that it never varies."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any, TypeVar

from flask import Flask
from werkzeug.routing import Rule

from catapult_simulator.app import create_app
from catapult_simulator.callbacks import http_sender
from catapult_simulator.core import callbacks, catalogue
from catapult_simulator.core.evidence import Header, assumed
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.rest.v1 import errors, messages
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web import errors as error_responses
from catapult_simulator.web import parameters, response
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.schema import ApiField, ApiSchema, Part
from fidelity.assumptions import ASSUMPTIONS, DISAGREEMENTS
from fidelity.row import Row

_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
_NOBODY_WROTE = {"HEAD", "OPTIONS"}  # they come along with any other
# Of errors that are documented or observed themselves, the details that no source shows.
_PATTERN = assumed("after the pattern of message-not-found")
_FOR_CALLS = assumed("recorded for calls, with callId in its place")
_GUESSED = {
    ("application-not-found", "applicationId"): _PATTERN,
    ("number-not-found", "number"): _PATTERN,
    ("media-not-found", "mediaName"): _PATTERN,
    ("user-error-not-found", "userErrorId"): _PATTERN,
    ("message-delivery-failed", "messageId"): _PATTERN,
    ("callback-server-timeout", "messageId"): _FOR_CALLS,
    ("callback-io-error", "messageId"): _FOR_CALLS,
}
Found = TypeVar("Found")


def rows() -> list[Row]:
    """Every row, group by group."""
    app = create_app(Simulator())
    return [
        *_operations(app),
        *_parameters(app),
        *dict.fromkeys(_properties()),
        *_headers("request headers", parameters.HEADERS),
        *_answer_fields(),
        *_headers("answer headers", response.HEADERS),
        *_errors(),
        *dict.fromkeys(_details()),
        *(Row("callback fields", *field) for field in callbacks.FIELDS.items()),
        *_headers("callback headers", http_sender.HEADERS),
        *_assumptions(),
        *_disagreements(),
    ]


def served(app: Flask) -> Iterator[tuple[str, Rule]]:
    """The operations below `/v1`, such as `GET /v1/users/{userId}/media`, and their rules."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/v1/"):
            path = _PLACE.sub(_in_public, rule.rule)
            for method in sorted((rule.methods or set()) - _NOBODY_WROTE):
                yield f"{method} {path}", rule


def _in_public(place: re.Match[str]) -> str:
    """`<path:user_id>` as `{userId}`."""
    first, *others = place[1].split("_")
    return f"{{{first}{''.join(map(str.title, others))}}}"


def _operations(app: Flask) -> Iterator[Row]:
    for name, rule in served(app):
        view: Any = app.view_functions[rule.endpoint]
        yield Row("operations", name, getattr(view, "evidence", ""), _first_line(view))


def _parameters(app: Flask) -> Iterator[Row]:
    for operation, rule in served(app):
        view: Any = app.view_functions[rule.endpoint]
        for each in getattr(view, "parameters", ()):
            yield Row("parameters", each.name, each.evidence, each.description, operation)


def _properties() -> Iterator[Row]:
    """Of one resource, a property that several schemas take on the same evidence counts once."""
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
        yield Row(group, schema.prefix + key, evidence, "not to be set by this name", place)


def _answer_fields() -> Iterator[Row]:
    group = "answer fields"
    for module in RESOURCES:
        for resource in _all_of(ResourceView, module):
            yield from _fields_of(resource)
    tables = {"Verdict": messages.VERDICT, "Error": error_responses.ENVELOPE}
    for place, fields in tables.items():
        for name, evidence in fields.items():
            yield Row(group, name, evidence, place=place)


def _fields_of(resource: ResourceView[Any]) -> Iterator[Row]:
    for field in resource.fields:
        evidence = resource.evidence_of(field)
        yield Row("answer fields", field.name, evidence, place=resource.name)
        yield from _inner(field, resource)


def _inner(field: Field[Any], resource: ResourceView[Any]) -> Iterator[Row]:
    if field.type == "details":
        for name, evidence in errors.DETAIL.items():
            yield Row("answer fields", f"{field.name}.{name}", evidence, place=resource.name)


def _errors() -> Iterator[Row]:
    for row in catalogue.rows():
        status = str(row.status or error_responses.STATUSES[row.category])
        yield Row("errors", row.code, row.evidence, row.template, status)


def _details() -> Iterator[Row]:
    """What errors repeat: of the call, and of what they are about."""
    for name, evidence in error_responses.CALL_DETAILS.items():
        yield Row("error details", name, evidence, place="every error")
    for row in catalogue.rows():
        for name in row.details:
            evidence = _GUESSED.get((row.code, name), row.evidence)
            yield Row("error details", name, evidence, place=row.code)


def _headers(group: str, table: tuple[Header, ...]) -> Iterator[Row]:
    return (Row(group, header.name, header.evidence, header.says) for header in table)


def _assumptions() -> Iterator[Row]:
    for each in ASSUMPTIONS:
        switch = f"; switch: `{each.switch}`" if each.switch else ""
        yield Row(
            "assumed behaviours", each.id, assumed(each.why), each.says, f"`{each.where}`{switch}"
        )


def _disagreements() -> Iterator[Row]:
    for each in DISAGREEMENTS:
        says = f"{each.says}; elsewhere: {each.against}"
        yield Row("disagreements of sources", each.id, each.evidence, says, f"`{each.where}`")


def _all_of(kind: type[Found], module: ModuleType) -> list[Found]:
    """What stands in a module, in its order."""
    return [value for value in vars(module).values() if isinstance(value, kind)]


def _first_line(view: Any) -> str:
    return str(view.__doc__ or "").partition("\n")[0].rstrip(".")
