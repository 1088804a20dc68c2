"""A conversation: bubbles with their state, the composer, and its pages."""

import gc

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor

CAT = b"\x89PNG\r\n\x1a\n cat"
HTMX = {"HTTP_HX_REQUEST": "true"}


def talk(home: str, person: str = PERSON) -> str:
    return f"{home}/with/{person}"


def test_a_text_reaches_the_app(
    visitor: Visitor, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    page = visitor.send(talk(home), {"to": LINE, "text": "open?"})

    assert sender.delivered[0][1].payload["text"] == "open?"
    assert "open?" in page.part("thread")
    assert "taken 200" in page.part("thread")


def test_a_quick_reply_is_sent_as_it_is(
    visitor: Visitor, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    visitor.post(talk(home), {"to": LINE, "text": "typed before", "quick": "STOP"})

    assert sender.delivered[0][1].payload["text"] == "STOP"


def test_htmx_gets_an_empty_composer(visitor: Visitor, line: PhoneNumber, home: str) -> None:
    answer = visitor.post(talk(home), {"to": LINE, "text": "open?"}, **HTMX)

    assert answer.status == 200
    assert answer.html.lstrip().startswith('<form id="composer"')
    assert "open?</textarea>" not in answer.html


@pytest.mark.parametrize("environ", [{}, HTMX])
def test_a_refused_text_is_kept_with_the_reason(
    visitor: Visitor, line: PhoneNumber, home: str, environ: dict[str, str]
) -> None:
    answer = visitor.post(talk(home), {"to": "+19195559999", "text": "<hm>"}, **environ)

    assert answer.status == 422
    assert "&lt;hm&gt;</textarea>" in answer.html
    assert "+19195559999" in answer.text


def test_an_empty_text_is_refused(visitor: Visitor, line: PhoneNumber, home: str) -> None:
    answer = visitor.post(talk(home), {"to": LINE, "text": ""})

    assert answer.status == 422
    assert "is no message; give a text" in answer.text


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("carrier", delivery_code=770), "failed 770 · Destination Rejected due to spam"),
        (Fault("carrier", state="error"), "failed · before it reached the carrier"),
        (Fault("carrier", silent=True), "sent"),
    ],
)
def test_a_bubble_says_how_its_message_ended(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, fault: Fault, words: str
) -> None:
    tenant.faults.add(fault)
    tenant.messages.send(draft(receipt_requested="all"))
    tenant.settle()

    assert words in visitor.get(talk(home)).part("thread")


def test_a_queued_message_says_when_it_goes_on(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft())
    before = visitor.get(talk(home)).part("thread")
    tenant.settle()

    assert "queued · in " in before
    assert "✓ sent" in visitor.get(talk(home)).part("thread")


def test_a_message_has_its_segments_and_encoding(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft(text="ы" * 71))

    assert "2 segments, UCS-2" in visitor.get(talk(home)).part("thread")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "</span>"]
)
def test_hostile_text_is_shown_and_not_run(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, text: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text=text)

    page = visitor.get(talk(home))

    assert text in page.html.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html


def test_a_person_without_an_app_behind_the_number_sees_why(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    tenant.phone_numbers.allocate(LINE)
    tenant.receive_message(from_=PERSON, to=LINE, text="hello?")

    page = visitor.get(talk(home))

    assert "nobody told" in page.part("thread")
    assert f"{LINE} has no application" in page.part("report")
    assert "Choose an application for it under Numbers" in page.part("report")


@pytest.mark.parametrize("is_lost", [True, False])
def test_a_text_that_no_app_got_although_there_is_one_says_why(
    visitor: Visitor, tenant: Tenant, home: str, is_lost: bool
) -> None:
    tenant.phone_numbers.allocate(LINE)
    if is_lost:
        tenant.connect(APP_URL, number=LINE)
        tenant.faults.add(Fault("callback", outcome="lost"))
    message = tenant.receive_message(from_=PERSON, to=LINE, text="hello?").message
    tenant.connect(APP_URL, number=LINE)

    page = visitor.get(f"{home}/messages/{message.id}")

    why = reason("lost-by-fault") if is_lost else reason("no-app-then", number=LINE)
    assert why.sentence in page.part("thread")
    assert why.sentence[1:] in page.part("report")
    assert why.advice[1:] in page.part("report")


def test_of_several_numbers_the_latest_one_is_written_to(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE, application_id=line.application_id)
    tenant.receive_message(from_=PERSON, to=SECOND_LINE, text="hello?")

    page = visitor.get(talk(home))

    assert f'<option value="{SECOND_LINE}" selected>' in page.html


def test_a_new_person_has_a_conversation_of_their_own(
    visitor: Visitor, line: PhoneNumber, home: str
) -> None:
    page = visitor.send(f"{home}/people", {"number": "(919) 555-0042"})

    assert "+19195550042" in page.part("people")
    assert "No messages yet" in page.part("thread")


def test_a_number_that_no_phone_has_makes_no_person(
    visitor: Visitor, line: PhoneNumber, home: str
) -> None:
    answer = visitor.post(f"{home}/people", {"number": "Jane"})

    assert answer.status == 422
    assert "'Jane' is no phone number" in answer.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("a", "1 segment · GSM-7 · 1 character"),
        ("a" * 161, "2 segments · GSM-7 · 161 characters"),
        ("😀" * 36, "2 segments · UCS-2 · 36 characters"),
        ("x" * 10_001, "10001 characters"),
    ],
)
def test_segments_are_counted_while_somebody_types(
    visitor: Visitor, tenant: Tenant, home: str, text: str, words: str
) -> None:
    assert visitor.post(f"{home}/segments", {"text": text}).text == words


def test_a_picture_is_sent_and_shown(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    page = visitor.upload(talk(home), {"to": LINE, "text": ""}, "cat.png", CAT)

    (media,) = sender.delivered[0][1].payload["media"][:1]
    shown = next(link for link in page.images() if "cat" in link)
    assert "cat" in media
    assert visitor.get_bytes(shown) == CAT


def test_a_form_without_a_picture_leaves_no_file_open(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    visitor.upload(talk(home), {"to": LINE, "text": "no picture"}, "", b"")
    gc.collect()  # an open file would be warned of

    assert sender.delivered[0][1].payload["text"] == "no picture"


def test_a_file_of_the_app_runs_no_script(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.media.put("x.svg", b"<svg/>", content_type="image/svg+xml")

    answer = visitor.get(f"{home}/media/x.svg")

    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["content-disposition"] == "attachment"


def test_a_file_of_another_host_is_linked_and_not_loaded(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft(media=["http://other.test/cat.png"]))

    page = visitor.get(talk(home))

    assert "http://other.test/cat.png" in page.links()
    assert not any("other.test" in image for image in page.images())
