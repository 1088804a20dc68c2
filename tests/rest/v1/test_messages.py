"""`/messages`: the wire. What becomes of a message is tested in `core/`."""

import json
from threading import Event, Thread
from typing import Any

import pytest

from builders import EVENTS_URL, LINE, PERSON, TOLL_FREE, Client, environ_of
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import DAY_MS, Rules
from catapult_simulator.core.tenant import Tenant

WHOLE = {"from": LINE, "to": PERSON, "text": "hello"}
PATIENCE = 20.0
ONE_OF = "must be one of the following values:"


@pytest.fixture(autouse=True)
def _owned(line: PhoneNumber) -> None:
    """All of these need a number that is ours."""


def test_a_message_is_sent(client: Client, tenant: Tenant) -> None:
    """Documented: methods/messages/postMessages.md."""
    answer = client.post("messages", WHOLE)

    (sent,) = tenant.messages.find()
    assert (answer.status, answer.body) == (201, b"")
    assert answer.headers["location"] == (
        f"http://simulator.test:8080/v1/users/{tenant.user_id}/messages/{sent.id}"
    )
    tenant.settle()
    assert tenant.messages.get(sent.id).state == "sent"


def test_the_resource_has_its_keys_in_wire_order(client: Client, tenant: Tenant) -> None:
    """Confirmed by recorded content lengths."""
    wanted = {"receiptRequested": "all", "callbackUrl": "http://a.test/", "tag": "t"}
    more = {"callbackTimeout": "2000", "fallbackUrl": "http://b.test/", "callbackHttpMethod": "GET"}
    message_id = client.create("messages", WHOLE | wanted | more)
    tenant.settle()

    shown = client.get(f"messages/{message_id}").json

    assert list(shown.items()) == [
        ("callbackTimeout", 2000),
        ("callbackUrl", "http://a.test/"),
        ("direction", "out"),
        ("fallbackUrl", "http://b.test/"),
        ("from", LINE),
        ("id", message_id),
        ("messageId", message_id),
        ("state", "sent"),
        ("text", "hello"),
        ("media", []),
        ("time", "2019-05-01T12:00:00Z"),
        ("to", PERSON),
        ("skipMMSCarrierValidation", False),
        ("receiptRequested", "all"),
        ("deliveryState", "delivered"),
        ("deliveryCode", "0"),
        ("deliveryDescription", "Message delivered to carrier"),
        ("segmentCount", 1),
    ]


def test_fields_without_a_value_are_left_out(client: Client, tenant: Tenant) -> None:
    """Observed: a client fails on null."""
    tenant.rules = Rules.of("2018")
    message_id = client.create("messages", WHOLE)

    assert list(client.get(f"messages/{message_id}").json) == [
        "direction", "from", "id", "messageId", "state", "text", "media", "time", "to",
        "skipMMSCarrierValidation",
    ]  # fmt: skip


def test_an_inbound_picture_shows_where_its_file_is(client: Client, tenant: Tenant) -> None:
    inbound = tenant.receive_message(from_=PERSON, to=LINE, media=["http://a.test/cat.jpg"])

    shown = client.get(f"messages/{inbound.message.id}").json

    assert (shown["direction"], shown["state"], shown["text"]) == ("in", "received", "")
    assert shown["media"] == [
        f"http://simulator.test:8080/v1/users/{tenant.user_id}/media/cat-{inbound.message.id}.jpg"
    ]


def test_a_text_that_is_no_longer_kept_is_left_out(client: Client, tenant: Tenant) -> None:
    message_id = client.create("messages", WHOLE)
    tenant.advance(4 * DAY_MS / 1000)

    assert "text" not in client.get(f"messages/{message_id}").json


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
    ({"media": "http://a.test/x", "receiptRequested": "all"}, "validation-error", "Bad parameters"),
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
    ({"skipMMSCarrierValidation": True}, "skipMMSCarrierValidation", False),
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


def test_a_number_that_is_not_ours_is_denied(client: Client, tenant: Tenant) -> None:
    """Observed 2015-09: echoed as written."""
    answer = client.post("messages", WHOLE | {"from": "1415579029"})

    assert (answer.status, answer.code) == (401, "number-access-denied")
    assert answer.details[:2] == [("userId", tenant.user_id), ("number", "1415579029")]


def test_mms_have_errors_of_their_own(client: Client, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(TOLL_FREE)
    toll_free = client.post("messages", WHOLE | {"from": TOLL_FREE, "media": "http://a.test/x"})
    tenant.rules = Rules(mms_allowed=False)
    forbidden = client.post("messages", WHOLE | {"media": "http://a.test/x"})

    assert (toll_free.status, toll_free.code) == (403, "message-from-toll-free")
    assert (forbidden.status, forbidden.code) == (403, "restrict-message-type")


def test_each_item_of_a_batch_has_a_result(client: Client, tenant: Tenant) -> None:
    """Observed: 202, in order, absolute locations, empty details."""
    answer = client.post("messages", [WHOLE, {"from": LINE, "text": "x"}, WHOLE | {"from": "+1"}])

    (sent,) = tenant.messages.find()
    assert answer.status == 202
    assert "location" not in answer.headers
    assert answer.body.decode() == (
        f'[{{"result":"accepted","location":"http://simulator.test:8080/v1/users/{tenant.user_id}'
        f'/messages/{sent.id}"}},{{"result":"error","error":{{"category":"bad-request",'
        '"code":"missing-property","message":"The \'message\' resource property \'to\' is '
        'required but was not specified","details":[]}},{"result":"error","error":{"category":'
        f'"authorization","code":"number-access-denied","message":"User {tenant.user_id} does not '
        'have permission to use number +1","details":[]}}]'
    )
    tenant.settle()
    assert tenant.messages.get(sent.id).state == "sent"


@pytest.mark.parametrize(
    ("items", "status"),
    [([], 202), ([WHOLE] * 50, 202), ([WHOLE] * 51, 403), ([{}] * 51, 403), ([WHOLE, 1], 400),
     ([WHOLE, None], 400), ([WHOLE, []], 400), ([{}], 202)],
    ids=["none", "50", "51", "51 bad ones", "a number", "null", "a list", "all bad"],
)  # fmt: skip
def test_a_batch_has_at_most_50_objects(
    client: Client, tenant: Tenant, items: list[Any], status: int
) -> None:
    answer = client.post("messages", items)

    assert answer.status == status
    assert len(tenant.messages) == (items.count(WHOLE) if status == 202 else 0)


def test_a_batch_above_50_is_refused_with_its_size(client: Client) -> None:
    """Documented: rateLimits/messageRateLimits.md."""
    answer = client.post("messages", [WHOLE] * 51)

    assert (answer.code, answer.json["category"]) == ("multi-message-limit", "limit")
    assert "[51] in the multi message request is greater than the limit [50]." in answer.message


def test_an_unknown_property_in_one_item_refuses_the_batch(client: Client, tenant: Tenant) -> None:
    """Assumed: parsing comes first, also before the limit."""
    answer = client.post("messages", [WHOLE] * 51 + [{"x": 1}])

    assert (answer.status, answer.code) == (400, "unrecognized-property")
    assert len(tenant.messages) == 0


def test_a_message_is_redacted(client: Client) -> None:
    message_id = client.create("messages", WHOLE)

    answer = client.patch(f"messages/{message_id}", {"text": ""})

    assert (answer.status, answer.body) == (200, b"")
    assert client.get(f"messages/{message_id}").json["text"] == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "x"}, "validation-error"),
        ({"text": "", "to": PERSON}, "unrecognized-property"),
        ({}, "missing-property"),
        ({"text": None}, "missing-property"),
        ([], "validation-error"),
    ],
    ids=str,
)
def test_nothing_else_can_be_changed(client: Client, body: Any, code: str) -> None:
    message_id = client.create("messages", WHOLE)

    answer = client.patch(f"messages/{message_id}", body)

    assert (answer.status, answer.code) == (400, code)
    assert client.get(f"messages/{message_id}").json["text"] == "hello"


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_an_unknown_message_is_not_found(client: Client, method: str) -> None:
    """Observed 2015-09."""
    answer = client.call(method, "messages/m-xxx", {"text": ""} if method == "PATCH" else None)

    assert (answer.status, answer.code) == (404, "message-not-found")
    assert answer.message == "The message 'm-xxx' could not be found"
    assert answer.details[0] == ("messageId", "m-xxx")


def test_a_refused_message_causes_no_callback(client: Client, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", method="POST", error="gateway-unavailable"))

    client.post("messages", WHOLE | {"callbackUrl": "http://a.test/"})

    assert tenant.settle() == 0


def test_a_callback_waits_until_the_post_is_answered(
    client: Client, tenant: Tenant, sender: RecordingSender
) -> None:
    """Time may be turned meanwhile: the message lives, but nobody is told of it."""
    body = json.dumps(WHOLE | {"callbackUrl": EVENTS_URL}).encode()
    environ = environ_of("POST", client.base + "messages", body)
    environ["HTTP_AUTHORIZATION"] = client.authorization
    answer: Any = client.app(environ, lambda status, headers: None)
    sent = Event()

    def look() -> None:
        if "sending -> sent" in str(tenant.journal):
            sent.set()

    tenant.journal.subscribe(look, 0)
    turning = Thread(target=tenant.settle)
    turning.start()
    assert sent.wait(PATIENCE)
    assert not sender.delivered

    answer.close()
    turning.join(PATIENCE)

    ((url, _),) = sender.delivered
    assert url == EVENTS_URL
    assert tenant.messages.find()[0].state == "sent"
