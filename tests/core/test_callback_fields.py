"""The fields of callbacks: which an event has, and their order in a body and in a query."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from catapult_simulator.core.callback_fields import (
    CALLBACK_FIELDS,
    CallbackEvent,
    in_hash_order,
    payload_of,
    query_fields,
)
from catapult_simulator.core.links import Links
from catapult_simulator.core.messages.message import DIRECTIONS, CallbackOptions, Direction, Message
from catapult_simulator.core.rules import PROFILES

LINKS = Links("https://api.test", "u-1")
MESSAGE = Message("m-1", "out", "+1", "+2", "x", (), 1_556_712_000_000, "sent", 1)
IN = {"direction": "in", "state": "received", "application_id": "a-1"}
OUT = {"direction": "out"}
TAGGED = {"options": CallbackOptions(tag="t")}
WAITING = OUT | {"delivery_state": "waiting"}
FINAL = OUT | {"delivery_state": "delivered", "delivery_code": 0}
COUNTED = {"profile": "2019"}
MEDIA = {"media": ("https://api.test/v1/users/u-1/media/cat.jpg",)}


def event(properties: Mapping[str, Any]) -> CallbackEvent:
    """`MESSAGE` with `properties`; `profile` and `application_id` are those of the event."""
    changes = dict(properties)
    profile = PROFILES[changes.pop("profile", "2018")]
    application_id = changes.pop("application_id", None)
    message = MESSAGE._replace(**changes)
    return CallbackEvent(message, LINKS, profile, message.media, application_id)


def full_event(direction: Direction) -> CallbackEvent:
    """An event in which every field has a value."""
    return event(FINAL | TAGGED | COUNTED | MEDIA | IN | {"direction": direction})


ORDERS = [
    pytest.param(IN, "messageId from eventType text time to state messageUri applicationId "
                     "direction", id="in sms 2018"),
    pytest.param(IN | COUNTED, "messageId from eventType text time to state messageUri "
                               "applicationId segmentCount direction", id="in sms 2019"),
    pytest.param(IN | MEDIA, "messageId from eventType media text time to state messageUri "
                             "applicationId direction", id="in mms 2018"),
    pytest.param(IN | MEDIA | COUNTED, "messageId eventType media segmentCount from text time to "
                                       "state messageUri applicationId direction",
                 id="in mms 2019"),
    pytest.param(OUT, "messageId from eventType text time to state messageUri direction",
                 id="out 2018"),
    pytest.param(OUT | COUNTED, "messageId from eventType text time to state messageUri "
                                "segmentCount direction", id="out 2019"),
    pytest.param(OUT | TAGGED, "messageId from eventType text time to state tag messageUri "
                                     "direction", id="out with a tag 2018"),
    pytest.param(WAITING, "deliveryState messageId from eventType text time to state messageUri "
                          "direction", id="receipt waiting 2018"),
    pytest.param(FINAL, "deliveryDescription messageId eventType deliveryState from text time to "
                        "state messageUri direction deliveryCode", id="receipt final 2018"),
    pytest.param(FINAL | COUNTED, "deliveryDescription messageId eventType segmentCount "
                                  "deliveryState from text time to state messageUri direction "
                                  "deliveryCode", id="receipt final 2019"),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "order"), ORDERS)
def test_the_keys_of_a_body_have_the_order_of_a_hash_map(
    properties: dict[str, Any], order: str
) -> None:
    """Observed: recorded callbacks 2018."""
    assert list(payload_of(event(properties))) == order.split(), (
        "write a new field into this row of ORDERS; one that recorded callbacks lack must be None "
        "here"
    )


def test_the_parameters_of_a_query_have_the_documented_order() -> None:
    """apiCallbacks/get-sms.md and get-mms.md."""
    names = [name for name, _ in query_fields(payload_of(event(IN | MEDIA | COUNTED)))]

    assert names == [
        "messageId",
        "from",
        "eventType",
        "text",
        "time",
        "to",
        "state",
        "applicationId",
        "direction",
        "segmentCount",
        "media",
        "messageUri",
    ]


def test_media_is_one_query_parameter_in_brackets() -> None:
    """apiCallbacks/get-mms.md."""
    payload = payload_of(event(IN | {"media": ("http://a/1", "http://a/2")}))

    assert ("media", "[http://a/1, http://a/2]") in query_fields(payload)


def test_a_payload_has_the_kind_the_time_and_the_url_of_its_message() -> None:
    payload = payload_of(event(IN))

    assert payload["eventType"] == "sms"
    assert payload["time"] == "2019-05-01T12:00:00Z"
    assert payload["messageUri"] == "https://api.test/v1/users/u-1/messages/m-1"


def test_a_message_with_media_is_an_mms() -> None:
    assert payload_of(event(IN | MEDIA))["eventType"] == "mms"


def test_a_field_without_a_value_is_left_out() -> None:
    """Observed: a client fails on null."""
    payload = payload_of(event(OUT))

    assert not {"tag", "media", "deliveryState"} & payload.keys()
    assert None not in payload.values()


def test_an_empty_text_is_a_value() -> None:
    assert payload_of(event(IN | {"text": ""}))["text"] == ""


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_field_is_sent_in_the_directions_of_its_row(direction: Direction) -> None:
    expected = {field.name for field in CALLBACK_FIELDS if direction in field.directions}

    sent = payload_of(full_event(direction)).keys()

    assert not expected - sent, (
        f"full_event() in tests/core/test_callback_fields.py has no value for {expected - sent}: "
        "give it one, so that the tests below see the field"
    )
    assert sent == expected


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_get_callback_has_the_fields_of_a_post_callback(direction: Direction) -> None:
    payload = payload_of(full_event(direction))

    assert dict(query_fields(payload)).keys() == payload.keys()


def test_a_field_without_a_row_is_named() -> None:
    with pytest.raises(ValueError, match="no callback field no such; add a row to CALLBACK_FIELDS"):
        query_fields({"messageId": "m-1", "no such": "x"})


def test_each_place_of_the_query_belongs_to_one_field() -> None:
    places = Counter(field.order_in_query for field in CALLBACK_FIELDS)

    shared = [field.name for field in CALLBACK_FIELDS if places[field.order_in_query] > 1]

    assert not shared, f"the same order_in_query: {shared}; give each one of its own"


def test_from_twelve_keys_on_a_hash_map_has_32_buckets() -> None:
    keys = tuple(f"k{number}" for number in range(11))

    assert in_hash_order(keys) == sorted(keys, key=lambda key: java_bucket(key, 16))
    assert in_hash_order((*keys, "k11")) == sorted(
        (*keys, "k11"), key=lambda key: java_bucket(key, 32)
    )


def java_bucket(key: str, buckets: int) -> int:
    power_sum = (ord(character) * 31**power for power, character in enumerate(reversed(key)))
    code: int = sum(power_sum) % 2**32
    return (code ^ code >> 16) % buckets
