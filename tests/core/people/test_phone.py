"""A person's phone: texting the account's numbers, and what is said where nobody would hear."""

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE, TOLL_FREE, draft
from catapult_simulator import CatapultError, NoLine, Simulator
from catapult_simulator.core.callbacks import Callback, RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.phone import Phone
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.core.world import TenantClosed
from core.webhooks import Webhook


@pytest.fixture
def phone(tenant: Tenant) -> Phone:
    return tenant.phone("(919) 555-0001")


def test_a_person_texts_the_only_number(
    phone: Phone, line: PhoneNumber, sender: RecordingSender
) -> None:
    inbound = phone.text("open today?")

    assert (inbound.message.from_, inbound.message.to) == (PERSON, LINE)
    assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
    assert [callback.payload["text"] for _, callback in sender.delivered] == ["open today?"]


def test_of_several_numbers_one_must_be_named(
    tenant: Tenant, phone: Phone, line: PhoneNumber
) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE, application_id=line.application_id)

    assert phone.text("hi", to="919-555-1213").message.to == SECOND_LINE
    assert phone.text("hi", to=line).message.to == LINE
    with pytest.raises(ValueError, match="has 2 numbers") as refused:
        phone.text("hi")

    assert f"({LINE}, {SECOND_LINE}); say which one: to='{LINE}'" in str(refused.value)


def test_stop_is_one_verb(phone: Phone, line: PhoneNumber) -> None:
    assert phone.opt_out().message.text == "STOP"


def test_a_toll_free_number_can_be_stopped(tenant: Tenant, phone: Phone, line: PhoneNumber) -> None:
    tenant.phone_numbers.allocate(TOLL_FREE, application_id=line.application_id)
    phone.opt_out(to=TOLL_FREE)

    tenant.messages.send(draft(from_=TOLL_FREE, receipt_requested="all"))
    tenant.settle()

    assert tenant.assert_sent(from_=TOLL_FREE).delivery_code == 775
    assert phone.replies == []


def test_a_phone_is_shown_with_its_account(phone: Phone, tenant: Tenant) -> None:
    assert repr(phone) == f"<Phone {PERSON} of account {tenant.user_id}>"


@pytest.mark.parametrize("number", ["ALICE", "", "12"])
def test_a_phone_needs_a_phone_number(tenant: Tenant, number: str) -> None:
    with pytest.raises(ValueError, match=f"'{number}' is no phone number; use E.164"):
        tenant.phone(number)


def test_without_a_number_there_is_nobody_to_text(tenant: Tenant, phone: Phone) -> None:
    with pytest.raises(NoLine, match=r"has no number to text; order one with catapult\.phone_num"):
        phone.text("hi")


def test_a_number_of_another_account_cannot_be_texted(phone: Phone, line: PhoneNumber) -> None:
    with pytest.raises(NoLine, match=rf"has no number '\+19195551299'; it has \{LINE}$"):
        phone.text("hi", to="+19195551299")


def test_a_person_does_not_have_a_number_of_the_account(tenant: Tenant, line: PhoneNumber) -> None:
    with pytest.raises(ValueError, match=rf"^\{LINE} is a number of account .* another one$"):
        tenant.phone(LINE).text("hi")


def lines_of(tenant: Tenant, number: str) -> str:
    with pytest.raises(NoLine) as refused:
        tenant.phone(PERSON).text("hi", to=number)
    return str(refused.value)


def test_a_text_that_no_app_would_hear_is_refused(tenant: Tenant, line: PhoneNumber) -> None:
    silent = tenant.applications.create("silent", incoming_call_url=APP_URL)
    gone = tenant.applications.create("gone", incoming_message_url=APP_URL)
    bare = tenant.phone_numbers.allocate("+19195551001")
    mute = tenant.phone_numbers.allocate("+19195551002", application_id=silent.id)
    lost = tenant.phone_numbers.allocate("+19195551003", application_id=gone.id)
    tenant.applications.delete(gone.id)

    assert lines_of(tenant, bare.number) == (
        "the number has no application, so no app hears a text to +19195551001; serve one with "
        "catapult.serve(app, number='+19195551001'), or receive the text all the same with "
        "catapult.receive_message(...)"
    )
    assert lines_of(tenant, mute.number).startswith(
        "the number's application 'silent' has no incoming_message_url, so no app"
    )
    assert lines_of(tenant, lost.number).startswith("the number's application was deleted, so")
    assert tenant.received == []


def test_a_text_that_no_phone_can_send_is_refused(phone: Phone, line: PhoneNumber) -> None:
    with pytest.raises(ValueError, match="text: '' without media is no message"):
        phone.text("")


def test_a_released_number_is_no_line(tenant: Tenant, phone: Phone, line: PhoneNumber) -> None:
    tenant.phone_numbers.release(line.id)

    with pytest.raises(NoLine, match="has no number to text"):
        phone.text("hi")


def test_on_a_wall_clock_a_phone_needs_a_server() -> None:
    tenant = Simulator(clock="wall").open_tenant()
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)

    with pytest.raises(WrongClock, match="its wall clock runs only while a Server does"):
        tenant.phone(PERSON).text("hi")


def test_a_closed_account_has_no_lines(tenant: Tenant, phone: Phone) -> None:
    tenant.close()

    for use in (lambda: phone.text("hi"), lambda: phone.replies, lambda: phone.answers("YES")):
        with pytest.raises(TenantClosed, match="was closed"):
            use()


def test_a_person_may_text_from_inside_a_webhook(shop: Tenant, webhook: Webhook) -> None:
    """It is delivered by the call that is letting time pass."""

    def react(callback: Callback) -> None:
        if callback.payload["text"] == "hi":
            shop.phone("+19195550002").text("me too")

    webhook.react = react
    shop.phone(PERSON).text("hi")

    assert webhook.texts == ["hi", "me too"]


def test_a_webhook_cannot_wait_for_a_reply(shop: Tenant, webhook: Webhook) -> None:
    refused: list[AlreadyRunning] = []

    def react(callback: Callback) -> None:
        with pytest.raises(AlreadyRunning, match="nothing can happen while a webhook waits") as it:
            shop.phone(PERSON).wait_for_reply()
        refused.append(it.value)

    webhook.react = react
    shop.phone(PERSON).text("hi")

    assert len(refused) == 1


def test_an_unknown_number_says_so_in_the_words_of_the_api(tenant: Tenant) -> None:
    """`receive_message` is nearer to the API than a phone is."""
    with pytest.raises(CatapultError, match="number-not-found"):
        tenant.receive_message(from_=PERSON, to=LINE, text="hi")
