"""ControlSchema: what the schemas of control requests share."""

from collections.abc import Iterable
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, validate
from marshmallow.orderedset import OrderedSet

_NAMED = 3  # of many unknown properties


def one_of(words: Iterable[Any]) -> validate.OneOf:
    """The value is one of a closed set."""
    return validate.OneOf(list(words), error="{input!r} is not one of {choices}")


def between(low: float, high: float) -> validate.Range:
    """The value is a number within both limits."""
    return validate.Range(low, high, error="{input} is not between {min} and {max}")


class ControlSchema(Schema):
    """One JSON object, or a query. An unknown property is an error: it may be a misspelling."""

    set_class = OrderedSet  # marshmallow before 3.20 forgets the order of the fields

    class Meta:
        unknown = RAISE

    def read(self, content: Any) -> dict[str, Any]:
        """The properties by their Python names. Raises ValidationError."""
        if not isinstance(content, dict):
            raise ValidationError({"body": ["must be one JSON object"]})
        self._refuse_many_unknown(content)
        self.error_messages["unknown"] = f"unknown property; known: {', '.join(self._known())}"
        return self.load(content)  # type: ignore[no-any-return]  # a schema of one object

    def _refuse_many_unknown(self, content: dict[str, Any]) -> None:
        """Refuse them all at once: marshmallow makes an error of each."""
        known = self._known()
        unknown = [name for name in content if name not in known]
        if len(unknown) > _NAMED:
            names = f"{', '.join(unknown[:_NAMED])} and {len(unknown) - _NAMED} more"
            known_names = f"unknown properties; known: {', '.join(known)}"
            raise ValidationError({names: [known_names]})

    def _known(self) -> list[str]:
        known = (
            (name, field) for name, field in self.declared_fields.items() if not field.dump_only
        )
        return [field.data_key or name for name, field in known] or ["none"]


class TextBody(ControlSchema):
    """A body that is read as a text, of one of these types. Its fields only describe it."""

    types: tuple[str, ...] = ("application/json",)

    def read_text(self, text: str) -> dict[str, Any]:
        """The arguments of the view, by name."""
        raise NotImplementedError
