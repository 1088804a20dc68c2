"""Operations: a route of the application, and what its row in a table says of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from apispec import APISpec
from flask import Flask
from marshmallow import Schema
from werkzeug.routing import Rule

from catapult_simulator.openapi.schemas import TEXT, JsonSchema

JSON = "application/json"
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
_SEGMENT = {"type": "string", "pattern": "^[^/]+$"}  # a slash would make it another route

HEADERS: dict[str, JsonSchema] = {
    "Location": {"schema": {"type": "string", "format": "uri"}, "description": "Where it is."},
    "Link": {"schema": TEXT, "description": '`<url>; rel="next"`, and other pages. RFC 8288.'},
    "Cache-Control": {"schema": TEXT, "description": "As it was given with the file."},
    "X-RateLimit-Reset": {"schema": TEXT, "description": "When to ask again, in epoch ms."},
}


class Answer(NamedTuple):
    """What comes back when all is well. `content` None is no body."""

    status: int
    says: str
    content: JsonSchema | Schema | None = None
    headers: tuple[str, ...] = ()
    type: str = JSON

    def response(self, examples: Mapping[str, Any]) -> JsonSchema:
        made: JsonSchema = {"description": self.says}
        if self.headers:
            made["headers"] = {name: HEADERS[name] for name in self.headers}
        if self.content is not None:
            made["content"] = {self.type: _media(self.content, examples)}
        return made


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: a summary, the body taken, the query's parameters, what comes back, and refusals.

    `takes` is the schema of a JSON body, or schemas by media type.
    """

    summary: str
    gives: Answer
    takes: Any = None
    query: Any = ()
    refuses: tuple[int, ...] = ()
    tag: str = ""
    description: str = ""
    also: tuple[Answer, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        return (self.gives, *self.also)


def _media(schema: Any, examples: Mapping[str, Any]) -> JsonSchema:
    return {"schema": schema} | ({"examples": dict(examples)} if examples else {})


class Route(NamedTuple):
    """One rule of the application's URL map, with its path in OpenAPI's notation."""

    rule: Rule
    path: str

    @property
    def methods(self) -> list[str]:
        """Those that somebody wrote: HEAD and OPTIONS come along with any."""
        return sorted((self.rule.methods or set()) - {"HEAD", "OPTIONS"})

    @property
    def places(self) -> list[str]:
        return _PLACE.findall(self.rule.rule)


def routes(app: Flask, prefix: str, names: Mapping[str, str]) -> Iterator[Route]:
    """The routes below `prefix`. `names` says how path parameters are called in public."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(prefix):
            yield Route(rule, _PLACE.sub(lambda place: f"{{{names[place[1]]}}}", rule.rule))


def path_parameter(name: str, description: str, *, whole: bool = True) -> JsonSchema:
    """A part of the path: one `whole` segment of it, or whatever is left."""
    return {
        "in": "path",
        "name": name,
        "required": True,
        "description": description,
        "schema": _SEGMENT if whole else {"type": "string", "minLength": 1},
    }


def describe(
    operation: Operation,
    refusals: Mapping[int, JsonSchema],
    examples: Mapping[str, Mapping[str, Any]],
) -> JsonSchema:
    """The row as an OpenAPI operation. `refusals` are the shared responses, by status."""
    made: JsonSchema = {"summary": operation.summary, "tags": [operation.tag]}
    if operation.description:
        made["description"] = operation.description
    if operation.query:
        made["parameters"] = list(operation.query)
    if operation.takes is not None:
        made["requestBody"] = _body(operation.takes, examples.get("request", {}))
    made["responses"] = {
        str(answer.status): answer.response(examples.get(str(answer.status), {}))
        for answer in operation.answers
    } | {
        str(status): _refused(status, refusals[status], examples.get(str(status), {}))
        for status in sorted(operation.refuses)
    }
    return made


def _refused(status: int, shared: JsonSchema, examples: Mapping[str, Any]) -> JsonSchema:
    """The shared response; one with examples of its own has to repeat it."""
    if not examples:
        return {"$ref": f"#/components/responses/{name_of(status)}"}
    return shared | {"content": {JSON: shared["content"][JSON] | {"examples": dict(examples)}}}


def _body(takes: Any, examples: Mapping[str, Any]) -> JsonSchema:
    by_type = isinstance(takes, dict) and any("/" in kind for kind in takes)
    schemas = takes if by_type else {JSON: takes}
    content = {kind: _media(schema, examples) for kind, schema in schemas.items()}
    return {"required": True, "content": content}


def name_of(status: int) -> str:
    """What a shared refusal is called: `NotFound`, `TooManyRequests`."""
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")


def add_refusals(spec: APISpec, responses: Mapping[int, JsonSchema]) -> None:
    """Make these the shared responses of their statuses."""
    for status, response in responses.items():
        spec.components.response(name_of(status), response)
