"""The fields of a callback, one row each, and the payload that is built from them.

To add a field, add a row to CALLBACK_FIELDS (CONTRIBUTING.md has the steps). POST bodies, GET
queries, `catapult-simulator callback` (inbound fields) and docs/fidelity.md follow from it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from catapult_simulator.core.callbacks import Payload
from catapult_simulator.core.links import Links
from catapult_simulator.core.messages.message import DIRECTIONS, Direction, Message
from catapult_simulator.core.rules import Profile
from catapult_simulator.core.time.timestamps import wire_time


class CallbackEvent(NamedTuple):
    """An event of one message: the input of a field's getter.

    `media_urls` are the URLs at which the app can get the media. `application_id` is the
    application that receives the event.
    """

    message: Message
    links: Links
    profile: Profile
    media_urls: Sequence[str] = ()
    application_id: str | None = None


class CallbackField(NamedTuple):
    """One field: its value in an event (None: left out), and its order in a GET query.

    A query is sorted by `order_in_query`; leave gaps. A body has another order, see below.
    """

    name: str
    get: Callable[[CallbackEvent], object]
    order_in_query: int
    evidence: str
    directions: Sequence[Direction] = DIRECTIONS


def _segment_count(event: CallbackEvent) -> int | None:
    return event.message.segment_count if event.profile.segment_count else None


_SMS = "documented: apiCallbacks/sms.md"
_MMS = "documented: apiCallbacks/mms.md"
_TAG = "documented: methods/messages/postMessages.md; never with inbound messages"
_INBOUND = "observed: recorded callbacks 2018: with inbound messages only"
_COUNTED = "documented: apiCallbacks/sms.md, since 2019-03"
_RECEIPT = "observed: recorded callbacks 2018; documented: apiCallbacks/sms.md"

# A body has the order of a Java hash map (observed 2018). Fields in the same bucket keep the order
# of this table (media, tag: assumption C21). A query has the order of apiCallbacks/get-sms.md, in
# which tag and the delivery fields follow `state` (assumption C16).
CALLBACK_FIELDS = (
    CallbackField("messageId", lambda e: e.message.id, 0, _SMS),
    CallbackField("from", lambda e: e.message.from_, 10, _SMS),
    CallbackField("eventType", lambda e: e.message.kind, 20, _SMS),
    CallbackField("media", lambda e: list(e.media_urls) or None, 140, _MMS),
    CallbackField("text", lambda e: e.message.text, 30, _SMS),
    CallbackField("time", lambda e: wire_time(e.message.time_ms), 40, _SMS),
    CallbackField("to", lambda e: e.message.to, 50, _SMS),
    CallbackField("state", lambda e: e.message.state, 60, _SMS),
    CallbackField("tag", lambda e: e.message.callback_options.tag, 70, _TAG, ("out",)),
    CallbackField("messageUri", lambda e: e.links.message(e.message.id), 150, _SMS),
    CallbackField("applicationId", lambda e: e.application_id, 110, _INBOUND, ("in",)),
    CallbackField("segmentCount", _segment_count, 130, _COUNTED),
    CallbackField("direction", lambda e: e.message.direction, 120, _SMS),
    CallbackField("deliveryState", lambda e: e.message.delivery_state, 80, _RECEIPT, ("out",)),
    CallbackField("deliveryCode", lambda e: e.message.delivery_code_text, 90, _RECEIPT, ("out",)),
    CallbackField(
        "deliveryDescription", lambda e: e.message.delivery_description, 100, _RECEIPT, ("out",)
    ),
)
_GETTERS = {
    direction: [
        (field.name, field.get) for field in CALLBACK_FIELDS if direction in field.directions
    ]
    for direction in DIRECTIONS
}
_QUERY_ORDER = sorted(CALLBACK_FIELDS, key=lambda field: field.order_in_query)


def payload_of(event: CallbackEvent) -> dict[str, object]:
    """The payload of an event, in the order of a JSON body. Fields without a value are left out."""
    values = {
        name: value
        for name, get in _GETTERS[event.message.direction]
        if (value := get(event)) is not None
    }
    return {name: values[name] for name in in_hash_order(tuple(values))}


@lru_cache(maxsize=64)
def in_hash_order(names: tuple[str, ...]) -> list[str]:
    """`names` as a Java hash map iterates over them: 16 buckets up to 11 keys, 32 from 12 on."""
    buckets = 16 if len(names) <= 11 else 32
    return sorted(names, key=lambda name: _spread(name) & (buckets - 1))


def query_fields(payload: Payload) -> list[tuple[str, str]]:
    """The payload as query parameters. `media` is one value in brackets (get-mms.md)."""
    names = [field.name for field in _QUERY_ORDER]
    if unknown := payload.keys() - names:
        raise ValueError(f"no callback field {', '.join(unknown)}; add a row to CALLBACK_FIELDS")
    return [(name, _query_value(payload[name])) for name in names if name in payload]


def _query_value(value: object) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)


def _spread(name: str) -> int:
    hashed = 0
    for character in name:
        hashed = (31 * hashed + ord(character)) & 0xFFFFFFFF
    return hashed ^ hashed >> 16
