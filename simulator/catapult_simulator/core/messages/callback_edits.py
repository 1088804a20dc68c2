"""Edits of a callback that is made again: other values of its fields, or none."""

from collections.abc import Mapping

from catapult_simulator.core.callback_fields import CALLBACK_FIELDS, in_hash_order
from catapult_simulator.core.callbacks import Callback, Payload
from catapult_simulator.core.checks import check_list, check_one_of, check_text, check_whole
from catapult_simulator.core.messages.message import (
    DELIVERY_STATES,
    DIRECTIONS,
    STATES,
    segments_of,
)
from catapult_simulator.core.near_words import nearest

EDITABLE: tuple[str, ...] = tuple(row.name for row in CALLBACK_FIELDS if row.name != "messageId")
_WORDS = {
    "eventType": ("sms", "mms"),
    "direction": DIRECTIONS,
    "state": STATES,
    "deliveryState": DELIVERY_STATES,
}
_ALWAYS = ("from", "to", "eventType", "direction", "state")
_MOST_SEGMENTS = 1000


def edited(callback: Callback, edit: Mapping[str, object]) -> Callback:
    """`callback` with the fields of `edit`; None leaves one out. `segmentCount` follows the text.

    Raises ValueError for a field that no callback has, TypeError and ValueError for a value that
    its field never has.
    """
    check_edit(edit)
    payload = {**callback.payload, **edit}
    if "segmentCount" in callback.payload and "segmentCount" not in edit:
        payload["segmentCount"] = segments_of(payload.get("text") or "", payload.get("media") or ())
    given = {name: value for name, value in payload.items() if value is not None}
    return callback._replace(payload=_in_order(given))


def check_edit(edit: object) -> None:
    """Raises TypeError and ValueError for what no callback can have."""
    if not isinstance(edit, Mapping):
        raise TypeError(f"edit={edit!r}; pass a mapping of fields, such as {{'text': 'Hello'}}")
    for name, value in edit.items():
        _check_name(name)
        if value is not None:
            _check_value(name, value)
        elif name in _ALWAYS:
            raise ValueError(f"edit: {name}=None; every callback has it, give a value")


def _check_name(name: object) -> None:
    if name == "messageId":
        raise ValueError("edit: messageId stays; `trigger` makes a callback with another one")
    if name not in EDITABLE:
        near = nearest(str(name), EDITABLE)
        guess = f"did you mean {near}? " if near else ""
        raise ValueError(f"edit: no field {name!r}; {guess}there are {', '.join(EDITABLE)}")


def _check_value(name: str, value: object) -> None:
    if name == "media":
        check_list("media", value, str)
    elif name == "segmentCount":
        check_whole("segmentCount", value, 1, _MOST_SEGMENTS)
    elif name in _WORDS:
        check_one_of(name, value, _WORDS[name])
    else:
        check_text(name, value)


def _in_order(payload: Payload) -> Payload:
    known = [row.name for row in CALLBACK_FIELDS if row.name in payload]
    return {name: payload[name] for name in in_hash_order(tuple(known))}
