"""Reset: a new account with the same credentials, and without the timers of the old one."""

from threading import Event

import pytest

from builders import EVENTS_URL, LINE, PERSON, draft
from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from core.webhooks import Webhook


def test_after_a_reset_the_account_owns_nothing_but_its_name(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.faults.add(Fault("rest", delay_ms=1))
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    tenant.advance(60)
    credentials = tenant.credentials

    tenant.reset()

    assert tenant.credentials == credentials
    assert (len(tenant.messages), tenant.phone_numbers.find(), tenant.applications.find()) == (
        0,
        [],
        [],
    )
    assert (len(tenant.journal), tenant.faults.all(), tenant.errors.find()) == (0, [], [])
    assert tenant.now_text == "2019-05-01T12:00:00Z"


def test_the_numbers_of_journal_entries_go_on_after_a_reset(tenant: Tenant) -> None:
    tenant.advance(1)
    followed_to = tenant.journal.last().number

    tenant.reset()
    tenant.advance(1)

    assert [entry.kind for entry in tenant.journal.entries(after=followed_to)] == ["control"]


@pytest.mark.parametrize("verb", ["reset", "close"])
def test_who_waits_for_the_journal_is_woken_by(tenant: Tenant, verb: str) -> None:
    woken: list[int] = []
    tenant.journal.subscribe(lambda: woken.append(len(tenant.journal)), 0, "callback")

    getattr(tenant, verb)()

    assert woken == [0]


def test_entries_that_a_reset_cleared_were_not_missed(tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.reset()
    tenant.advance(1)

    assert tenant.journal.missed(0) == 0


def test_after_a_reset_the_same_calls_give_the_same_ids(tenant: Tenant) -> None:
    first = tenant.phone_numbers.allocate(LINE).id

    tenant.reset()

    assert tenant.phone_numbers.allocate(LINE).id == first


def test_on_a_wall_clock_a_reset_gives_new_ids() -> None:
    tenant = Simulator(clock="wall").open_tenant()
    first = tenant.phone_numbers.allocate(LINE).id

    tenant.reset()

    assert tenant.phone_numbers.allocate(LINE).id != first


@pytest.mark.parametrize(
    "seeds", [pytest.param(("s", None), id="simulator"), pytest.param((None, "s"), id="tenant")]
)
def test_with_a_seed_a_reset_gives_the_same_ids_on_a_wall_clock(
    seeds: tuple[str | None, str | None],
) -> None:
    tenant = Simulator(clock="wall", seed=seeds[0]).open_tenant(seed=seeds[1])
    first = tenant.phone_numbers.allocate(LINE).id

    tenant.reset()

    assert tenant.phone_numbers.allocate(LINE).id == first


def test_a_reset_keeps_the_rules(tenant: Tenant) -> None:
    tenant.rules = Rules.of("2018")

    tenant.reset()

    assert tenant.rules.profile.name == "2018"


def test_a_reset_cancels_all_timers(shop: Tenant, webhook: Webhook) -> None:
    shop.messages.send(draft(callback_url=EVENTS_URL))
    old = shop._world

    shop.reset()

    assert old.timeline.pending() == []
    assert shop.settle() == 0
    assert webhook.texts == []


def test_an_answer_sent_after_a_reset_starts_no_timer(shop: Tenant) -> None:
    """A reset can come between a message and the moment at which its answer is sent."""
    old, messages = shop._world, shop.messages
    message = messages.send(draft(callback_url=EVENTS_URL), post="open")
    shop.reset()

    messages.answer_sent(message)

    assert old.timeline.pending() == []


def test_an_app_may_reset_its_account_from_within_a_webhook(shop: Tenant, webhook: Webhook) -> None:
    webhook.react = lambda callback: shop.reset()

    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert len(shop.journal) == 0
    assert shop.advance(1) == 0


def test_a_callback_that_was_waiting_is_not_sent_after_a_reset(
    shop: Tenant, webhook: Webhook
) -> None:
    old = shop._world
    delivery = shop.messages.receive(PERSON, LINE, "hi").delivery
    assert isinstance(delivery, Delivery)
    shop.reset()

    deliver(old, delivery)

    assert webhook.texts == []
    assert delivery.finished.is_set()


def test_closing_an_account_cancels_its_timers(
    simulator: Simulator, tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.messages.send(draft())
    world = tenant._world

    simulator.close_tenant(tenant.user_id)

    assert world.timeline.pending() == []


def test_a_reset_ends_the_wait_for_a_callback(shop: Tenant) -> None:
    received = shop.messages.receive(PERSON, LINE, "Anybody there?")
    assert received.delivery is not None

    shop.reset()

    assert received.delivery.finished.is_set()
    assert received.delivery.attempts == []


def test_nobody_waits_for_a_callback_of_the_old_world(shop: Tenant) -> None:
    old_world, finished = shop._world, Event()
    shop.reset()

    old_world.schedule(0, lambda: [], on_cancel=finished.set)

    assert finished.is_set()
