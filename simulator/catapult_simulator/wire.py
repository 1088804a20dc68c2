"""WireSchema and the fields that the resources share: the shape of requests, and its refusals.

A field names the broken rule, the catalogue words it. The API answers one error at a time:
of all that is wrong, what is missing comes first, then what is blank, then the rest, each in the
order in which the schema declares its fields.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from catapult_simulator.core import catalogue, e164
from catapult_simulator.core.catalogue import CatapultError, ErrorKind
from catapult_simulator.json_body import JsonBody, Path, position

_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f<>\"{}|\\^`]")
_RANKS = {"missing-property": 0, "blank-property": 1}


class WireSchema(Schema):
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
        own = field.evidence if isinstance(field, WireField) else ""
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


_MISSING = "missing"


class WireField(fields.Field[Any]):
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
        assert isinstance(schema, WireSchema)
        return schema.names(self.data_key or str(self.name))


class Text(WireField):
    """Text. Numbers and booleans become their JSON form (assumed: the parser's default)."""

    def __init__(self, *, blank: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.blank = blank

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = self._as_text(value)
        if not self.blank and not text.strip():
            raise self.refusal(catalogue.BLANK_PROPERTY)
        return text

    def _as_text(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        raise self.refusal(catalogue.BAD_PARAMETERS)


class Url(Text):
    """An absolute http(s) URL; syntax only, nobody is contacted (assumed)."""

    def __init__(self, kind: ErrorKind, *, clearable: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind
        self.clearable = clearable  # a blank one is taken, and means none

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        url = super()._deserialize(value, attr, data, **kwargs).strip()
        if not is_url(url) and not (self.clearable and not url):
            raise self.refusal(self.kind, url=url)
        return url


class Choice(Text):
    """One of few words, in any case (observed: clients differ); kept as it was written."""

    def __init__(self, *words: str, keep_case: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self.keep_case = keep_case

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        word = super()._deserialize(value, attr, data, **kwargs)
        if word.lower() not in map(str.lower, self.words):
            raise self.refusal(catalogue.NOT_ONE_OF, values=", ".join(self.words))
        return word if self.keep_case else word.lower()


class Milliseconds(WireField):
    """A whole number of milliseconds within 1 and 10000; digits in quotes are taken, too."""

    def __init__(
        self,
        *,
        too_small: ErrorKind = catalogue.MUST_BE_GREATER,
        too_large: ErrorKind = catalogue.EXCEEDS_LIMIT,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.too_small = too_small
        self.too_large = too_large

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        number = self._as_int(value)
        if number <= 0:
            raise self.refusal(self.too_small, limit=0)
        if number > 10_000:
            raise self.refusal(self.too_large, limit=10_000)
        return number

    def _as_int(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.refusal(catalogue.BAD_PARAMETERS)
        try:
            return int(value)
        except (ValueError, OverflowError):
            raise self.refusal(catalogue.BAD_PARAMETERS) from None


class Flag(WireField):
    """A boolean; `"true"` and `"false"` are taken, too (assumed)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lower() in ("true", "false"):
            return value.strip().lower() == "true"
        raise self.refusal(catalogue.BAD_PARAMETERS)


class Number(Text):
    """A telephone number, however it is written, as E.164; raises `Invalid phone number`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        number = e164.normalize(super()._deserialize(value, attr, data, **kwargs))
        if not e164.is_e164(number):
            raise self.refusal(catalogue.INVALID_PHONE_NUMBER)
        return number


class Texts(Text):
    """One text or a list of them, as a tuple; a blank one counts as none (assumed)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[str, ...]:  # type: ignore[override]  # several, not one
        values: Sequence[Any] = value if isinstance(value, list) else [value]
        texts = (self._as_text(each) for each in values if each is not None)
        return tuple(text for text in texts if text.strip())


class Part(WireField):
    """A nested object with a schema of its own; its properties are named with dots."""

    def __init__(self, inner: WireSchema, **options: Any) -> None:
        super().__init__(**options)
        self.inner = inner

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return self.inner.take(value)
        except CatapultError as error:
            raise ValidationError([error]) from None


class Anything(WireField):
    """A free map of text (the properties of a provider)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.refusal(catalogue.BAD_PARAMETERS)
        return value


def is_url(text: str) -> bool:
    """Whether `text` is an absolute http or https URL with a host and without white space."""
    if _NOT_IN_URLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
