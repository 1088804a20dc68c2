"""Tools that play a person: text_app, conversation, set_person."""

import pytest

from assistants.calling import ToolFailed
from assistants.conftest import Call
from builders import LINE, PERSON
from catapult_simulator import MessageDraft, Tenant
from receivers import App

HELLO = {"text": "hi", "wait_seconds": 5}


def test_a_text_shows_that_the_app_took_it_and_what_it_replied(call: Call, shop: App) -> None:
    answer = call("text_app", **HELLO)

    assert f'{PERSON} -> {LINE}: "hi" (received)' in answer
    assert f"The app took it.\nPOST {shop.url} answered 200 after" in answer
    assert f'{LINE} -> {PERSON}: "You said hi" (queued)' in answer


def test_on_virtual_time_a_text_says_what_is_still_due_and_how_it_happens(
    call: Call, shop: App
) -> None:
    answer = call("text_app", **HELLO)

    assert "still due in 0.1 s" in answer
    assert answer.endswith("Next: settle lets all of it happen.")


def test_a_reply_of_before_is_none(call: Call, shop: App) -> None:
    call("text_app", **HELLO)
    shop.react = lambda arrived: None

    assert "You said" not in call("text_app", text="again", wait_seconds=0)


def test_a_text_that_the_app_refuses_says_why_and_what_is_next(call: Call, shop: App) -> None:
    shop.answer, shop.body = "500 Oops", b"KeyError: 'text'"

    answer = call("text_app", person="+19195550009", **HELLO)

    assert "The app did NOT take it." in answer
    assert "why: the app failed: it answered 500: KeyError: 'text'; look at its log" in answer
    assert 'Next: mend that, then call replay with message_id "m-' in answer


def test_a_silent_app_is_told_as_such(call: Call, shop: App) -> None:
    shop.react = lambda arrived: None

    answer = call("text_app", text="hi", wait_seconds=0)

    assert "The app sent no reply within 0 s. Next: journal" in answer


def test_a_text_without_any_number_says_how_to_get_one(call: Call) -> None:
    with pytest.raises(ToolFailed, match="no number yet; call connect with the URL of the app"):
        call("text_app", **HELLO)


def test_a_text_to_one_of_two_numbers_asks_which(call: Call, tenant: Tenant, shop: App) -> None:
    tenant.phone_numbers.allocate("+19195551213")

    with pytest.raises(ToolFailed, match=r"has 2 numbers; name one as number: \+1919"):
        call("text_app", **HELLO)


def test_a_text_to_a_number_without_an_app_says_that_nobody_was_told(
    call: Call, tenant: Tenant
) -> None:
    tenant.phone_numbers.allocate(LINE)

    answer = call("text_app", **HELLO)

    assert f"No app was called: {LINE} has no application, so that no app is told; set" in answer


def test_a_conversation_is_told_oldest_first_with_states(
    call: Call, tenant: Tenant, shop: App
) -> None:
    call("text_app", **HELLO)
    tenant.settle()

    first, second = call("conversation").splitlines()

    assert first.endswith('"hi" (received)')
    assert second.endswith('"You said hi" (sent)')


def test_a_conversation_without_messages_says_so(call: Call) -> None:
    assert call("conversation") == f"{PERSON} and the app have no messages. Next: text_app."


def test_a_person_answers_by_themselves_until_they_are_silent(
    call: Call, tenant: Tenant, shop: App
) -> None:
    call("set_person", answers=["YES"], when="join")
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="join us?"))
    tenant.settle()

    assert "YES" in call("conversation")
    assert call("set_person") == f"{PERSON} answers no more."
    assert tenant.people.all() == {}
