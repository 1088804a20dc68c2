"""Fields: a JSON schema as rows of a table."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Schema = Mapping[str, Any]
_DEPTH = 4  # of objects in objects


class Field(NamedTuple):
    """A parameter, or a property of a body: `details[].name`. `words` are its possible values."""

    name: str
    kind: str
    is_required: bool
    about: str
    words: tuple[str, ...] = ()


def fields_of(document: Schema, schema: Schema, depth: int = _DEPTH) -> Iterator[Field]:
    """The properties of a schema, those of inner objects after their own; each name once."""
    seen: set[str] = set()
    for field in _properties(document, resolved(document, schema), depth):
        if field.name not in seen:
            seen.add(field.name)
            yield field


def field_of(document: Schema, name: str, schema: Schema, *, is_required: bool) -> Field:
    """One field, without its inner ones."""
    own = resolved(document, schema)
    words = tuple(_word(each) for each in own.get("enum", ()) if each not in (None, ""))
    return Field(name, kind_of(document, own), is_required, str(own.get("description", "")), words)


def kind_of(document: Schema, schema: Schema) -> str:
    """The type in words: `string`, `array of integer`, `string or array of string`."""
    own = resolved(document, schema)
    choices = own.get("anyOf") or own.get("oneOf")
    if choices:
        return " or ".join(dict.fromkeys(kind_of(document, each) for each in choices))
    if own.get("type") == "array":
        return f"array of {kind_of(document, own.get('items', {}))}"
    kind = own.get("type", "any")
    known = [each for each in kind if each != "null"] if isinstance(kind, list) else [kind]
    return " or ".join(known) + (f" ({own['format']})" if "format" in own else "")


def resolved(document: Schema, schema: Schema) -> Schema:
    """The schema that a reference names; any other is itself."""
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _properties(document: Schema, schema: Schema, depth: int) -> Iterator[Field]:
    for choice in schema.get("anyOf") or schema.get("oneOf") or ():
        yield from _properties(document, resolved(document, choice), depth)
    if schema.get("type") == "array":
        yield from _properties(document, resolved(document, schema["items"]), depth)
    for name, each in schema.get("properties", {}).items():
        yield field_of(document, name, each, is_required=name in schema.get("required", ()))
        if depth > 1:
            inner = resolved(document, each)
            prefix = f"{name}[]." if inner.get("type") == "array" else f"{name}."
            for field in fields_of(document, inner, depth - 1):
                yield field._replace(name=prefix + field.name)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
