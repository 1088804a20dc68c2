"""MESSAGE_FILTERS: the filters of lists of messages, one row each.

`MessageStore` keeps an index for each row. `Messages.find`, `GET …/messages` of `/v1` and of the
control API, the `messages` command and the documents take their filters from these rows.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from catapult_simulator.core.checks import check_one_of, check_text
from catapult_simulator.core.evidence import documented
from catapult_simulator.core.messages.message import (
    DELIVERY_STATES,
    DIRECTIONS,
    STATES,
    Message,
)
from catapult_simulator.core.numbers import e164

FilterValue = str | int
_LIST = documented("methods/messages/getMessages.md")
_PARTY = documented("methods/messages/getMessages.md; other spellings: assumption B30")


class MessageFilter(NamedTuple):
    """One filter: the messages whose `field` equals the value that is given as `parameter`.

    `kind` is the kind of the field's values: a telephone number (compared in E.164 form), one of
    `choices`, an integer, or any text.
    """

    field: str
    parameter: str
    kind: Literal["number", "choice", "integer", "text"]
    evidence: str
    description: str
    choices: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """The command line's option: `--delivery-state`."""
        return "--" + self.field.rstrip("_").replace("_", "-")

    @property
    def place(self) -> int:
        """The field's place in a Message. Raises ValueError if there is no such field."""
        if self.field not in Message._fields:
            known = ", ".join(Message._fields)
            raise ValueError(f"MESSAGE_FILTERS: {self.field!r} is no field of Message; use {known}")
        return Message._fields.index(self.field)

    def normalized(self, value: FilterValue) -> FilterValue:
        """`value` as the field holds it. Raises ValueError or TypeError for one it never holds."""
        if self.kind == "integer":
            return int(value)
        if self.kind == "choice":
            if value not in self.choices:
                check_one_of(self.field, value, self.choices)
            return value
        check_text(self.field, value)
        return e164.normalize(str(value)) if self.kind == "number" else value


MESSAGE_FILTERS: tuple[MessageFilter, ...] = (
    MessageFilter(
        "from_",
        "from",
        "number",
        _PARTY,
        "Only messages from this number, however it is written.",
    ),
    MessageFilter(
        "to", "to", "number", _PARTY, "Only messages to this number, however it is written."
    ),
    MessageFilter(
        "direction", "direction", "choice", _LIST, "Only messages in this direction.", DIRECTIONS
    ),
    MessageFilter("state", "state", "choice", _LIST, "Only messages in this state.", STATES),
    MessageFilter(
        "delivery_state",
        "deliveryState",
        "choice",
        _LIST,
        "Only messages in this delivery state.",
        DELIVERY_STATES,
    ),
)


def normalized(filters: Mapping[str, FilterValue | None]) -> dict[str, FilterValue]:
    """The filters that are given, by field. Raises TypeError for a field that has no row,
    ValueError for a value that the field never has."""
    rows = {row.field: row for row in MESSAGE_FILTERS}
    if unknown := sorted(filters.keys() - rows.keys()):
        raise TypeError(f"no filter {', '.join(unknown)}; there are {', '.join(rows)}")
    given = {field: value for field, value in filters.items() if value is not None}
    return {field: rows[field].normalized(value) for field, value in given.items()}
