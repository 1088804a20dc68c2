"""The tenant: advancing its time, from outside and from within a webhook."""

from collections.abc import Callable
from threading import Event, Thread

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callbacks import Callback, RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import NotSettled, Tenant, WrongClock
from catapult_simulator.core.time.clock import VirtualClock
from core.webhooks import Webhook

PATIENCE = 20.0
START_MS = VirtualClock().now_ms()


def test_advance_moves_the_clock_by_exactly_the_seconds_given(tenant: Tenant) -> None:
    tenant.advance(5)
    tenant.advance(0.5)
    tenant.advance(0)

    assert tenant.now_ms == START_MS + 5500
    assert tenant.now_text == "2019-05-01T12:00:05Z"


def test_advance_returns_the_number_of_timers_run(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft(receipt_requested="all"))

    assert [tenant.advance(0.1), tenant.advance(10), tenant.advance(10)] == [1, 2, 0]


def test_every_timer_runs_at_its_due_time(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    tenant.messages.send(draft(callback_url=EVENTS_URL, receipt_requested="all"))

    tenant.advance(3600)

    moments = [entry.at_ms - START_MS for entry in tenant.journal]
    assert moments == [100, 250, 250, 1000, 1000, 3_600_000]


@pytest.mark.parametrize("seconds", [-1, -0.001, float("nan")])
def test_time_does_not_run_backwards(tenant: Tenant, seconds: float) -> None:
    with pytest.raises(ValueError, match="cannot advance by"):
        tenant.advance(seconds)


def test_settle_runs_all_timers(tenant: Tenant, line: PhoneNumber) -> None:
    for _ in range(3):
        tenant.messages.send(draft(receipt_requested="all"))

    assert tenant.settle() == 9
    assert tenant.settle() == 0
    assert {message.state for message in tenant.messages.find()} == {"sent"}


def test_two_numbers_that_answer_each_other_for_ever_never_settle(
    shop: Tenant, webhook: Webhook
) -> None:
    application_id = shop.phone_numbers.get(LINE).application_id
    shop.phone_numbers.allocate(SECOND_LINE, application_id=application_id)
    webhook.react = lambda callback: shop.messages.send(
        draft(from_=callback.payload["to"], to=callback.payload["from"])
    )
    shop.messages.send(draft(to=SECOND_LINE))
    shop.rules = shop.rules.but(carrier_ms=600_000)

    with pytest.raises(NotSettled, match=r"timers are still due:\n  message m-\w+ to \+1\d+ is"):
        shop.settle()


@pytest.mark.parametrize(
    ("verb", "call"),
    [
        ("advance", lambda tenant: tenant.advance(1)),
        ("advance", lambda tenant: tenant.advance_to(tenant.now)),
        ("settle", lambda tenant: tenant.settle()),
    ],
)
def test_a_tenant_on_a_wall_clock_cannot_be_advanced(
    verb: str, call: Callable[[Tenant], object]
) -> None:
    tenant = Simulator(clock="wall").open_tenant()

    with pytest.raises(WrongClock, match=f"cannot {verb}"):
        call(tenant)


def test_an_app_may_answer_from_within_its_webhook(shop: Tenant, webhook: Webhook) -> None:
    webhook.react = lambda callback: shop.messages.send(draft(text="we are open"))

    shop.receive_message(from_=PERSON, to=LINE, text="open?")

    assert [message.text for message in shop.messages.find()] == ["we are open", "open?"]
    shop.settle()
    assert shop.messages.find(direction="out")[0].state == "sent"


def test_time_cannot_be_advanced_from_within_a_webhook(shop: Tenant, webhook: Webhook) -> None:
    refused: list[str] = []

    def advance(callback: Callback) -> None:
        with pytest.raises(AlreadyRunning) as busy:
            shop.advance(5)
        refused.append(str(busy.value))

    webhook.react = advance
    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert len(refused) == 1
    assert shop.advance(5) == 0


def test_a_message_received_during_a_webhook_has_its_callback_after_it(
    shop: Tenant, webhook: Webhook
) -> None:
    def another(callback: Callback) -> None:
        webhook.react = lambda callback: None
        assert shop.receive_message(from_=PERSON, to=LINE, text="two").attempts == ()
        assert webhook.texts == ["one"]

    webhook.react = another

    shop.receive_message(from_=PERSON, to=LINE, text="one")

    assert webhook.texts == ["one", "two"]


def test_calls_of_two_threads_wait_for_their_turn(shop: Tenant, webhook: Webhook) -> None:
    """Both return after their own callback, and neither is taken for a call from a webhook."""
    attempts: list[int] = []

    def receive(text: str) -> None:
        inbound = shop.receive_message(from_=PERSON, to=LINE, text=text)
        attempts.append(len(inbound.attempts))

    threads = [Thread(target=receive, args=(f"{number}",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert attempts == [1] * 20
    assert sorted(webhook.texts, key=int) == [f"{number}" for number in range(20)]


def test_an_answer_that_a_fault_delays_does_not_hold_up_time(
    shop: Tenant, webhook: Webhook
) -> None:
    delayed = shop.messages.send(draft(text="late", callback_url=APP_URL), post="delayed")
    shop.messages.send(draft(text="prompt", callback_url=APP_URL))

    shop.advance(5)
    assert webhook.texts == ["prompt"]
    shop.messages.answer_sent(delayed)
    shop.settle()

    assert webhook.texts == ["prompt", "late"]


def test_an_answer_on_its_way_is_waited_for(shop: Tenant, webhook: Webhook) -> None:
    message = shop.messages.send(draft(text="soon", callback_url=APP_URL), post="open")
    advancing = Thread(target=shop.advance, args=(5,))
    advancing.start()

    shop.messages.answer_sent(message)

    advancing.join(PATIENCE)
    assert webhook.texts == ["soon"]


def test_a_message_received_from_another_thread_inside_a_webhook_is_refused_and_not_lost(
    shop: Tenant, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.core.runner._WEBHOOK_SECONDS", 0.05)
    entered, leave = Event(), Event()

    def wait(callback: Callback) -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    webhook.react = wait
    turning = Thread(
        target=shop.receive_message, kwargs={"from_": PERSON, "to": LINE, "text": "one"}
    )
    turning.start()
    assert entered.wait(PATIENCE)

    with pytest.raises(AlreadyRunning, match="waits for a callback"):
        shop.receive_message(from_=PERSON, to=LINE, text="two")
    leave.set()
    turning.join(PATIENCE)

    assert webhook.texts == ["one", "two"]


def test_no_lock_is_held_while_a_callback_is_under_way(shop: Tenant, webhook: Webhook) -> None:
    found: list[int] = []

    def ask_from_another_thread(callback: Callback) -> None:
        asking = Thread(target=lambda: found.append(len(shop.messages.find())))
        asking.start()
        asking.join(PATIENCE)

    webhook.react = ask_from_another_thread

    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert found == [1]


def test_after_an_interrupt_time_can_be_advanced_again(shop: Tenant, webhook: Webhook) -> None:
    def interrupt(callback: Callback) -> None:
        raise KeyboardInterrupt

    webhook.react = interrupt
    with pytest.raises(KeyboardInterrupt):
        shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert shop.advance(1) == 0


def test_threads_share_an_account(tenant: Tenant, line: PhoneNumber) -> None:
    def send() -> None:
        for _ in range(200):
            tenant.messages.send(draft())

    senders = [Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    tenant.settle()

    found = tenant.messages.find()
    assert len({message.id for message in found}) == 800
    assert {message.state for message in found} == {"sent"}
