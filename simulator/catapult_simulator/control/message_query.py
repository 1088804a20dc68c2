"""MESSAGE_QUERY: filters of a list of messages, and how long to wait for some that fit."""

from typing import Any, cast

from marshmallow import ValidationError, fields

from catapult_simulator.control.control_schema import ControlSchema, between, one_of
from catapult_simulator.core.messages.filters import MESSAGE_FILTERS, MessageFilter
from catapult_simulator.core.text_patterns import TextPattern

MAX_WAIT_SECONDS = 60
_MAX_SIZE = 1000


class Pattern(fields.String):
    """A regular expression of Python."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        written = super()._deserialize(value, attr, data, **kwargs)
        try:
            return TextPattern(written)
        except ValueError as error:
            raise ValidationError(str(error)) from None


def _filter(row: MessageFilter) -> "fields.Field[Any]":
    kind = fields.Integer if row.kind == "integer" else fields.String
    validator = one_of(row.choices) if row.kind == "choice" else None
    description = {"description": row.description}
    return kind(data_key=row.parameter, validate=validator, metadata=description)


class SearchQuery(ControlSchema):
    # Not `text`: a filter of that name may be added.
    whole_text = fields.String(
        data_key="text",
        load_default=None,
        metadata={"description": "Only messages with exactly this text."},
    )
    text_pattern = Pattern(
        data_key="text~",
        load_default=None,
        metadata={
            "description": "Only messages in whose text this regular expression of Python is "
            "found: in the first 2048 characters, and within a second. One that repeats a "
            "repetition, as `(a+)+` does, or has more than two of `*` and `+`, is refused, unless "
            "they are possessive, as `a++` is."
        },
    )
    wait = fields.Float(
        load_default=None,
        validate=between(0, MAX_WAIT_SECONDS),
        metadata={
            "description": "Wait, at most so many seconds, until there is such a message; 404 if "
            "none comes."
        },
    )
    count = fields.Integer(
        load_default=None,
        validate=between(1, _MAX_SIZE),
        metadata={"description": "Wait until there are at least so many. Default: one."},
    )
    size = fields.Integer(load_default=100, validate=between(1, _MAX_SIZE))


_FILTERS: "dict[str, fields.Field[Any]]" = {row.field: _filter(row) for row in MESSAGE_FILTERS}
MessageQuery = cast(type[SearchQuery], SearchQuery.from_dict(_FILTERS, name="MessageQuery"))
MESSAGE_QUERY = MessageQuery()
