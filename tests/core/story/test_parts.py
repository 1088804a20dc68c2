"""Messages, faults and absences of a story."""

from typing import Any

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callbacks import Outcome
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.story.absences import unmatched
from catapult_simulator.core.story.requests import refusals
from catapult_simulator.core.story.strictness import failed_callbacks, idle_faults
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.unmatched_requests import UnmatchedRequests
from core.story.conftest import REFUSED, App, Told


def under(heading: str, lines: list[str]) -> list[str]:
    """The lines of one part, their columns a single space apart."""
    headings = {"messages", "faults", "did not happen"}
    part = lines[lines.index(heading) + 1 :]
    end = next((at for at, line in enumerate(part) if line in headings), len(part))
    return [" ".join(line.split()) for line in part[:end]]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({}, 'sent "Yes, until six."'),
        ({"receipt_requested": "all"}, 'sent, delivered "Yes, until six."'),
        ({"text": "", "media": ["http://app.test/cat.jpg"]}, "sent 1 file"),
        ({"text": "x" * 100}, f'sent "{"x" * 58} …"'),
    ],
)
def test_a_message_has_numbers_state_and_text(
    shop: Tenant, told: Told, message: dict[str, Any], expected: str
) -> None:
    shop.messages.send(draft(**message))
    shop.settle()

    assert under("messages", told()) == [f"12:00:00.000 out {LINE} -> {PERSON} {expected}"]


def test_a_message_that_was_not_delivered_has_its_code(shop: Tenant, told: Told) -> None:
    shop.messages.send(draft(to="+15557700100", receipt_requested="all"))
    shop.settle()

    (line,) = under("messages", told())

    assert "sent, not-delivered, 770 Destination Rejected due to spam" in line


def test_receipts_without_a_url_are_told_to_nobody(shop: Tenant, told: Told) -> None:
    told_to = {"callback_url": "http://app.test/receipts"}
    for asked in ({}, {"receipt_requested": "all"}):
        shop.messages.send(draft(**asked))
        shop.messages.send(draft(**asked, **told_to))
    shop.settle()

    assert under("did not happen", told()) == [
        "no app is told of receipts: 1 message asks for a receipt and has no callbackUrl"
    ]


def test_a_request_that_is_no_json_is_told_so() -> None:
    answer = '{"code": "validation-error", "message": "Bad parameters"}'

    told = refusals({"status": 415, "answer": answer, "body": "to=1"}, "u-shop", "")

    assert told[-1] == "the API takes JSON only, with Content-Type: application/json"


def test_faults_tell_whether_they_struck(shop: Tenant, told: Told) -> None:
    for times in (None, 1, 3):
        shop.faults.add(Fault("carrier", tag=f"tag-{times}", delivery_code=600, times=times))
    shop.faults.add(Fault("carrier", from_=LINE, state="error"))
    for tag in ("tag-None", "tag-None", "tag-1", "tag-3"):
        shop.messages.send(draft(tag=tag))
    shop.settle()

    assert under("faults", told()) == [
        "f-1 at carrier (tag tag-None): delivery code 600 struck 2 times",
        "f-2 at carrier (tag tag-1): delivery code 600 struck once",
        "f-3 at carrier (tag tag-3): delivery code 600 struck 1 of 3 times",
        f"f-4 at carrier (from {LINE}): state error never struck",
    ]


def test_messages_that_wait_are_counted(shop: Tenant, told: Told) -> None:
    shop.messages.send(draft(receipt_requested="all", callback_url="http://app.test/sms"))
    shop.advance(0.5)
    for _ in range(2):
        shop.messages.send(draft())

    assert under("did not happen", told()) == [
        "2 messages are still queued",
        "1 message still waits for a receipt; catapult.settle() lets the time pass",
    ]


def test_texts_to_numbers_that_call_no_app_are_told(shop: Tenant, told: Told) -> None:
    shop.phone_numbers.allocate(SECOND_LINE)
    for _ in range(2):
        shop.receive_message(from_=PERSON, to=SECOND_LINE, text="hi")

    assert under("did not happen", told()) == [
        f"no app was told: No application is configured for number {SECOND_LINE}; "
        "set applicationId of the number (2 times)"
    ]


def test_callbacks_that_failed_are_counted(app: App, shop: Tenant, told: Told) -> None:
    for outcome in (
        Outcome(500, "", "status"),
        Outcome(500, "", "status"),
        REFUSED,
        Outcome(200),
    ):
        app.outcome = outcome
        shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert under("did not happen", told()) == [
        "the app answered 500 to POST http://app.test/sms (2 times)",
        "no app answered POST http://app.test/sms: nothing listens on 127.0.0.1:9; start the app "
        "there, or correct the URL of the application",
    ]


def test_of_many_absences_the_newest_are_told() -> None:
    requests = UnmatchedRequests()
    for number in range(10):
        requests.record("GET", f"/v2/{number}", 404, "no such path")

    lines = unmatched(requests.entries())

    assert lines[0] == "(7 more of this kind)"
    assert lines[-1] == "no account owns GET /v2/9 -> 404: no such path"


def test_strictness_complains_of_errors_and_of_silence(app: App, shop: Tenant) -> None:
    for outcome in (
        Outcome(503, "", "status"),
        Outcome(None, "", "timeout"),
        Outcome(200),
    ):
        app.outcome = outcome
        shop.receive_message(from_=PERSON, to=LINE, text="hi")

    complaints = failed_callbacks(shop.journal.entries(kind="callback"))

    assert complaints == [
        "the app answered 503 to POST http://app.test/sms",
        "no app answered POST http://app.test/sms: timeout",
    ]


def test_strictness_complains_of_faults_that_never_struck(shop: Tenant) -> None:
    for number in range(9):
        shop.faults.add(Fault("carrier", tag=str(number), state="error"))
    shop.messages.send(draft(tag="0"))
    shop.settle()

    complaints = idle_faults(shop.faults.all())

    assert complaints[0] == "the fault f-2 at carrier (tag 1): state error never struck"
    assert complaints[-1] == "and 3 more"
    assert len(complaints) == 6
