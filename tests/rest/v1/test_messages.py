"""`/messages` on the wire. The lifecycle of messages is tested in `core/`."""

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


@pytest.fixture(autouse=True)
def _owned(line: PhoneNumber) -> None:
    """Each test sends from this number."""


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
        ("skipMMSCarrierValidation", True),
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
    media = f"http://simulator.test:8080/v1/users/{tenant.user_id}/media"
    assert shown["media"] == [
        f"{media}/cat-{inbound.message.id}.jpg",
        f"{media}/123_1-{inbound.message.id}.smil",
    ]


def test_a_text_that_is_no_longer_kept_is_left_out(client: Client, tenant: Tenant) -> None:
    message_id = client.create("messages", WHOLE)
    tenant.advance(4 * DAY_MS / 1000)

    assert "text" not in client.get(f"messages/{message_id}").json


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
    """Time may advance meanwhile: the message goes on, without callbacks."""
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
