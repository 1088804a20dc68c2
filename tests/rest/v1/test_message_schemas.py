"""The properties of a message to send: what is refused, and with which error; what is accepted."""

from typing import Any

import pytest

from builders import LINE, PERSON, Client
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

WHOLE = {"from": LINE, "to": PERSON, "text": "hello"}
ONE_OF = "must be one of the following values:"


@pytest.fixture(autouse=True)
def _owned(line: PhoneNumber) -> None:
    """Each test sends from this number."""


REFUSED: list[Any] = [
    ({"from": None}, "missing-property", "'from' is required but was not specified"),
    ({"to": None}, "missing-property", "'to' is required but was not specified"),
    ({"text": None}, "missing-property", "'text' is required but was not specified"),
    ({"from": None, "to": None, "text": ""}, "missing-property", "'from' is required"),
    ({"from": " "}, "blank-property", "'from' must contain at least one non-whitespace character"),
    ({"to": "\t"}, "blank-property", "'to' must contain at least one non-whitespace character"),
    ({"text": ""}, "blank-property", "'text' must contain at least one non-whitespace character"),
    ({"text": "x" * 2049}, "validation-error", "The message text must be 2,048 characters or less"),
    ({"text": "😀" * 1025}, "validation-error", "must be 2,048 characters or less"),
    (
        {"receiptRequested": "some"},
        "validation-error",
        f"'receiptRequested' {ONE_OF} none, all, error",
    ),
    ({"callbackHttpMethod": "PUT"}, "validation-error", f"'callbackHttpMethod' {ONE_OF} get, post"),
    (
        {"callbackTimeout": 10001},
        "validation-error",
        "'callbackTimeout' exceeds the limit of 10000",
    ),
    ({"callbackTimeout": 0}, "validation-error", "'callbackTimeout' must be greater than 0"),
    ({"callbackTimeout": "x"}, "validation-error", "Bad parameters"),
    (
        {"callbackUrl": "x"},
        "callback-invalid-url",
        "The URL 'x' is not a valid callbackUrl/fallbackUrl",
    ),
    ({"callbackUrl": "ftp://a.test/"}, "callback-invalid-url", "The URL 'ftp://a.test/'"),
    ({"fallbackUrl": "http://"}, "callback-invalid-url", "The URL 'http://'"),
    ({"text": {"a": 1}}, "validation-error", "Bad parameters"),
    ({"to": ["+1"]}, "validation-error", "Bad parameters"),
    ({"media": [["x"]]}, "validation-error", "Bad parameters"),
    (
        {"media": "http://a.test/x", "receiptRequested": "all"},
        "validation-error",
        "The ''messages'' resource property ''receiptRequested'' is not supported for MMS",
    ),
]


@pytest.mark.parametrize(
    ("changes", "code", "sentence"), REFUSED, ids=lambda value: str(value)[:40]
)
def test_an_invalid_message_is_refused(
    client: Client, tenant: Tenant, changes: Any, code: str, sentence: str
) -> None:
    """Sentences: errors.md and recorded exchanges of 2014 and 2015."""
    answer = client.post("messages", WHOLE | changes)

    assert (answer.status, answer.code) == (400, code)
    assert sentence in answer.message
    assert len(answer.details) == 3
    assert len(tenant.messages) == 0


TAKEN: list[Any] = [
    ({"text": "x" * 2048}, "text", "x" * 2048),
    ({"text": "😀" * 1024}, "text", "😀" * 1024),
    ({"text": 5}, "text", "5"),
    ({"text": True}, "text", "true"),
    ({"tag": None, "media": None}, "media", []),
    ({"media": []}, "media", []),
    ({"media": ""}, "media", []),
    ({"media": "http://a.test/x", "text": None}, "text", ""),
    ({"media": "http://a.test/x"}, "media", ["http://a.test/x"]),
    ({"media": ["http://a.test/x", None, " "]}, "media", ["http://a.test/x"]),
    ({"media": ["not a url"]}, "media", ["not a url"]),
    ({"media": ["http://a.test/x"], "receiptRequested": "none"}, "media", ["http://a.test/x"]),
    ({"receiptRequested": "ALL"}, "receiptRequested", "all"),
    ({"callbackUrl": " http://a.test/ "}, "callbackUrl", "http://a.test/"),
    ({"callbackTimeout": "10000"}, "callbackTimeout", 10000),
    ({"callbackTimeout": 1.9}, "callbackTimeout", 1),
    ({"id": "m-mine", "state": "sent", "direction": "in", "time": "x"}, "state", "queued"),
    ({"skipMMSCarrierValidation": False}, "skipMMSCarrierValidation", True),
    ({"from": LINE[1:]}, "from", LINE),
]


@pytest.mark.parametrize(("changes", "key", "shown"), TAKEN, ids=lambda value: str(value)[:40])
def test_loose_input_is_accepted(client: Client, changes: Any, key: str, shown: Any) -> None:
    message_id = client.create("messages", WHOLE | changes)

    assert client.get(f"messages/{message_id}").json[key] == shown


def test_an_unknown_property_is_refused_with_its_place(client: Client) -> None:
    """Observed 2014: with a path that begins with null, and before all other checks."""
    answer = client.post("messages", b'{"eventType":"x"}')

    assert (answer.status, answer.code) == (400, "unrecognized-property")
    assert answer.message == (
        "Unrecognized property 'eventType' (path null.eventType) at line 1, column 15"
    )
    assert answer.details[:2] == [("propertyName", "eventType"), ("objectPath", "null.eventType")]
