"""Payloads: which fields an event has, and in which order they stand on the wire."""

from typing import Any

import pytest

from catapult_simulator.core.callbacks import in_hash_order, query_fields, sms_payload
from catapult_simulator.core.links import Links

LINKS = Links("https://api.test", "u-1")
PLAIN: dict[str, Any] = {
    "messageId": "m-1", "from": "+1", "to": "+2", "text": "x", "time": 1_556_712_000_000,
    "state": "sent",
}  # fmt: skip
IN = PLAIN | {"direction": "in", "applicationId": "a-1", "state": "received"}
OUT = PLAIN | {"direction": "out"}
WAITING = OUT | {"deliveryState": "waiting"}
FINAL = OUT | {
    "deliveryState": "delivered", "deliveryCode": "0", "deliveryDescription": "d",
}  # fmt: skip
COUNTED = {"segmentCount": 1}
MEDIA = {"media": ["https://api.test/v1/users/u-1/media/cat.jpg"]}

# Observed for the first, the eighth and the ninth; the others follow from the rule of hash maps.
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
    pytest.param(OUT | {"tag": "t"}, "messageId from eventType text time to state tag messageUri "
                                     "direction", id="out with a tag 2018"),
    pytest.param(WAITING, "deliveryState messageId from eventType text time to state messageUri "
                          "direction", id="receipt waiting 2018"),
    pytest.param(FINAL, "deliveryDescription messageId eventType deliveryState from text time to "
                        "state messageUri direction deliveryCode", id="receipt final 2018"),
    pytest.param(FINAL | COUNTED, "deliveryDescription messageId eventType segmentCount "
                                  "deliveryState from text time to state messageUri direction "
                                  "deliveryCode", id="receipt final 2019"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "order"), ORDERS)
def test_the_keys_of_a_body_stand_in_the_order_of_a_hash_map(
    fields: dict[str, Any], order: str
) -> None:
    """Observed: third-party callback fixtures 2018."""
    assert list(sms_payload(LINKS, fields)) == order.split()


def test_the_parameters_of_a_query_stand_in_the_documented_order() -> None:
    """apiCallbacks/get-sms.md and get-mms.md."""
    names = [name for name, _ in query_fields(sms_payload(LINKS, IN | MEDIA | COUNTED))]

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


def test_media_is_one_parameter_in_brackets() -> None:
    """apiCallbacks/get-mms.md."""
    payload = sms_payload(LINKS, IN | {"media": ["http://a/1", "http://a/2"]})

    assert ("media", "[http://a/1, http://a/2]") in query_fields(payload)


def test_a_payload_says_kind_time_and_where_the_message_is() -> None:
    payload = sms_payload(LINKS, IN)

    assert payload["eventType"] == "sms"
    assert payload["time"] == "2019-05-01T12:00:00Z"
    assert payload["messageUri"] == "https://api.test/v1/users/u-1/messages/m-1"


def test_a_message_with_media_is_an_mms() -> None:
    assert sms_payload(LINKS, IN | MEDIA)["eventType"] == "mms"


def test_what_is_unknown_is_left_out() -> None:
    """Observed: a client fails on null."""
    assert "tag" not in sms_payload(LINKS, OUT | {"tag": None, "media": None})


def test_an_empty_text_is_told() -> None:
    assert sms_payload(LINKS, IN | {"text": ""})["text"] == ""


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
