"""Waiting for an app that works in another thread: without sleeping, and not for ever."""

from collections.abc import Callable
from threading import Event, Thread

import pytest

from builders import APP_URL, LINE, PERSON, draft
from catapult_simulator import NotSeen, called, received, sent
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.expectations.expectation import Expectation
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed
from core.webhooks import Webhook


class Waiter:
    """Waits on a thread of its own; `ready` is set once it has looked in vain."""

    def __init__(self, tenant: Tenant, expectation: Expectation[Message], count: int = 1) -> None:
        self.ready = Event()
        self.found: Message | None = None
        self.error: Exception | None = None
        self._watch(expectation)
        self._thread = Thread(target=self._wait, args=(tenant, expectation, count))
        self._thread.start()
        assert self.ready.wait(5)

    def _watch(self, expectation: Expectation[Message]) -> None:
        find = expectation._source

        def watched(*arguments: object) -> object:
            records = find(*arguments)  # type: ignore[arg-type]  # passed on
            self.ready.set()
            return records

        expectation._source = watched  # type: ignore[assignment]  # the same signature

    def _wait(self, tenant: Tenant, expectation: Expectation[Message], count: int) -> None:
        try:
            self.found = tenant.wait_for(expectation, timeout=30, count=count)
        except Exception as error:
            self.error = error

    def join(self) -> Message | None:
        self._thread.join(30)
        return self.found


def test_a_message_that_is_there_already_is_given_at_once(
    tenant: Tenant, line: PhoneNumber
) -> None:
    message = tenant.messages.send(draft())

    assert tenant.wait_for(sent(to=PERSON), timeout=0) == message


def test_a_message_that_an_app_sends_later_ends_the_wait(tenant: Tenant, line: PhoneNumber) -> None:
    waiter = Waiter(tenant, sent(to=PERSON, text="now"))

    tenant.messages.send(draft(text="not yet"))
    message = tenant.messages.send(draft(text="now"))

    assert waiter.join() == message


def test_a_new_state_ends_the_wait(tenant: Tenant, line: PhoneNumber) -> None:
    message = tenant.messages.send(draft())
    waiter = Waiter(tenant, sent(state="sent"))

    tenant.advance(1)

    assert waiter.join() == tenant.messages.get(message.id)


def test_a_wait_may_be_for_several(tenant: Tenant, line: PhoneNumber) -> None:
    waiter = Waiter(tenant, sent(), count=2)

    tenant.messages.send(draft(text="first"))
    second = tenant.messages.send(draft(text="second"))

    assert waiter.join() == second


def test_an_inbound_message_and_its_callback_can_be_waited_for(shop: Tenant) -> None:
    inbound = shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert shop.wait_for(received(text="hi"), timeout=0) == inbound.message
    assert shop.wait_for(called(url=APP_URL), timeout=0).message_id == inbound.message.id


def test_after_the_timeout_the_report_says_what_is_due(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft())

    with pytest.raises(NotSeen) as failed:
        tenant.wait_for(sent(state="sent"), timeout=0.01)

    lines = str(failed.value).splitlines()
    assert lines[0] == "no message was sent within 0.01 s with"
    assert "    state  'queued'" in lines
    assert "catapult.settle() lets it pass" in lines[-1]


def test_a_reset_does_not_end_a_wait(tenant: Tenant, line: PhoneNumber) -> None:
    waiter = Waiter(tenant, sent(to=PERSON))

    tenant.reset()
    tenant.phone_numbers.allocate(LINE)
    message = tenant.messages.send(draft())

    assert waiter.join() == message


def test_closing_the_account_ends_a_wait(tenant: Tenant) -> None:
    waiter = Waiter(tenant, sent())

    tenant.close()

    assert waiter.join() is None
    assert isinstance(waiter.error, TenantClosed)


def test_a_webhook_that_runs_on_the_test_s_thread_cannot_wait(
    shop: Tenant, webhook: Webhook
) -> None:
    caught: list[str] = []

    def react(callback: Callback) -> None:
        with pytest.raises(AlreadyRunning) as refused:
            shop.wait_for(sent())
        caught.append(str(refused.value))

    webhook.react = react
    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert caught[0].startswith("nothing can happen while a webhook waits")


def test_a_webhook_on_another_thread_that_waits_in_vain_is_told_for_what(
    shop: Tenant, webhook: Webhook
) -> None:
    caught: list[str] = []

    def wait() -> None:
        with pytest.raises(NotSeen) as failed:
            shop.wait_for(sent(text="never"), timeout=0.01)
        caught.append(str(failed.value))

    def react(callback: Callback) -> None:
        thread = Thread(target=wait)
        thread.start()
        thread.join()

    webhook.react = react
    inbound = shop.receive_message(from_=PERSON, to=LINE, text="hi")

    about = f"callback POST {APP_URL} about message {inbound.message.id}"
    assert f"now: {about} waits for the app's answer" in caught[0]


@pytest.mark.parametrize(
    ("wait", "error", "sentence"),
    [
        (lambda t: t.wait_for("sent"), TypeError, "pass sent"),
        (lambda t: t.wait_for(sent(), timeout=-1), ValueError, "timeout=-1; choose from 0 to 600"),
        (lambda t: t.wait_for(sent(), timeout=601), ValueError, "timeout=601; choose from 0"),
        (lambda t: t.wait_for(sent(), timeout="5"), TypeError, "timeout='5'; pass a number"),
        (lambda t: t.wait_for(sent(), count=0), ValueError, "count=0; choose from 1"),
    ],
    ids=["no expectation", "negative", "too long", "text", "no count"],
)
def test_a_wait_that_makes_no_sense_is_refused(
    tenant: Tenant, wait: Callable[[Tenant], object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        wait(tenant)
