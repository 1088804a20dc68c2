"""JSON Schemas of requests (from marshmallow) and of responses (from `ResourceView`)."""

from decimal import Decimal
from inspect import getdoc
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import EXCLUDE, fields

import catapult_simulator
from catapult_simulator.control.schemas import AttachmentSchema, Medium
from catapult_simulator.rest.v1.message_schemas import MAX_TEXT, MessageText
from catapult_simulator.web import fields as api_fields
from catapult_simulator.web import schema as api_schema
from catapult_simulator.web.resource import Field, ResourceView

JsonSchema = dict[str, Any]

STRING: JsonSchema = {"type": "string"}
INTEGER: JsonSchema = {"type": "integer"}
BOOLEAN: JsonSchema = {"type": "boolean"}
TIME: JsonSchema = {"type": "string", "format": "date-time"}
URI: JsonSchema = {"type": "string", "format": "uri"}

# Schema class -> its name in the documents; others lose the suffix `Schema`.
_COMPONENT_NAMES = {
    "SmsSchema": "TextMessage",
    "MmsSchema": "PictureMessage",
    "TenantSchema": "NewTenant",
    "InboundSchema": "InboundMessage",
    "ControlSchema": "EmptyObject",
}


def new_spec(title: str, description: str) -> APISpec:
    """An empty document that can describe the schemas of this package."""
    return APISpec(
        title,
        catapult_simulator.__version__,
        "3.1.0",
        plugins=(_Plugin(schema_name_resolver=_component_name),),
        info={"description": description},
    )


def ref(name: str) -> JsonSchema:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def array_of(item: JsonSchema, **limits: int) -> JsonSchema:
    return {"type": "array", "items": item, **limits}


def enum(*choices: str) -> JsonSchema:
    return {"type": "string", "enum": list(choices)}


def object_of(properties: dict[str, JsonSchema], **optional: JsonSchema) -> JsonSchema:
    """An object with all of `properties`, perhaps the `optional` ones, and nothing else."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties | optional,
        "additionalProperties": False,
    }


_TYPES: dict[str, JsonSchema] = {
    "string": STRING,
    "integer": INTEGER,
    "boolean": BOOLEAN,
    "date-time": TIME,
    "uri": URI,
    "strings": array_of(STRING),
    "uris": array_of(URI),
    "details": array_of(object_of({"id": STRING, "name": STRING, "value": STRING})),
}


def resource_schema(resource: ResourceView[Any]) -> JsonSchema:
    """The fields of a resource. Which of them a response has depends on the record."""
    return {
        "type": "object",
        "properties": {field.name: _resource_field(resource, field) for field in resource.fields},
        "additionalProperties": False,
        "x-evidence": resource.evidence,
    }


def parameter_type(name: str, values: tuple[str, ...] = ()) -> JsonSchema:
    """The schema of a query parameter or a field of the type called `name`."""
    return _TYPES[name] | ({"enum": list(values)} if values else {})


def _resource_field(resource: ResourceView[Any], field: Field[Any]) -> JsonSchema:
    own = {"description": capitalized(field.evidence)} if field.evidence else {}
    evidence = resource.evidence_of(field)
    return parameter_type(field.type, field.values) | own | {"x-evidence": evidence}


def capitalized(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def _component_name(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return _COMPONENT_NAMES.get(kind.__name__, kind.__name__.removesuffix("Schema"))


class _Converter(OpenAPIConverter):
    """Converts the fields of `web/schema.py` beside marshmallow's own."""

    def field2property(self, field: "fields.Field[Any]") -> JsonSchema:
        if isinstance(field, api_schema.Part):
            return dict(self.resolve_nested_schema(field.inner))  # type: ignore[no-untyped-call]  # theirs
        if isinstance(field, api_schema.ApiField):
            return _schema_of_field(field)
        if isinstance(field, Medium):
            attachment = self.resolve_nested_schema(AttachmentSchema)  # type: ignore[no-untyped-call]  # theirs
            return {"oneOf": [URI | {"maxLength": 4096}, attachment]}
        made = super().field2property(field)  # JSON has no decimals
        return {key: float(v) if isinstance(v, Decimal) else v for key, v in made.items()}

    def schema2jsonschema(self, schema: Any) -> JsonSchema:
        made: JsonSchema = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]  # theirs
        if type(schema).__doc__:
            made["description"] = getdoc(schema)
        return made | (
            _with_ignored(schema, made) if isinstance(schema, api_schema.ApiSchema) else {}
        )


class _Plugin(MarshmallowPlugin):
    Converter = _Converter


def _with_ignored(schema: api_schema.ApiSchema, made: JsonSchema) -> JsonSchema:
    """Unknown properties are errors; known properties that cannot be set are ignored."""
    unset = {"readOnly": True, "description": "Accepted and ignored."}
    return {
        "properties": made["properties"]
        | {name: unset | {"x-evidence": how} for name, how in sorted(schema.ignored.items())},
        "additionalProperties": schema.unknown == EXCLUDE,
    }


def _schema_of_field(field: api_schema.ApiField) -> JsonSchema:
    kind = next(kind for kind in type(field).__mro__ if kind in _API_TYPES)
    made = dict(_API_TYPES[kind])
    if isinstance(field, api_fields.Choice):
        upper = map(str.upper, field.words) if field.keep_case else ()
        made["enum"] = [*field.words, *upper]
    elif isinstance(field, api_fields.Text) and field.blank_error is not None:
        made |= {"minLength": 1, "pattern": r"\S"}
    if isinstance(field.parent, api_schema.ApiSchema):
        made = _with_blank(made, field, field.parent)
        made["x-evidence"] = field.parent.evidence_of(field)
    return made


def _with_blank(
    made: JsonSchema, field: api_schema.ApiField, schema: api_schema.ApiSchema
) -> JsonSchema:
    """`made`, with what a blank text does to an optional property."""
    if field.required or field.blank_error is not None:
        return made
    does = "Blank removes it." if schema.clears else "Blank is the same as absent."
    enum = {"enum": [*made["enum"], ""]} if "enum" in made else {}
    return made | enum | {"description": " ".join(filter(None, (made.get("description"), does)))}


_API_TYPES: dict[type, JsonSchema] = {
    api_fields.Text: STRING,
    MessageText: {"type": "string", "maxLength": MAX_TEXT},
    api_fields.Url: URI,
    api_fields.Milliseconds: {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": 10_000,
        "pattern": "^[0-9]{0,5}$",
    },
    api_fields.Flag: BOOLEAN,
    api_fields.Number: {
        "type": "string",
        "description": "A telephone number in any notation.",
    },
    api_fields.Texts: {"oneOf": [STRING, array_of(STRING)]},
}
