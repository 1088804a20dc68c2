"""The limits of a call that lets time pass: it ends, and it says what went on and on."""

from collections.abc import Callable

import pytest

from builders import EVENTS_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.run_limit import NotSettled
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.clock import VIRTUAL_START, RealTime
from core.webhooks import Webhook

LOOP = r"the app \(\+19195551212\) and \+19195550001 answer each other: 5\d\d messages in one call"
REACT = Callable[[Callback], object]


def chatter(shop: Tenant) -> REACT:
    """The app answers each text, and a person each answer."""

    def react(callback: Callback) -> None:
        if callback.event == "sms" and callback.payload["direction"] == "in":
            shop.messages.send(draft(text="What?", callback_url=EVENTS_URL))
        else:
            shop.messages.receive(PERSON, LINE, "Hello?")

    return react


def in_no_time(shop: Tenant) -> None:
    """Messages take no virtual time."""
    shop.rules = shop.rules.but(dequeue_ms=0, carrier_ms=0)


def test_settle_names_an_app_and_a_person_that_answer_each_other(
    shop: Tenant, webhook: Webhook
) -> None:
    webhook.react = chatter(shop)
    shop.messages.receive(PERSON, LINE, "Hello?")

    with pytest.raises(NotSettled, match=LOOP + r", the latest '(What|Hello)\?'; one of them must"):
        shop.settle()

    assert len(shop.messages) < 600


@pytest.mark.parametrize(
    "call",
    [
        lambda shop: shop.receive_message(from_=PERSON, to=LINE, text="Hello?"),
        lambda shop: (shop.messages.receive(PERSON, LINE, "Hello?"), shop.advance(1)),
        lambda shop: (shop.messages.receive(PERSON, LINE, "Hello?"), shop.settle()),
    ],
    ids=["receive_message", "advance", "settle"],
)
def test_a_loop_that_takes_no_time_ends(
    shop: Tenant, webhook: Webhook, call: Callable[[Tenant], object]
) -> None:
    in_no_time(shop)
    webhook.react = chatter(shop)

    with pytest.raises(NotSettled, match=LOOP):
        call(shop)


def test_two_numbers_of_one_account_are_named_both(shop: Tenant, webhook: Webhook) -> None:
    application_id = shop.phone_numbers.get(LINE).application_id
    shop.phone_numbers.allocate(SECOND_LINE, application_id=application_id)
    webhook.react = lambda callback: shop.messages.send(
        draft(from_=callback.payload["to"], to=callback.payload["from"])
    )
    shop.messages.send(draft(to=SECOND_LINE))

    with pytest.raises(NotSettled, match=r"\+1919555121[23] and \+1919555121[23] answer each"):
        shop.settle()


def test_a_long_talk_is_no_loop_while_time_is_advanced(shop: Tenant, webhook: Webhook) -> None:
    webhook.react = chatter(shop)
    shop.messages.receive(PERSON, LINE, "Hello?")

    shop.advance(300)

    assert len(shop.messages) > 1000


def test_many_messages_in_one_direction_settle(shop: Tenant, webhook: Webhook) -> None:
    for _ in range(2_000):
        shop.messages.send(draft(receipt_requested="all"))

    assert shop.settle() == 6_000


def test_what_never_ends_without_two_numbers_ends_at_a_number_of_timers(
    shop: Tenant, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.core.run_limit.MAX_TIMERS", 50)
    numbers = iter(range(10_000))

    def send(callback: Callback) -> None:
        to = f"+1919555{next(numbers):04}"
        shop.messages.send(draft(to=to, callback_url=EVENTS_URL))

    webhook.react = send
    shop.messages.send(draft(callback_url=EVENTS_URL))

    with pytest.raises(NotSettled, match=r"(?s)60 timers ran in one call, and 1 timers are .*Does"):
        shop.settle()


def test_settle_ends_after_some_real_time(
    shop: Tenant, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 10_000, 20))
    monkeypatch.setattr(RealTime, "now", staticmethod(lambda: next(seconds)))
    for _ in range(5):
        shop.messages.send(draft())

    with pytest.raises(NotSettled, match=r"(?s)after 60 s of real time \d+ timers are still"):
        shop.settle()
    monkeypatch.undo()
    shop.settle()

    assert {message.state for message in shop.messages.find()} == {"sent"}


def test_after_a_loop_the_account_can_be_used(shop: Tenant, webhook: Webhook) -> None:
    webhook.react = chatter(shop)
    shop.messages.receive(PERSON, LINE, "Hello?")
    with pytest.raises(NotSettled):
        shop.settle()
    webhook.react = lambda callback: None

    shop.settle()

    assert shop.now > VIRTUAL_START


def test_a_message_that_is_not_answered_is_no_loop(tenant: Tenant, line: PhoneNumber) -> None:
    for _ in range(1_000):
        tenant.messages.send(draft())
        tenant.messages.receive(PERSON, LINE, "Hello?")

    assert tenant.settle() == 3_000
