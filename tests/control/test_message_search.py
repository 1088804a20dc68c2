"""A list of messages by text, and the wait for one: at once where no server can hold it back."""

from typing import Any

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core import text_patterns
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from control.calls import Control

OTHER = "+19195550002"


@pytest.fixture(autouse=True)
def spoken(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="open?")
    tenant.messages.send(draft(text="Your code is 482913"))
    tenant.messages.send(draft(to=OTHER, text="Your code is 771204"))
    tenant.messages.send(draft(text="Bye"))


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("text=Bye", ["Bye"]),
        ("text~=code", ["Your code is 771204", "Your code is 482913"]),
        ("text~=code&size=1", ["Your code is 771204"]),
        ("text~=%5C%64%7B6%7D&to=%2B19195550001", ["Your code is 482913"]),
        ("text~=x", []),
        ("text~=(%3Fi)OPEN&direction=in", ["open?"]),
        ("text~=code&count=2&size=1", ["Your code is 771204"]),
        ("text=Bye&wait=5", ["Bye"]),
        ("direction=out&wait=0&count=3", ["Bye", "Your code is 771204", "Your code is 482913"]),
    ],
)
def test_messages_are_found_by_text(control: Control, query: str, texts: list[str]) -> None:
    answer = control("GET", f"/messages?{query}")

    assert answer.status == 200
    assert [message["text"] for message in answer.json] == texts


def test_what_is_waited_for_in_vain_is_answered_with_near_misses(
    control: Control, tenant: Tenant
) -> None:
    answer = control("GET", "/messages?direction=out&to=9195550001&text~=code is 9&wait=1")

    assert (answer.status, answer.code) == (404, "not-seen")
    assert answer.message == (
        "no message was sent within 1 s with to '+19195550001', text re.compile('code is 9'); of "
        f"what is to come, 3 are still due: POST /_simulator/tenants/{tenant.user_id}/settle lets "
        "virtual time pass"
    )
    nearest = answer.json["nearest"]
    assert [miss["message"]["text"] for miss in nearest] == [
        "Bye",
        "Your code is 482913",
        "Your code is 771204",
    ]
    assert nearest[2]["fields"] == [
        {"name": "to", "asked": PERSON, "found": OTHER, "fits": False},
        {"name": "text", "asked": "code is 9", "found": "Your code is 771204", "fits": False},
    ]
    assert answer.json["pending"][0] == {
        "at": "2019-05-01T12:00:00Z",
        "inMs": 100,
        "what": f"message {tenant.sent[0].id} to {PERSON} is queued",
    }


def test_too_few_are_too_few(control: Control) -> None:
    answer = control("GET", "/messages?direction=out&text~=code&count=3")

    assert answer.status == 404
    assert answer.message.startswith("2 of 3 messages were sent with text re.compile('code')")
    assert [miss["message"]["text"] for miss in answer.json["nearest"]] == ["Bye"]


def test_without_anything_to_ask_for_or_to_come_the_sentence_is_short(
    control: Control, tenant: Tenant
) -> None:
    tenant.reset()

    answer = control("GET", "/messages?wait=0")

    assert (answer.code, answer.message) == ("not-seen", "no message was sent or received")
    assert (answer.json["nearest"], answer.json["pending"]) == ([], [])


def test_more_than_a_page_of_messages_is_searched(control: Control, tenant: Tenant) -> None:
    for _ in range(1100):
        tenant.messages.send(draft(text="many"))

    texts = [message["text"] for message in control("GET", "/messages?text~=code").json]

    assert texts == ["Your code is 771204", "Your code is 482913"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("text~=a(", "text~: 'a(' is no regular expression: missing ), unterminated"),
        (
            f"text~={'x' * 1001}",
            f"text~: '{'x' * 40}'… has 1001 characters; at most 1000 are",
        ),
        ("text~=(a%2B)%2Bb", "text~: '(a+)+b' could match in too many ways: repeat no repetition"),
        ("wait=61", "wait: 61.0 is not between 0 and 60"),
        ("wait=soon", "wait: Not a valid number."),
        ("count=0", "count: 0 is not between 1 and 1000"),
        ("texts=x", "texts: unknown property; known: text, text~, wait, count, size, from"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(
    control: Control, query: str, sentence: str
) -> None:
    answer = control("GET", f"/messages?{query}")

    assert (answer.status, answer.code) == (400, "bad-request")
    assert answer.message.startswith(sentence)


@pytest.mark.parametrize("more", ["", "&wait=1"])
def test_a_pattern_that_takes_too_long_is_given_up(
    control: Control, tenant: Tenant, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    monkeypatch.setattr(text_patterns, "MAX_SECONDS", 0.05)
    tenant.receive_message(from_=PERSON, to=LINE, text="a" * 5000)

    answer = control("GET", f"/messages?text~=a%2Ba%2Bx{more}")

    assert (answer.status, answer.code) == (400, "bad-request")
    assert answer.message.startswith("'a+a+x' took longer than 0.05 s: repeat no repetition")


def test_what_is_still_due_is_listed(control: Control, tenant: Tenant) -> None:
    answer = control("GET", "/pending")

    first: Any = answer.json[0]
    assert (len(answer.json), first["inMs"]) == (3, 100)
    assert first["what"].endswith("is queued")
