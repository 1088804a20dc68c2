"""Messages: what is accepted for sending, what comes in, and how long texts are kept."""

import re
from threading import Thread
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, TOLL_FREE, code_of, draft
from catapult_simulator.core.applications import ApplicationChanges
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


def test_a_message_that_is_accepted_is_queued(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft())

    assert sent == tenant.messages.get(sent.id)
    assert (sent.direction, sent.from_, sent.to) == ("out", LINE, PERSON)
    assert (sent.state, sent.delivery_state, sent.delivery_code) == ("queued", None, None)
    assert (sent.text, sent.media, sent.segment_count) == ("Yes, until six.", (), 1)
    assert sent.time_ms == tenant.now_ms


@pytest.mark.parametrize("written", ["19195551212", "9195551212", "(919) 555-1212"])
def test_from_may_be_written_loosely(tenant: Tenant, line: PhoneNumber, written: str) -> None:
    assert tenant.messages.send(draft(from_=written)).from_ == LINE


def test_to_is_kept_as_e164(tenant: Tenant, line: PhoneNumber) -> None:
    assert tenant.messages.send(draft(to="919-555-0001")).to == PERSON


@pytest.mark.parametrize("written", ["+22", "+1", "+ 123-456"])
def test_a_destination_of_too_few_digits_is_refused(
    tenant: Tenant, line: PhoneNumber, written: str
) -> None:
    """Behaviour B38."""
    with pytest.raises(CatapultError, match=f"The number {re.escape(written)} is restricted"):
        tenant.messages.send(draft(to=written))

    assert len(tenant.messages) == 0


@pytest.mark.parametrize("written", ["+1415579029", "+14155790299", "pizza", ""])
def test_a_number_that_is_not_ours_cannot_send(
    tenant: Tenant, line: PhoneNumber, written: str
) -> None:
    """Observed: the number is echoed as the client wrote it."""
    with pytest.raises(CatapultError) as refused:
        tenant.messages.send(draft(from_=written))

    assert refused.value.code == "number-access-denied"
    assert refused.value.details == (("userId", tenant.user_id), ("number", written))
    assert len(tenant.messages) == 0


def test_a_released_number_can_no_longer_send(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.phone_numbers.release(line.id)

    assert code_of(tenant.messages.send, draft()) == "number-access-denied"


def test_media_makes_it_an_mms_of_one_segment(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft(text="x" * 1000, media=("http://a.test/cat.jpg",)))

    assert sent.kind == "mms"
    assert sent.segment_count == 1


def test_a_toll_free_number_sends_no_mms(tenant: Tenant) -> None:
    """Documented: faq on toll-free numbers; its SMS are fine."""
    tenant.phone_numbers.allocate(TOLL_FREE)

    assert tenant.messages.send(draft(from_=TOLL_FREE)).state == "queued"
    picture = draft(from_=TOLL_FREE, media=("http://a.test/cat.jpg",))
    assert code_of(tenant.messages.send, picture) == "message-from-toll-free"


def test_an_account_without_mms_sends_none(simulator: Simulator) -> None:
    tenant = simulator.open_tenant(rules=Rules(mms_allowed=False))
    tenant.phone_numbers.allocate(LINE)

    assert tenant.messages.send(draft()).state == "queued"
    picture = draft(media=("http://a.test/cat.jpg",))
    assert code_of(tenant.messages.send, picture) == "restrict-message-type"


def test_callbacks_are_held_until_the_post_is_answered(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    with_callback = draft(callback_url="http://app.test/events")
    message = tenant.messages.send(with_callback, post="open")
    turning = Thread(target=tenant.settle, daemon=True)

    turning.start()
    turning.join(0.1)
    assert turning.is_alive()
    assert sender.delivered == []
    tenant.messages.answer_sent(message)
    turning.join(10)

    assert len(sender.delivered) == 1


def test_a_message_is_received(tenant: Tenant, line: PhoneNumber, sender: RecordingSender) -> None:
    inbound = tenant.receive_message(from_="919 555 0001", to="19195551212", text="open today?")

    message = tenant.messages.get(inbound.message.id)
    assert (message.direction, message.state) == ("in", "received")
    assert (message.from_, message.to, message.text) == (PERSON, LINE, "open today?")
    ((url, callback),) = sender.delivered
    assert (url, callback.method, callback.timeout_ms) == (APP_URL, "POST", 10_000)
    assert callback.payload["messageId"] == message.id


@pytest.mark.parametrize("method", ["get", "GET", "Get"])
def test_the_application_sets_the_method_of_the_callback(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender, method: Any
) -> None:
    assert line.application_id
    tenant.applications.update(line.application_id, {"callback_http_method": method})

    inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert sender.delivered[0][1].method == inbound.method == "GET"


def test_the_application_sets_timeout_and_fallback(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    assert line.application_id
    changes: ApplicationChanges = {
        "incoming_message_url_callback_timeout": 2000,
        "incoming_message_fallback_url": "http://app.test/fallback",
    }
    tenant.applications.update(line.application_id, changes)

    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    callback = sender.delivered[0][1]
    assert (callback.timeout_ms, callback.fallback_url) == (2000, "http://app.test/fallback")


@pytest.mark.parametrize("to", ["+19195559999", "pizza", ""])
def test_a_number_that_is_not_ours_receives_nothing(
    tenant: Tenant, line: PhoneNumber, to: str
) -> None:
    assert code_of(tenant.receive_message, from_=PERSON, to=to) == "number-not-found"
    assert len(tenant.messages) == 0


def test_a_released_number_receives_nothing(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.phone_numbers.release(line.id)

    assert code_of(tenant.receive_message, from_=PERSON, to=LINE) == "number-not-found"


def test_a_message_to_a_number_without_application_is_stored(tenant: Tenant) -> None:
    """Documented: methods/errors/getErrors.md, no-application-for-number."""
    tenant.phone_numbers.allocate(LINE)

    inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hello?")

    assert inbound.attempts == ()
    assert tenant.messages.get(inbound.message.id).text == "hello?"
    (kept,) = tenant.errors.find()
    assert (kept.code, kept.category) == ("no-application-for-number", "unavailable")
    assert kept.message == f"No application is configured for number {LINE}"


def test_a_number_of_a_deleted_application_has_none(tenant: Tenant, line: PhoneNumber) -> None:
    assert line.application_id
    tenant.applications.delete(line.application_id)

    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert tenant.errors.find()[0].code == "no-application-for-number"


def test_a_message_for_an_application_without_message_url_is_stored(tenant: Tenant) -> None:
    application = tenant.applications.create("calls", incoming_call_url="http://app.test/calls")
    tenant.phone_numbers.allocate(LINE, application_id=application.id)

    inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    (kept,) = tenant.errors.find()
    assert kept.code == "no-callback-for-message"
    assert kept.message == (
        f'Application {application.id} ("calls") for number {LINE} does not specify a URL for '
        "message events"
    )
    assert [(detail.name, detail.value) for detail in kept.details] == [
        ("applicationId", application.id),
        ("number", LINE),
        ("messageId", inbound.message.id),
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["in", "two", "one"]),
        ({"direction": "out"}, ["two", "one"]),
        ({"direction": "in"}, ["in"]),
        ({"from_": PERSON}, ["in"]),
        ({"to": PERSON}, ["one"]),
        ({"to": PERSON, "state": "queued"}, ["one"]),
        ({"state": "received", "to": PERSON}, []),
        ({"size": 1}, ["in"]),
    ],
    ids=str,
)
def test_messages_are_found_newest_first(
    tenant: Tenant, line: PhoneNumber, filters: dict[str, Any], found: list[str]
) -> None:
    tenant.messages.send(draft(text="one"))
    tenant.messages.send(draft(text="two", to="+19195550002"))
    tenant.receive_message(from_=PERSON, to=LINE, text="in")

    assert [message.text for message in tenant.messages.find(**filters)] == found


@pytest.mark.parametrize("verb", ["get", "redact"])
def test_an_unknown_message_is_not_found(tenant: Tenant, verb: str) -> None:
    with pytest.raises(CatapultError, match="The message 'm-xxx' could not be found"):
        getattr(tenant.messages, verb)("m-xxx")
