"""Operations: an OpenAPI document as the values that the pages of the reference show."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from catapult_simulator.pages.reference.fields import (
    Field,
    Schema,
    field_of,
    fields_of,
    resolved,
)

Api = Literal["v1", "control"]
JSON = "application/json"


class Example(NamedTuple):
    """An example of a body, as text, and where it comes from."""

    name: str
    title: str
    source: str
    text: str


class Parameter(NamedTuple):
    """A parameter of the path or the query, with an example if there is one."""

    place: Literal["path", "query"]
    field: Field
    example: str

    @property
    def input(self) -> str:
        """The name of its field in a form."""
        return f"{self.place}.{self.field.name}"


class Body(NamedTuple):
    """The body of a request: JSON with fields, or a file."""

    type: str
    is_required: bool
    fields: tuple[Field, ...]
    examples: tuple[Example, ...]


class Answer(NamedTuple):
    """A response of an operation: one status."""

    status: str
    about: str
    headers: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    examples: tuple[Example, ...]


class Operation(NamedTuple):
    """One operation of an API. `name` is its operationId."""

    name: str
    method: str
    path: str
    tag: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: tuple[Answer, ...]


def operations_of(document: Schema) -> Iterator[Operation]:
    """The operations, in the order of the document."""
    for path, item in document["paths"].items():
        for method in item.keys() - {"parameters"}:
            yield _operation(document, path, method, item)


def groups_of(document: Schema) -> dict[str, list[Operation]]:
    """The operations by tag, and in each by path and method."""
    groups: dict[str, list[Operation]] = {}
    for each in sorted(
        operations_of(document), key=lambda each: (each.tag, each.path, each.method)
    ):
        groups.setdefault(each.tag, []).append(each)
    return groups


def _operation(document: Schema, path: str, method: str, item: Schema) -> Operation:
    own = item[method]
    parameters = [*item.get("parameters", ()), *own.get("parameters", ())]
    return Operation(
        own["operationId"],
        method.upper(),
        path,
        own["tags"][0],
        own["summary"],
        own.get("description", ""),
        tuple(_parameter(document, each) for each in parameters),
        _body(document, own["requestBody"]) if "requestBody" in own else None,
        tuple(_answer(document, *each) for each in own["responses"].items()),
    )


def _parameter(document: Schema, own: Schema) -> Parameter:
    field = field_of(document, own["name"], own["schema"], is_required=own.get("required", False))
    about = own.get("description", field.about)
    values = [_text(each["value"]) for each in own.get("examples", {}).values()]
    return Parameter(own["in"], field._replace(about=about), values[0] if values else "")


def _body(document: Schema, own: Schema) -> Body:
    type_, content = next(iter(own["content"].items()))
    fields = tuple(fields_of(document, content["schema"])) if type_ == JSON else ()
    return Body(type_, own.get("required", False), fields, _examples(content))


def _answer(document: Schema, status: str, response: Schema) -> Answer:
    own = resolved(document, response)
    content: Mapping[str, Any] = next(iter(own.get("content", {}).values()), {})
    headers = own.get("headers", {})
    return Answer(
        status,
        own["description"],
        tuple((name, header.get("description", "")) for name, header in headers.items()),
        tuple(fields_of(document, content.get("schema", {}))) if status[0] == "2" else (),
        _examples(content),
    )


def _examples(content: Mapping[str, Any]) -> tuple[Example, ...]:
    return tuple(
        Example(name, own.get("summary", name), own.get("description", ""), _text(own["value"]))
        for name, own in content.get("examples", {}).items()
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
