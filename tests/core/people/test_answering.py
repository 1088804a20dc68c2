"""When scripted people answer, and what becomes of an error of a function."""

import logging

import pytest

from builders import LINE, PERSON, TOLL_FREE, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import Script, Texts
from catapult_simulator.core.tenant import Tenant

YES = Script.of("YES")


def received(tenant: Tenant) -> list[str | None]:
    return [message.text for message in tenant.received]


def test_a_person_answers_when_the_message_has_arrived(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    tenant.people.set(PERSON, YES)
    tenant.messages.send(draft(text="Join?"))

    tenant.advance(0.999)
    assert received(tenant) == []
    tenant.advance(0.001)

    (answer,) = tenant.received
    assert (answer.from_, answer.to, answer.text) == (PERSON, LINE, "YES")
    assert [callback.payload["text"] for _, callback in sender.delivered] == ["YES"]


def test_a_message_to_somebody_else_is_not_answered(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.people.set("919-555-0002", YES)
    tenant.messages.send(draft())

    tenant.settle()

    assert received(tenant) == []


def test_a_function_gets_the_message_as_it_was_sent(tenant: Tenant, line: PhoneNumber) -> None:
    asked: list[Message] = []
    tenant.people.set(PERSON, asked.append)
    message = tenant.messages.send(draft(text="Your code is 482913"))
    tenant.messages.redact(message.id)

    tenant.settle()

    assert [(each.id, each.state, each.otp) for each in asked] == [(message.id, "sent", "482913")]


@pytest.mark.parametrize(
    ("answer", "texts"), [("A", ["A"]), (["A", "B"], ["A", "B"]), (None, []), ([], [])], ids=repr
)
def test_a_function_answers_with_texts_or_not(
    tenant: Tenant, line: PhoneNumber, answer: Texts, texts: list[str]
) -> None:
    tenant.people.set(PERSON, lambda message: answer)
    tenant.messages.send(draft())

    tenant.settle()

    assert received(tenant) == texts


@pytest.mark.parametrize(
    "fault",
    [
        Fault("carrier", delivery_code=770),
        Fault("carrier", state="error"),
        Fault("carrier", silent=True),
    ],
    ids=["not delivered", "state error", "no receipt"],
)
def test_a_person_does_not_answer_a_message_that_did_not_arrive(
    tenant: Tenant, line: PhoneNumber, fault: Fault
) -> None:
    tenant.people.set(PERSON, YES)
    tenant.faults.add(fault)
    tenant.messages.send(draft())

    tenant.settle()

    assert received(tenant) == []


def test_a_scripted_reply_of_a_fault_comes_instead(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.people.set(PERSON, YES)
    tenant.faults.add(Fault("carrier", reply="no", times=1))
    tenant.messages.send(draft())

    tenant.settle()

    assert received(tenant) == ["no"]


def test_a_person_who_has_opted_out_answers_no_more(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(TOLL_FREE)
    tenant.people.set(PERSON, YES)
    tenant.receive_message(from_=PERSON, to=TOLL_FREE, text="STOP")
    tenant.messages.send(draft(from_=TOLL_FREE))

    tenant.settle()

    assert received(tenant) == ["STOP"]


def test_an_answer_that_is_due_is_pending(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.people.set(PERSON, YES)
    message = tenant.messages.send(draft())

    tenant.advance(0.25)

    (answer,) = tenant.pending()
    assert str(answer) == f"in 0.75 s: the answer of {PERSON} to message {message.id}"


def test_an_answer_is_in_the_journal(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.people.set(PERSON, YES)
    message = tenant.messages.send(draft())

    tenant.settle()

    entries = [each for each in tenant.journal.entries(kind="control") if "answers" in each.summary]
    assert [entry.summary for entry in entries] == [f"{PERSON} answers {LINE}"]
    assert entries[0].detail == {
        "messageId": message.id,
        "from": PERSON,
        "to": LINE,
        "text": "YES",
    }


def test_what_a_function_raises_surfaces_from_the_call_that_lets_time_pass(
    tenant: Tenant, line: PhoneNumber
) -> None:
    def confused(message: Message) -> str:
        raise KeyError("no answer")

    tenant.people.set(PERSON, confused)
    message = tenant.messages.send(draft())

    with pytest.raises(KeyError, match="no answer") as raised:
        tenant.settle()

    assert raised.traceback[-1].name == "confused"
    note = f"raised while the answer of {PERSON} to message {message.id} was made up"
    assert raised.value.__notes__ == [note]
    assert tenant.settle() == 0  # time goes on


def test_after_an_error_other_messages_are_still_answered(
    tenant: Tenant, line: PhoneNumber
) -> None:
    texts = iter(["YES"])
    tenant.people.set(PERSON, lambda message: next(texts))
    tenant.messages.send(draft())
    tenant.messages.send(draft())

    with pytest.raises(StopIteration):
        tenant.settle()

    assert received(tenant) == ["YES"]


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        (5, TypeError, rf"the answer of \{PERSON} is 5; give a text, a list of texts"),
        ("", ValueError, rf"the answer of \{PERSON}='' is blank"),
    ],
    ids=repr,
)
def test_an_answer_that_no_phone_can_send_is_an_error(
    tenant: Tenant, line: PhoneNumber, answer: Texts, error: type[Exception], sentence: str
) -> None:
    tenant.people.set(PERSON, lambda message: answer)
    tenant.messages.send(draft())

    with pytest.raises(error, match=sentence):
        tenant.settle()


def test_a_person_answers_a_number_that_was_released_meanwhile_in_vain(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.people.set(PERSON, YES)
    tenant.messages.send(draft())
    tenant.phone_numbers.release(line.id)

    tenant.settle()

    assert received(tenant) == []


def test_a_person_who_is_removed_does_not_answer(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.people.set(PERSON, YES)
    tenant.messages.send(draft())
    tenant.advance(0.25)

    tenant.people.remove("(919) 555-0001")
    tenant.settle()

    assert received(tenant) == []


def test_a_reset_forgets_all_people(tenant: Tenant) -> None:
    tenant.people.set(PERSON, YES)

    tenant.reset()

    assert tenant.people.all() == {}


def test_a_function_may_reset_the_account(
    tenant: Tenant, line: PhoneNumber, caplog: pytest.LogCaptureFixture
) -> None:
    def reset(message: Message) -> str:
        tenant.reset()
        return "YES"

    tenant.people.set(PERSON, reset)
    tenant.messages.send(draft())

    with caplog.at_level(logging.WARNING):
        tenant.settle()

    assert received(tenant) == []
    assert not caplog.records
