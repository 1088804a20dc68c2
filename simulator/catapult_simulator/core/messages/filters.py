"""FILTERS: the filters of lists of messages, one row each.

`MessageStore` keeps an index for each row. `Messages.find`, `GET …/messages` of `/v1` and of the
control API, the `messages` command and the documents take their filters from these rows.
"""

from collections.abc import Mapping
from typing import NamedTuple

from catapult_simulator.core.checks import check_one_of
from catapult_simulator.core.evidence import documented
from catapult_simulator.core.messages.message import DELIVERY_STATES, DIRECTIONS, STATES
from catapult_simulator.core.numbers import e164

_LIST = documented("methods/messages/getMessages.md")


class MessageFilter(NamedTuple):
    """One filter: the messages whose `field` equals the value that is given as `parameter`.

    `words` are the values of the field; without them it holds a telephone number.
    """

    field: str
    parameter: str
    evidence: str
    description: str
    words: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """The command line's option: `--delivery-state`."""
        return "--" + self.field.rstrip("_").replace("_", "-")

    def normalized(self, value: str) -> str:
        """`value` as the field holds it: telephone numbers in E.164 form.

        Raises ValueError for a word that the field never holds: it would find nothing.
        """
        if not self.words:
            return e164.normalize(value)
        if value not in self.words:
            check_one_of(self.field, value, self.words)
        return value


FILTERS: tuple[MessageFilter, ...] = (
    MessageFilter("from_", "from", _LIST, "Only messages from this number, however it is written."),
    MessageFilter("to", "to", _LIST, "Only messages to this number, however it is written."),
    MessageFilter("direction", "direction", _LIST, "Only messages in this direction.", DIRECTIONS),
    MessageFilter("state", "state", _LIST, "Only messages in this state.", STATES),
    MessageFilter(
        "delivery_state",
        "deliveryState",
        _LIST,
        "Only messages in this delivery state.",
        DELIVERY_STATES,
    ),
)


def normalized(filters: Mapping[str, str | None]) -> dict[str, str]:
    """The filters that are given, by field. Raises TypeError for a field that has no row,
    ValueError for a value that the field never has."""
    rows = {row.field: row for row in FILTERS}
    if unknown := sorted(filters.keys() - rows.keys()):
        raise TypeError(f"no filter {', '.join(unknown)}; there are {', '.join(rows)}")
    given = {field: value for field, value in filters.items() if value is not None}
    return {field: rows[field].normalized(value) for field, value in given.items()}
