"""ApiSchema: the properties of a request body, and the order in which their errors count.

A field names the broken rule, the catalogue words it. The API reports one error at a time: an
unknown name first, then a missing property, then a blank one, then the rest, each in the order in
which the schema declares its fields. The fields are in `fields.py`.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from marshmallow import RAISE, Schema, fields

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError, ErrorKind
from catapult_simulator.web.json_body import JsonBody, Path, position

_Known: TypeAlias = "tuple[str, fields.Field[Any]]"  # attribute and field of a property
# Of several errors, the first of these is answered, else the first in the order of the fields.
_FIRST = (catalogue.MISSING_PROPERTY.code, catalogue.BLANK_PROPERTY.code)


class NoObject(Exception):
    """A value that must be a JSON object, and is none."""


class UnknownProperty(Exception):
    """A name that the schema does not have, at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class ApiSchema(Schema):
    """A JSON object's properties. `null` is the same as absent (observed: clients).

    So is a blank text where a property is optional (assumption A34); a schema that `clears` gives
    None for it.
    """

    resource: ClassVar[str] = ""
    unrecognized: ClassVar[ErrorKind] = catalogue.UNRECOGNIZED_PROPERTY
    root: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    aliases: ClassVar[Mapping[str, str]] = {}
    """Other names of properties. Where both are sent, the alias is ignored (assumption E4)."""
    clears: ClassVar[bool] = False
    """Whether a blank text removes the value of a property: in updates."""
    ignored: ClassVar[Mapping[str, str]] = {}
    """The properties that are accepted and ignored, with their evidence."""
    evidence: ClassVar[str] = ""
    """The evidence of the fields that have none of their own."""

    class Meta:
        unknown = RAISE

    def load(self, body: JsonBody) -> dict[str, Any]:  # type: ignore[override]  # not bare data
        """The attributes of the object that `body` is. Raises the first CatapultError."""
        loaded = self.load_item(body)
        if isinstance(loaded, CatapultError):
            raise loaded
        return loaded

    def load_item(self, body: JsonBody) -> dict[str, Any] | CatapultError:
        """One item of a batch: its attributes, or the first error among its values.

        Raises the CatapultErrors that refuse the whole batch: no object, or an unknown name.
        """
        try:
            return self.load_properties(body.content)
        except (NoObject, UnknownProperty) as error:
            raise self._refusal(error, body) from None

    def load_properties(self, properties: Any) -> dict[str, Any] | CatapultError:
        """As `load_item`, but raises NoObject and UnknownProperty. One pass over what is sent.

        marshmallow's own loop calls every field of the schema. With it a POST of a message takes
        2.22 to 2.26 times an empty Flask view, without it 1.91 to 2.06 times (target: 2.2).
        """
        loaded: dict[str, Any] = {}
        errors: dict[str, CatapultError] = {}
        for key, name, field, value in self._sent(properties):
            if _is_blank(value) and not field.required and not _refuses_blank(field):
                if self.clears:
                    loaded[name] = None
                continue
            try:
                loaded[name] = field.deserialize(value, key, properties)
            except CatapultError as error:
                errors[name] = error
            except UnknownProperty as unknown:
                raise UnknownProperty((key, *unknown.path)) from None
        if errors or not self._required <= loaded.keys():
            return self._first_error(loaded, errors)
        return loaded

    def _sent(self, properties: Any) -> "Iterator[tuple[str, str, fields.Field[Any], Any]]":
        """Key, attribute, field and value of each property that is not null or ignored."""
        if not isinstance(properties, dict):
            raise NoObject
        for key, value in properties.items():
            known = self._by_key.get(key) or self._other(key, properties)
            if known is not None and value is not None:
                yield key, *known, value

    def _other(
        self, key: str, properties: dict[str, Any]
    ) -> "tuple[str, fields.Field[Any]] | None":
        """The field of an alias; None for a property to ignore."""
        if key in self.aliases:
            today = self.aliases[key]
            return None if self._is_set(properties.get(today)) else self._by_key[today]
        if key not in self.ignored and self.unknown == RAISE:
            raise UnknownProperty((key,))
        return None

    def _is_set(self, value: Any) -> bool:
        return value is not None and (self.clears or not _is_blank(value))

    def _first_error(
        self, loaded: dict[str, Any], errors: dict[str, CatapultError]
    ) -> CatapultError:
        missing = self._required - loaded.keys() - errors.keys()
        in_order = [
            catalogue.MISSING_PROPERTY.error(**self.names(key)) if name in missing else errors[name]
            for key, (name, _) in self._by_key.items()
            if name in missing or name in errors
        ]
        return min(in_order, key=_rank)

    def _refusal(self, error: NoObject | UnknownProperty, body: JsonBody) -> CatapultError:
        if isinstance(error, NoObject):
            return catalogue.BAD_PARAMETERS.error()
        path = error.path
        line, column = position(body.text, body.path + path)
        return self.unrecognized.error(
            propertyName=str(path[-1]),
            objectPath=".".join(map(str, (self.root, *path) if self.root else path)),
            line=line,
            column=column,
        )

    @cached_property
    def _by_key(self) -> "dict[str, _Known]":
        # Built once for each schema; schemas themselves are built once, on import.
        # `load_fields` have no order in marshmallow 3.18.
        fields_ = self.declared_fields
        return {field.data_key or name: (name, field) for name, field in fields_.items()}

    @cached_property
    def _required(self) -> set[str]:
        return {name for name, field in self.load_fields.items() if field.required}

    def evidence_of(self, field: "fields.Field[Any]") -> str:
        """The evidence of a property: its field's own, else the schema's."""
        own = field.evidence if isinstance(field, ApiField) else ""
        return own or self.evidence

    def names(self, key: str) -> dict[str, object]:
        """The values that errors about `key` are worded with; nested keys are dotted (observed)."""
        return {"resource": self.resource, "property": self.prefix + key}


class ApiField(fields.Field):  # type: ignore[type-arg]  # not generic before marshmallow 4
    """A field whose errors are rows of the catalogue. `blank_error` is that of a blank text."""

    def __init__(
        self, *, evidence: str = "", blank_error: ErrorKind | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.evidence = evidence
        self.blank_error = blank_error

    def error(self, kind: ErrorKind, **values: object) -> CatapultError:
        """An error of `kind` about this property, to be raised."""
        return kind.error(**self.names, **values)

    @property
    def names(self) -> dict[str, object]:
        schema = self.parent
        assert isinstance(schema, ApiSchema)
        return schema.names(self.data_key or str(self.name))


def _rank(error: CatapultError) -> int:
    return _FIRST.index(error.code) if error.code in _FIRST else len(_FIRST)


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and (not value or value.isspace())


def _refuses_blank(field: "fields.Field[Any]") -> bool:
    return isinstance(field, ApiField) and field.blank_error is not None


class Part(ApiField):
    """A nested object with a schema of its own; errors name its properties with dots."""

    def __init__(self, inner: ApiSchema, **options: Any) -> None:
        super().__init__(**options)
        self.inner = inner

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> dict[str, Any]:
        loaded = self.inner.load_properties(value)
        if isinstance(loaded, CatapultError):
            raise loaded
        return loaded
