"""Operations: routes of the application, their rows in a table, and OpenAPI made from both."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from inspect import getdoc
from typing import Any, NamedTuple, TypeVar

from apispec import APISpec
from flask import Flask
from marshmallow import Schema
from werkzeug.routing import Rule

from catapult_simulator.openapi.schemas import STRING, URI, JsonSchema

JSON = "application/json"
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_SEGMENT = {"type": "string", "pattern": "^[^/]+$"}  # a slash would make it another route
Row = TypeVar("Row")

HEADERS: dict[str, JsonSchema] = {
    "Location": {"schema": URI, "description": "URL of the resource that was created."},
    "Link": {"schema": STRING, "description": '`<url>; rel="next"` and other pages. RFC 8288.'},
    "Cache-Control": {"schema": STRING, "description": "As uploaded with the file."},
    "X-RateLimit-Reset": {"schema": STRING, "description": "When to try again, in epoch ms."},
}


class SuccessResponse(NamedTuple):
    """A response with a status below 300. `schema` None: it has no body."""

    status: int
    description: str
    schema: JsonSchema | Schema | None = None
    headers: tuple[str, ...] = ()
    type: str = JSON

    def describe(self, examples: Mapping[str, Any]) -> JsonSchema:
        """The response as an OpenAPI Response Object."""
        made: JsonSchema = {"description": self.description}
        if self.headers:
            made["headers"] = {name: HEADERS[name] for name in self.headers}
        if self.schema is not None:
            made["content"] = {self.type: _media_type(self.schema, examples)}
        return made


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: the responses, the statuses of errors, and the request.

    `body` is the schema of a JSON body, or schemas by media type. An empty `summary` or
    `description` is taken from the view's docstring.
    """

    responses: tuple[SuccessResponse, ...]
    errors: tuple[int, ...] = ()
    body: Any = None
    query: tuple[JsonSchema, ...] = ()
    summary: str = ""
    description: str = ""
    tag: str = ""


class Route(NamedTuple):
    """A rule of the application's URL map, with its path in OpenAPI's notation."""

    rule: Rule
    path: str

    @property
    def endpoint(self) -> str:
        return str(self.rule.endpoint)

    @property
    def methods(self) -> list[str]:
        """Declared methods, without Flask's HEAD and OPTIONS."""
        return sorted((self.rule.methods or set()) - {"HEAD", "OPTIONS"})

    @property
    def parameters(self) -> list[str]:
        """Path parameters, by the names that the view gives them."""
        return _PARAMETER.findall(self.rule.rule)


def routes(app: Flask, prefix: str, name_of: Callable[[str], str]) -> Iterator[Route]:
    """The routes below `prefix`. `name_of` gives the public name of a path parameter."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(prefix):
            yield Route(rule, _PARAMETER.sub(lambda found: f"{{{name_of(found[1])}}}", rule.rule))


def row_of(rows: Mapping[str, Row], name: str, *, table: str) -> Row:
    """The row called `name`. Raises LookupError, which says where to add a missing one."""
    if name not in rows:
        raise LookupError(f"no row for {name!r}: add a row to {table}")
    return rows[name]


def documentation_of(view: Any) -> tuple[str, str]:
    """Summary (the first sentence) and description (the rest) from a view's docstring."""
    summary, _, description = " ".join((getdoc(view) or "").split()).partition(". ")
    return summary.rstrip("."), description


def path_parameter(name: str, description: str, *, whole: bool = True) -> JsonSchema:
    """A parameter of the path: a `whole` segment, or all that is left, slashes included."""
    return {
        "in": "path",
        "name": name,
        "required": True,
        "description": description,
        "schema": _SEGMENT if whole else {"type": "string", "minLength": 1},
    }


def describe(
    operation: Operation,
    error_responses: Mapping[int, JsonSchema],
    examples: Mapping[str, Mapping[str, Any]],
) -> JsonSchema:
    """The row as an OpenAPI operation. `error_responses` are shared ones, by status."""
    made: JsonSchema = {"summary": operation.summary, "tags": [operation.tag]}
    if operation.description:
        made["description"] = operation.description
    if operation.query:
        made["parameters"] = list(operation.query)
    if operation.body is not None:
        made["requestBody"] = _request_body(operation.body, examples.get("request", {}))
    made["responses"] = {
        str(response.status): response.describe(examples.get(str(response.status), {}))
        for response in operation.responses
    } | {
        str(status): _error(status, error_responses[status], examples.get(str(status), {}))
        for status in sorted(operation.errors)
    }
    return made


def _error(status: int, shared: JsonSchema, examples: Mapping[str, Any]) -> JsonSchema:
    """A reference to the shared response, or a copy of it with examples of this operation."""
    if not examples:
        return {"$ref": f"#/components/responses/{component_name(status)}"}
    ((type_, content),) = shared["content"].items()
    return shared | {"content": {type_: content | {"examples": dict(examples)}}}


def _request_body(schema: Any, examples: Mapping[str, Any]) -> JsonSchema:
    by_type = isinstance(schema, dict) and any("/" in key for key in schema)
    schemas = schema if by_type else {JSON: schema}
    content = {type_: _media_type(each, examples) for type_, each in schemas.items()}
    return {"required": True, "content": content}


def _media_type(schema: Any, examples: Mapping[str, Any]) -> JsonSchema:
    return {"schema": schema} | ({"examples": dict(examples)} if examples else {})


def component_name(status: int) -> str:
    """The name of a shared error response: `NotFound`, `TooManyRequests`."""
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")


def add_error_responses(spec: APISpec, responses: Mapping[int, JsonSchema]) -> None:
    """Make these the shared responses of their statuses."""
    for status, response in responses.items():
        spec.components.response(component_name(status), response)
