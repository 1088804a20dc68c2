"""Timers and callbacks that are still due, in words; and waiting for news of an account."""

from threading import Event, Thread

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, draft
from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed
from core.webhooks import Webhook

SOON = 5.0  # real seconds; every wait here ends long before


def due(tenant: Tenant) -> list[str]:
    return [str(each) for each in tenant.pending()]


def test_nothing_is_due_in_a_new_account(tenant: Tenant) -> None:
    assert tenant.pending() == []


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "in 0.1 s: message {id} to +19195550001 is queued"),
        (0.1, "in 0.15 s: message {id} to +19195550001 is being sent"),
        (0.25, "in 0.75 s: message {id} to +19195550001 waits for its carrier's report"),
    ],
)
def test_a_message_says_what_it_waits_for(
    tenant: Tenant, line: PhoneNumber, seconds: float, expected: str
) -> None:
    message = tenant.messages.send(draft(receipt_requested="all"))

    tenant.advance(seconds)

    assert due(tenant) == [expected.format(id=message.id)]


def test_a_callback_that_is_due_names_url_and_message_without_secrets(shop: Tenant) -> None:
    application_id = shop.phone_numbers.get(LINE).application_id
    url = "http://user:hush@app.test/sms"
    shop.applications.update(str(application_id), {"incoming_message_url": url})

    received = shop.start_receiving(from_=PERSON, to=LINE, text="hi")

    assert due(shop) == [f"now: callback POST {APP_URL} about message {received.message.id}"]


def test_a_callback_that_waits_for_its_answer_is_pending(shop: Tenant, webhook: Webhook) -> None:
    seen: list[Pending] = []
    webhook.react = lambda callback: seen.extend(shop.pending())

    inbound = shop.receive_message(from_=PERSON, to=LINE, text="hi")

    about = f"callback POST {APP_URL} about message {inbound.message.id}"
    assert [each.what for each in seen] == [f"{about} waits for the app's answer"]
    assert shop.pending() == []


def test_the_soonest_comes_first(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", to=PERSON, delay_ms=5000, times=1))
    slow = tenant.messages.send(draft(callback_url=EVENTS_URL))
    tenant.advance(0.2)
    quick = tenant.messages.send(draft(to="+19195550002"))

    assert [each.what.split()[1] for each in tenant.pending()] == [quick.id, slow.id]


def found(tenant: Tenant) -> str | None:
    """The id of the newest message, if there is one."""
    return next((message.id for message in tenant.messages.find()), None)


def test_a_wait_looks_at_once(tenant: Tenant, line: PhoneNumber) -> None:
    message = tenant.messages.send(draft())

    assert tenant._wait_until(lambda: found(tenant), SOON) == message.id


def test_a_wait_ends_with_nothing_when_its_time_is_over(tenant: Tenant) -> None:
    looks: list[None] = []

    assert tenant._wait_until(lambda: looks.append(None), 0.01) is None
    assert len(looks) >= 2  # the last one after that time


def meanwhile(looked: Event, act: Thread) -> None:
    """Act once a wait has looked in vain."""
    assert looked.wait(SOON)
    act.start()


def wait(tenant: Tenant, act: Thread) -> str | None:
    looked = Event()

    def look() -> str | None:
        message_id = found(tenant)
        looked.set()
        return message_id

    Thread(target=meanwhile, args=(looked, act)).start()
    try:
        return tenant._wait_until(look, SOON)
    finally:
        act.join(SOON)


def test_a_message_that_another_thread_sends_ends_a_wait(tenant: Tenant, line: PhoneNumber) -> None:
    sent = wait(tenant, Thread(target=lambda: tenant.messages.send(draft())))

    assert sent == tenant.messages.find()[0].id


def test_a_wait_goes_on_after_a_reset(tenant: Tenant, line: PhoneNumber) -> None:
    def act() -> None:
        tenant.reset()
        tenant.phone_numbers.allocate(LINE)
        tenant.messages.send(draft())

    assert wait(tenant, Thread(target=act)) == tenant.messages.find()[0].id


def test_closing_the_account_ends_a_wait(tenant: Tenant) -> None:
    with pytest.raises(TenantClosed):
        wait(tenant, Thread(target=tenant.close))


def test_a_webhook_on_the_thread_of_the_account_cannot_wait(shop: Tenant, webhook: Webhook) -> None:
    refused: list[str] = []

    def react(callback: Callback) -> None:
        try:
            shop._wait_until(lambda: None, SOON)
        except AlreadyRunning as problem:
            refused.append(str(problem))

    webhook.react = react
    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert "Let it return, and wait in the test" in refused[0]


def test_nothing_watches_an_account_after_a_wait(tenant: Tenant) -> None:
    tenant._wait_until(lambda: None, 0)
    wait_for_nothing = tenant._wait_until(lambda: None, 0.001)

    assert wait_for_nothing is None
    assert tenant.messages._store._watchers == []
    assert tenant.journal._listeners == []
