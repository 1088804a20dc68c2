"""A call that is interrupted stops at once, and leaves the account as it is."""

from collections.abc import Callable
from threading import Thread

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator import sent
from catapult_simulator.core.interruption import (
    Interrupted,
    Interrupter,
    interruptible,
    interruption,
)
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from core.webhooks import Webhook

PATIENCE = 20.0


def test_between_two_callbacks_it_stops(shop: Tenant, webhook: Webhook) -> None:
    interrupter = Interrupter()
    webhook.react = lambda callback: interrupter.interrupt()
    for text in ("one", "two"):
        shop.messages.receive(PERSON, LINE, text)

    with interruptible(interrupter), pytest.raises(Interrupted):
        shop.settle()

    assert webhook.texts == ["one"]
    shop.settle()
    assert webhook.texts == ["one", "two"]


def test_an_interruption_that_came_before_is_not_lost() -> None:
    interrupter = Interrupter()
    interrupter.interrupt()

    with pytest.raises(Interrupted), interrupter.waking(lambda: None):
        raise AssertionError("it was interrupted before")


def test_whoever_waits_is_woken() -> None:
    interrupter, woken = Interrupter(), list[str]()

    with pytest.raises(Interrupted), interrupter.waking(lambda: woken.append("here")):
        interrupter.interrupt()
    interrupter.interrupt()

    assert woken == ["here"]


def test_a_call_that_nobody_interrupts_goes_on() -> None:
    with interruption().waking(pytest.fail):
        interruption().check()


def test_a_call_is_interrupted_by_its_own_interrupter_only(shop: Tenant) -> None:
    interrupter = Interrupter()
    with interruptible(interrupter):
        pass
    interrupter.interrupt()

    assert shop.settle() == 0


class Interrupting:
    """A text that none equals. The first comparison has a thread interrupt the call."""

    def __init__(self, interrupter: Interrupter) -> None:
        self.threads = [Thread(target=interrupter.interrupt)]

    def __eq__(self, text: object) -> bool:
        while self.threads:
            self.threads.pop().start()
        return False

    __hash__ = None  # type: ignore[assignment]  # as any object with == may have it


@pytest.mark.parametrize(
    "wait",
    [
        lambda tenant, text: tenant.wait_for(sent(text=text), timeout=PATIENCE),
        lambda tenant, text: tenant.phone(PERSON).wait_for_reply(text, timeout=PATIENCE),
    ],
    ids=["wait_for", "wait_for_reply"],
)
def test_waiting_is_interrupted(
    tenant: Tenant, line: PhoneNumber, wait: Callable[[Tenant, object], object]
) -> None:
    interrupter = Interrupter()
    tenant.messages.send(draft())

    with interruptible(interrupter), pytest.raises(Interrupted):
        wait(tenant, Interrupting(interrupter))


def test_waiting_for_a_wall_clock_is_interrupted() -> None:
    tenant = Simulator(clock="wall").open_tenant()
    app = tenant.applications.create("shop", incoming_message_url="http://app.test")
    tenant.phone_numbers.allocate(LINE, application_id=app.id)
    tenant._network.wall_time = NoTime()
    interrupter = Interrupter()
    tenant.journal.subscribe(interrupter.interrupt, after=tenant.journal.next_number - 1)

    with interruptible(interrupter), pytest.raises(Interrupted):
        tenant.receive_message(from_=PERSON, to=LINE, text="hi")


class NoTime:
    """A wall clock of a server that is too busy to send anything."""

    def timer_set(self, world: object, due_ms: int) -> None:
        """Runs it never."""

    def forget(self, world: object) -> None:
        """Has nothing of it."""
