"""People who answer by themselves, and caller names, set on the page."""

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor

OTHER = "+19195550002"


def test_a_person_answers_by_pattern(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    form = {"number": "(919) 555-0001", "when-0": "join", "answer-0": "YES", "when-1": "code"}
    page = visitor.send(f"{home}/answers", form | {"answer-1": "Thanks\nBye", "answer-2": ""})

    tenant.messages.send(draft(text="Please JOIN us"))
    tenant.settle()

    assert tenant.people.get(PERSON) == Script.of({"join": "YES", "code": "Thanks\nBye"})
    assert tenant.messages.find(direction="in")[0].text == "YES"
    assert f"{PERSON} join → YES , code → Thanks Bye" in page.text


def test_a_pattern_without_an_answer_is_silence_and_twice_the_same_two_answers(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    form = {"when-0": "stop", "answer-0": "", "answer-1": "One", "answer-2": "Two"}
    visitor.send(f"{home}/answers", form | {"number": PERSON})

    assert tenant.people.get(PERSON) == Script.of({"stop": [], "": ["One", "Two"]})


def test_the_form_of_a_person_saves_what_it_shows(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    script = Script.of({"a": [" 1", "2\n3"], "b": [], "": "else"})
    tenant.people.set(PERSON, script)
    shown = visitor.get(f"{home}/answers").fields(f"{home}/answers")

    visitor.send(f"{home}/answers", shown)

    assert shown["number"] == PERSON
    assert tenant.people.get(PERSON) == script


def test_a_person_answers_no_more(visitor: Visitor, tenant: Tenant, home: str) -> None:
    tenant.people.set(PERSON, Script.of("YES"))

    visitor.send(f"{home}/answers", {"number": PERSON, "remove": "1"})
    again = visitor.post(f"{home}/answers", {"number": PERSON, "remove": "1"})

    assert tenant.people.all() == {}
    assert (again.status, "is scripted to answer" in again.text) == (422, True)


def test_a_function_of_this_process_is_named_and_can_be_removed(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    tenant.people.set(PERSON, lambda message: message.text)

    page = visitor.get(f"{home}/answers")

    assert "by the function" in page.text
    assert page.fields(f"{home}/answers") == {"number": PERSON}
    assert "Answer no more" in page.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"number": "nobody", "answer-0": "hi"}, "'nobody' is no phone number"),
        ({"number": PERSON, "answer-0": " "}, "no answer; write what the person answers"),
        ({"number": PERSON, "when-0": "(", "answer-0": "hi"}, "pattern '('"),
        ({"number": OTHER, "when-0": "[<b>", "answer-0": "hi"}, "pattern '[<b>'"),
    ],
)
def test_a_script_that_is_none_is_refused_and_kept_in_its_form(
    visitor: Visitor, tenant: Tenant, home: str, form: dict[str, str], sentence: str
) -> None:
    before = Script.of("as before")
    tenant.people.set(PERSON, before)

    page = visitor.post(f"{home}/answers", form)

    assert page.status == 422
    assert sentence in page.text
    assert tenant.people.all() == {PERSON: before}
    assert (
        form.items() <= page.fields(f"{home}/answers", form["number"]).items()
        or not form["answer-0"].strip()
    )


def test_a_number_gets_a_caller_name_and_loses_it(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    named = visitor.send(f"{home}/names", {"number": "919-555-0001", "name": "JANE DOE"})
    looked_up = tenant.number_info.look_up(PERSON).name
    unnamed = visitor.send(f"{home}/names", {"number": PERSON, "name": ""})

    assert looked_up == "JANE DOE"
    assert f"{PERSON} JANE DOE" in named.text
    assert f"{PERSON} none: not found" in unnamed.text


def test_what_is_no_number_gets_no_caller_name(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    page = visitor.post(f"{home}/names", {"number": "<i>12</i>", "name": LINE})

    assert page.status == 422
    assert "'<i>12</i>' is no phone number" in page.text
    assert tenant.number_info.names == {}
