"""ApiSchema: the shape of a request, and the order of its refusals.

A field names the broken rule, the catalogue words it. The API answers one error at a time:
of all that is wrong, what is missing comes first, then what is blank, then the rest, each in the
order in which the schema declares its fields. The fields themselves stand in `wire_fields.py`.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, NoReturn

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError, ErrorKind
from catapult_simulator.web.json_body import JsonBody, Path, position

_MISSING = "missing"
_RANKS = {"missing-property": 0, "blank-property": 1}


class ApiSchema(Schema):
    """The properties that a resource takes. `null` is the same as absent (observed: clients)."""

    resource: ClassVar[str] = ""
    unrecognized: ClassVar[ErrorKind] = catalogue.UNRECOGNIZED_PROPERTY
    root: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    ignored: ClassVar[Mapping[str, str]] = {}
    """Known properties that cannot be set, taken and left alone, and how we know of each."""
    evidence: ClassVar[str] = ""
    """How we know of the properties that say nothing themselves."""

    class Meta:
        unknown = EXCLUDE

    def read(self, body: JsonBody) -> dict[str, Any]:
        """The one object that the body is. Raises CatapultError."""
        self.refuse_unknown(body.content, body.text)
        return self.take(body.content)

    def take(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Attributes out of properties whose names are known. Raises the first CatapultError.

        Where nothing is wrong, only the fields that are there are asked; marshmallow's own loop
        asks each, and costs five times as much. It has the word when anything is wrong.
        """
        present = {key: value for key, value in properties.items() if value is not None}
        try:
            return self._take_present(present)
        except ValidationError:
            self.load(present)
            raise

    def _take_present(self, present: Mapping[str, Any]) -> dict[str, Any]:
        taken = {}
        for key, value in present.items():
            if key in self._by_key:
                name, field = self._by_key[key]
                taken[name] = field.deserialize(value, key, present)
        if not self._required <= taken.keys():
            raise ValidationError(_MISSING)
        return taken

    def refuse_unknown(self, properties: Any, text: str, *, under: Path = ()) -> None:
        """Raise `unrecognized-property` for the first unknown name, or where no object is."""
        for path in self._unknown(properties, ()):
            line, column = position(text, under + path)
            name = str(path[-1])
            raise self.unrecognized.error(
                propertyName=name,
                objectPath=".".join(map(str, (self.root, *path) if self.root else path)),
                line=line,
                column=column,
            )

    def _unknown(self, properties: Any, under: Path) -> Iterator[Path]:
        if not isinstance(properties, dict):
            raise catalogue.BAD_PARAMETERS.error()
        for key, value in properties.items():
            _, field = self._by_key.get(key, (key, None))
            if field is None and key not in self.ignored:
                yield (*under, key)
            elif isinstance(field, Part) and value is not None:
                yield from field.inner._unknown(value, (*under, key))

    @cached_property
    def _by_key(self) -> "dict[str, tuple[str, fields.Field[Any]]]":
        # Built once for each schema; schemas themselves are built once, at import.
        return {field.data_key or name: (name, field) for name, field in self.load_fields.items()}

    @cached_property
    def _required(self) -> "set[str]":
        return {name for name, field in self.load_fields.items() if field.required}

    def evidence_of(self, field: "fields.Field[Any]") -> str:
        """How we know of a property."""
        own = field.evidence if isinstance(field, ApiField) else ""
        return own or self.evidence

    def names(self, key: str) -> dict[str, object]:
        """How sentences call the property `key`: nested ones are dotted (observed)."""
        return {"resource": self.resource, "property": self.prefix + key}

    def handle_error(
        self, error: ValidationError, data: Any, *, many: bool, **kwargs: Any
    ) -> NoReturn:
        raise min(self._errors(error.messages_dict), key=lambda found: _RANKS.get(found.code, 2))

    def _errors(self, messages: Mapping[str, Any]) -> Iterator[CatapultError]:
        for key, found in messages.items():
            for message in found if isinstance(found, list) else [found]:
                if isinstance(message, CatapultError):
                    yield message
                elif message == _MISSING:
                    yield catalogue.MISSING_PROPERTY.error(**self.names(key))
                else:
                    yield catalogue.BAD_PARAMETERS.error()


class ApiField(fields.Field[Any]):
    """A field whose refusals are catalogue rows. Without `evidence` its schema's holds."""

    default_error_messages = {"required": _MISSING}  # noqa: RUF012 - as its base declares it

    def __init__(self, *, evidence: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.evidence = evidence

    def refusal(self, kind: ErrorKind, **values: object) -> ValidationError:
        """What to raise: an error of `kind`, with the names of resource and property filled in."""
        return ValidationError([kind.error(**self.names, **values)])

    @property
    def names(self) -> dict[str, object]:
        schema = self.parent
        assert isinstance(schema, ApiSchema)
        return schema.names(self.data_key or str(self.name))


class Part(ApiField):
    """A nested object with a schema of its own; its properties are named with dots."""

    def __init__(self, inner: ApiSchema, **options: Any) -> None:
        super().__init__(**options)
        self.inner = inner

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return self.inner.take(value)
        except CatapultError as error:
            raise ValidationError([error]) from None
