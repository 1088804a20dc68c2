"""Replaying the callback about a message: once more, elsewhere, changed."""

from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, code_of, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant, WrongClock


@pytest.fixture
def received(tenant: Tenant, line: PhoneNumber, sender: RecordingSender) -> str:
    """The id of a received message whose callback has been sent."""
    message = tenant.receive_message(from_=PERSON, to=LINE, text="open?").message
    return message.id


def test_a_callback_is_sent_once_more_as_it_was(
    tenant: Tenant, received: str, sender: RecordingSender
) -> None:
    inbound = tenant.replay(received)

    assert sender.delivered[0] == sender.delivered[1]
    assert [attempt.url for attempt in inbound.attempts] == [APP_URL]
    assert inbound.message == tenant.messages.get(received)
    assert len(tenant.messages) == 1


def test_it_goes_where_the_application_says_now(
    tenant: Tenant, received: str, sender: RecordingSender
) -> None:
    application = tenant.applications.find()[0]
    changes: Any = {"incoming_message_url": "http://new.test/sms", "callback_http_method": "get"}
    tenant.applications.update(application.id, changes)

    tenant.replay(received)

    url, callback = sender.delivered[-1]
    assert (url, callback.method) == ("http://new.test/sms", "GET")


def test_it_can_go_elsewhere_and_be_changed(
    tenant: Tenant, received: str, sender: RecordingSender
) -> None:
    tenant.replay(received, url="http://other.test/x", edit={"text": "STOP"})

    url, callback = sender.delivered[-1]
    before = sender.delivered[0][1].payload
    assert url == "http://other.test/x"
    assert callback.payload == {**before, "text": "STOP"}
    assert list(callback.payload) == list(before)
    assert tenant.messages.get(received).text == "open?"


def test_without_an_application_it_needs_a_url(tenant: Tenant, sender: RecordingSender) -> None:
    tenant.phone_numbers.allocate(LINE)
    message = tenant.receive_message(from_=PERSON, to=LINE, text="open?").message

    with pytest.raises(NoLine, match=f"no app is told of message {message.id}: .* give a URL"):
        tenant.replay(message.id)
    tenant.replay(message.id, url="http://other.test/x")

    ((url, callback),) = sender.delivered
    assert (url, callback.payload["text"]) == ("http://other.test/x", "open?")
    assert "applicationId" not in callback.payload


def test_a_receipt_is_sent_once_more(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    sent = tenant.messages.send(draft(receipt_requested="all", callback_url=EVENTS_URL))
    tenant.settle()

    tenant.replay(sent.id)

    assert sender.delivered[-1] == sender.delivered[-2]
    assert sender.delivered[-1][1].payload["deliveryState"] == "delivered"


def test_a_message_without_a_callback_url_needs_one(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft())

    with pytest.raises(NoLine, match="sent without callbackUrl"):
        tenant.replay(sent.id)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"edit": {"colour": "red"}}, "edit has 'colour'; a callback has messageId, from"),
        ({"edit": {"media": "x"}}, "edit has 'media'"),
        ({"url": "ftp://x"}, "ftp://x"),
    ],
)
def test_a_replay_that_cannot_be_sent_says_why(
    tenant: Tenant, received: str, arguments: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        tenant.replay(received, **arguments)


def test_an_edit_is_a_mapping_of_texts(tenant: Tenant, received: str) -> None:
    with pytest.raises(TypeError, match="pass a Mapping"):
        tenant.replay(received, edit="text=x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="pass a str"):
        tenant.replay(received, edit={"text": 5})  # type: ignore[dict-item]


def test_there_is_no_replay_of_what_is_not_there(tenant: Tenant) -> None:
    assert code_of(tenant.replay, "m-x") == "message-not-found"


def test_on_a_wall_clock_a_server_must_run() -> None:
    tenant = Simulator(clock="wall").open_tenant()

    with pytest.raises(WrongClock, match="cannot send a callback"):
        tenant.replay("m-x")
