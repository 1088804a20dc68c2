"""Scripted people over HTTP."""

from typing import Any

import pytest

from builders import PERSON, draft
from catapult_simulator.core import limits
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.tenant import Tenant
from control.calls import Control

PATH = "/people/%2B19195550001"


@pytest.mark.parametrize(
    "answers", ["YES", ["One", "Two"], {"join|code": "YES", "^no": []}], ids=repr
)
def test_a_person_is_set_and_read_back(control: Control, tenant: Tenant, answers: Any) -> None:
    answer = control("PUT", PATH, {"answers": answers})

    assert (answer.status, answer.json) == (200, {"number": PERSON, "answers": answers})
    assert control("GET", PATH).json == {"number": PERSON, "answers": answers}
    assert tenant.people.get(PERSON) == Script.of(answers)


def test_a_person_answers(control: Control, tenant: Tenant, line: PhoneNumber) -> None:
    control("PUT", "/people/(919) 555-0001", {"answers": {"join": "YES"}})
    tenant.messages.send(draft(text="Join?"))

    control("POST", "/settle", {})

    assert [message.text for message in tenant.received] == ["YES"]


def test_a_person_is_removed(control: Control, tenant: Tenant) -> None:
    control("PUT", PATH, {"answers": "YES"})

    assert control("DELETE", PATH).status == 204
    assert control("GET", "/people").json == []


def by_heart(message: Message) -> str:
    return "YES"


def test_a_function_is_shown_by_its_name(control: Control, tenant: Tenant) -> None:
    tenant.people.set(PERSON, by_heart)
    tenant.people.set("12345", Script.of("NO"))

    assert control("GET", "/people").json == [
        {"number": PERSON, "function": "by_heart"},
        {"number": "12345", "answers": "NO"},
    ]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_somebody_unknown_is_not_found(control: Control, method: str) -> None:
    answer = control(method, PATH)

    assert (answer.status, answer.code) == (404, "no-such-person")
    assert answer.message == f"nobody with the number {PERSON} is scripted to answer"


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        (PATH, {}, "answers: Missing data for required field."),
        (PATH, {"answers": {"a(": "x"}}, "answers: pattern 'a(' is no regular expression: missing"),
        (PATH, {"answers": {"(a|a)*b": "x"}}, "answers: pattern '(a|a)*b' could match in too many"),
        (PATH, {"answers": 5}, "answers: answers is 5; give a text, a list of texts, or"),
        (PATH, {"answers": " "}, "answers: answers=' ' is blank"),
        (PATH, {"answer": "YES"}, "answer: unknown property; known: answers"),
        ("/people/ALICE", {"answers": "YES"}, "'ALICE' is no phone number; use E.164"),
    ],
    ids=str,
)
def test_answers_that_nobody_can_give_are_refused(
    control: Control, path: str, body: Any, sentence: str
) -> None:
    answer = control("PUT", path, body)

    assert (answer.status, answer.code) == (400, "bad-request")
    assert sentence in answer.message


def test_there_is_room_for_so_many_people(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SCRIPTED_PEOPLE", 0)

    answer = control("PUT", PATH, {"answers": "YES"})

    assert (answer.status, answer.code) == (403, "simulator-limit")


def test_an_error_of_a_function_is_an_answer_of_the_server(
    control: Control, tenant: Tenant, line: PhoneNumber
) -> None:
    def confused(message: Message) -> str:
        raise KeyError("no answer")

    tenant.people.set(PERSON, confused)
    tenant.messages.send(draft())

    answer = control("POST", "/settle", {})

    assert answer.status == 500
