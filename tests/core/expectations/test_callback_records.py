"""Assertions about callbacks: attempts to call the app, as the journal has them."""

import re
from datetime import UTC, datetime

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, draft
from catapult_simulator import CallbackRecord, NotSeen, called
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

FAILED = reason("server-error", status=500, first_line=": oops")
FALLBACK = "http://app.test/fallback"


class Broken:
    """An app whose main URL answers 500."""

    def send(self, callback: Callback, url: str) -> Outcome:
        if url == FALLBACK:
            return Outcome(200, "ok", seconds=0.012)
        return Outcome(500, "oops", "status", reason=FAILED)


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(callback_sender=Broken())


@pytest.fixture
def called_back(tenant: Tenant, line: PhoneNumber) -> Tenant:
    """An account whose app failed once and was called at its fallback, then got a receipt."""
    tenant.applications.update(
        str(line.application_id), {"incoming_message_fallback_url": FALLBACK}
    )
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    tenant.messages.send(draft(receipt_requested="all", callback_url=EVENTS_URL))
    tenant.settle()
    return tenant


@pytest.mark.parametrize(
    "criteria",
    [
        {"status": 200},
        {"url": FALLBACK},
        {"url": re.compile("fallback$")},
        {"status": 500, "state": "received"},
        {"delivery_state": "delivered"},
        {"delivery_state": "waiting", "text": "Yes, until six."},
        {"url": APP_URL, "from_": "919-555-0001", "to": LINE, "event": "sms", "method": "POST"},
    ],
    ids=str,
)
def test_an_attempt_is_found_by(called_back: Tenant, criteria: dict[str, object]) -> None:
    found = called_back.assert_callback(**criteria)  # type: ignore[arg-type]  # a table

    assert called(**criteria).fits(found)  # type: ignore[arg-type]  # a table


def test_each_attempt_counts(called_back: Tenant) -> None:
    message_id = called_back.received[0].id

    newest = called_back.assert_callback(message_id=message_id, count=2)

    assert newest == CallbackRecord(
        number=newest.number,
        at_ms=1_556_712_000_000,
        event="sms",
        message_id=message_id,
        direction="in",
        from_=PERSON,
        to=LINE,
        text="hi",
        media=(),
        state="received",
        delivery_state=None,
        method="POST",
        url=FALLBACK,
        fallback=True,
        status=200,
        problem=None,
        cause=None,
        explanation="",
        advice="",
        answer="ok",
        seconds=0.012,
        payload=newest.payload,
    )
    assert newest.ok
    assert newest.time == datetime(2019, 5, 1, 12, tzinfo=UTC)
    assert newest.payload["applicationId"] == called_back.phone_numbers.get(LINE).application_id
    assert "status" not in newest.payload


def test_a_record_is_shown_on_one_line(called_back: Tenant) -> None:
    record = called_back.assert_callback(status=500, state="received")

    assert (record.cause, record.advice) == (FAILED.cause, FAILED.advice)
    assert repr(record) == (
        f"<Callback POST http://app.test/sms about {record.message_id} "
        f"+19195550001 -> +19195551212 'hi' received: {FAILED.sentence}>"
    )


def test_a_callback_that_never_came_is_reported_with_the_nearest(called_back: Tenant) -> None:
    with pytest.raises(NotSeen) as failed:
        called_back.assert_callback(url=APP_URL, status=204)

    lines = str(failed.value).splitlines()
    assert lines[:4] == [
        "the app was not called back with",
        "  url     'http://app.test/sms'",
        "  status  204",
        "nearest of 4 callbacks:",
    ]
    assert lines[5:8] == [
        "    url     'http://app.test/sms' as asked",
        "    status  500",
        "    asked   204",
    ]


def test_that_the_app_was_left_alone_can_be_asserted(called_back: Tenant) -> None:
    called_back.assert_no_callback(method="GET")

    with pytest.raises(AssertionError, match=r"^1 callback was made, not none with"):
        called_back.assert_no_callback(status=200)
    with pytest.raises(ValueError, match="call assert_no_callback"):
        called_back.assert_callback(count=0)


def test_a_url_may_be_asked_for_with_its_credentials(called_back: Tenant) -> None:
    called_back.assert_callback(url="http://user:hush@app.test/fallback")


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ({"event": "call"}, "event='call'; choose one of sms, mms"),
        ({"method": "post"}, "method='post'; choose one of GET, POST"),
        ({"status": 99}, "status=99; choose from 100 to 999"),
    ],
    ids=str,
)
def test_a_criterion_that_no_callback_can_meet_is_refused(
    tenant: Tenant, criteria: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        tenant.assert_callback(**criteria)  # type: ignore[arg-type]  # a table
