"""One account on a virtual clock, driven by many threads at once, also while it is reset."""

from collections.abc import Callable
from random import Random
from threading import Lock, Thread

import pytest

from builders import APP_URL, LINE, PERSON, draft
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.core.runner import Runner
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

PATIENCE = 30.0
THREADS, CALLS = 8, 40


class Counting:
    """A sender that counts callbacks by message."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str]] = []

    def send(self, callback: Callback, url: str) -> Outcome:
        payload = callback.payload
        state = payload.get("deliveryState", payload["state"])
        self.events.append((callback.message_id, state))
        return Outcome(200)


def open_shop(sender: Counting) -> Tenant:
    tenant = Simulator(callback_sender=sender).open_tenant()
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant


def run_threads(work: Callable[[int], None]) -> None:
    """Run `work` on every thread; raises the first error of any."""
    errors: list[BaseException] = []

    def caught(number: int) -> None:
        try:
            work(number)
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=caught, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not [thread for thread in threads if thread.is_alive()]
    if errors:
        raise errors[0]


@pytest.mark.parametrize("seed", range(3))
def test_every_call_returns_after_its_own_callbacks(seed: int) -> None:
    sender = Counting()
    tenant = open_shop(sender)
    sent: set[str] = set()
    lock = Lock()

    def work(number: int) -> None:
        random = Random(seed * THREADS + number)
        for _ in range(CALLS):
            choice = random.randrange(4)
            if choice == 0:
                inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")
                assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
            elif choice == 1:
                tenant.advance(random.random())
            elif choice == 2:
                tenant.settle()
            else:
                message = draft(callback_url=APP_URL, receipt_requested="all")
                with lock:
                    sent.add(tenant.messages.send(message).id)

    run_threads(work)
    tenant.settle()

    outbound = [event for event in sender.events if event[0] in sent]
    assert len(outbound) == len(set(outbound)) == 2 * len(sent)
    for message_id in sent:
        own = [state for each, state in outbound if each == message_id]
        assert own == ["waiting", "delivered"]


def test_what_another_thread_sends_at_the_end_of_settle_is_not_its_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tenant = open_shop(Counting())
    run_due = Runner.run_due

    def and_another_sends(self: Runner, until_ms: int, ran_one: Callable[[], object]) -> int:
        fired = run_due(self, until_ms, ran_one)
        tenant.messages.send(draft())
        return fired

    monkeypatch.setattr(Runner, "run_due", and_another_sends)

    assert tenant.settle() == 0
    assert tenant.settle() == 2  # queued and sending: those of the first message


def test_resets_between_calls_of_many_threads_stop_nothing() -> None:
    tenant = open_shop(Counting())

    def work(number: int) -> None:
        for turn in range(CALLS):
            if number == 0 and turn % 4 == 0:
                tenant.reset()
            elif turn % 2:
                tenant.advance(1)
            else:
                tenant.settle()

    run_threads(work)
    tenant.settle()
