"""`catapult.aio`: the app answers on the event loop on which the test awaits."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator import (
    AlreadyRunning,
    Catapult,
    CatapultError,
    NotSeen,
    Server,
    Simulator,
    WrongClock,
    called,
    sent,
)
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.testing.aio import Aio
from catapult_simulator.testing.loop_call import call
from testing.loop_app import Event, LoopApp, loop_app

PATIENCE = 20.0
AsyncTest = Callable[[Catapult, LoopApp], Awaitable[None]]


def on_a_loop(test: AsyncTest) -> Callable[[], None]:
    """A test whose app runs on the same event loop. No thread of a verb is left afterwards."""

    def run() -> None:
        with closing(HttpSender()) as sender:
            simulator = Simulator(callback_sender=sender, tenant_type=Catapult)
            asyncio.run(played(simulator, test))
        assert verbs_under_way() == []

    run.__doc__ = test.__doc__
    return run


async def played(simulator: Simulator, test: AsyncTest) -> None:
    account = simulator.open_tenant()
    assert isinstance(account, Catapult)
    async with loop_app() as app:
        shop = account.applications.create("shop", incoming_message_url=app.url)
        account.phone_numbers.allocate(LINE, application_id=shop.id)
        await asyncio.wait_for(test(account, app), PATIENCE)


def verbs_under_way() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "catapult-aio"]


@on_a_loop
async def test_an_app_on_the_same_loop_answers(account: Catapult, app: LoopApp) -> None:
    inbound = await account.aio.receive_message(from_=PERSON, to=LINE, text="open?")

    assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
    assert app.texts == ["open?"]


@on_a_loop
async def test_time_is_advanced_and_settled(account: Catapult, app: LoopApp) -> None:
    start = account.now
    for _ in range(2):
        account.messages.send(draft(callback_url=app.url, receipt_requested="all"))

    fired = [
        await account.aio.advance(timedelta(milliseconds=250)),
        await account.aio.settle(),
        await account.aio.advance_to(start + timedelta(days=1)),
    ]

    assert fired == [4, 2, 0]
    assert [event["eventType"] for event in app.events] == ["sms"] * 4
    assert account.now == start + timedelta(days=1)


@on_a_loop
async def test_the_app_may_await_inside_its_webhook(account: Catapult, app: LoopApp) -> None:
    async def answer(event: Event) -> None:
        await asyncio.sleep(0)
        account.messages.send(draft(text="Yes."))

    app.react = answer
    await account.aio.receive_message(from_=PERSON, to=LINE, text="open?")

    account.assert_sent(to=PERSON, text="Yes.")


@on_a_loop
async def test_waiting_lets_other_tasks_of_the_loop_work(account: Catapult, app: LoopApp) -> None:
    waiting = asyncio.create_task(account.aio.wait_for(sent(text="Yes."), timeout=PATIENCE))
    await asyncio.sleep(0)
    account.messages.send(draft(text="Yes."))

    assert (await waiting).to == PERSON


@on_a_loop
async def test_a_person_texts_and_waits_for_the_reply(account: Catapult, app: LoopApp) -> None:
    async def answer(event: Event) -> None:
        account.messages.send(draft(text=f"{event['text']}? Yes."))

    app.react = answer
    phone = account.aio.phone(PERSON)
    inbound = await phone.text("open")
    await phone.send_picture(b"\xff\xd8\xff", "this?")
    reply = await phone.wait_for_reply("this?")
    await phone.opt_out()

    assert (phone.number, inbound.message.text, reply.text) == (PERSON, "open", "this?? Yes.")
    assert [message.text for message in phone.replies] == [
        "open? Yes.",
        "this?? Yes.",
        "STOP? Yes.",
    ]
    assert len(phone.conversation) == 6
    assert "+19195550001" in repr(phone)


@on_a_loop
async def test_a_scripted_person_answers(account: Catapult, app: LoopApp) -> None:
    account.aio.phone(PERSON).answers("YES")
    account.messages.send(draft(text="open?"))

    await account.aio.settle()

    assert app.texts == ["YES"]


@on_a_loop
async def test_errors_are_those_of_the_verb(account: Catapult, app: LoopApp) -> None:
    with pytest.raises(CatapultError, match="number-not-found"):
        await account.aio.receive_message(from_=PERSON, to="+19195559999", text="open?")
    with pytest.raises(ValueError, match="cannot advance by -1 s"):
        await account.aio.advance(-1)
    with pytest.raises(NotSeen, match="called"):
        await account.aio.wait_for(called(status=500), timeout=0)
    on_wall_clock = Simulator(clock="wall").open_tenant()
    with pytest.raises(WrongClock):
        await Aio(on_wall_clock).settle()


@on_a_loop
async def test_an_exception_that_no_future_can_hold_is_raised(
    account: Catapult, app: LoopApp
) -> None:
    with pytest.raises(RuntimeError, match="StopIteration was raised"):
        await call(lambda: next(iter(())))


@on_a_loop
async def test_a_webhook_cannot_await_the_account_that_awaits_it(
    account: Catapult, app: LoopApp
) -> None:
    refused: list[str] = []

    async def settle(event: Event) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("catapult_simulator.core.runner._WEBHOOK_SECONDS", 0.05)
            with pytest.raises(AlreadyRunning) as busy:
                await account.aio.settle()
        refused.append(str(busy.value))

    app.react = settle
    await account.aio.receive_message(from_=PERSON, to=LINE, text="open?")

    assert ["from inside a webhook" in sentence for sentence in refused] == [True]


@on_a_loop
async def test_verbs_of_two_tasks_wait_for_their_turn(account: Catapult, app: LoopApp) -> None:
    texts = [f"{number}" for number in range(10)]

    received = await asyncio.gather(
        *(account.aio.receive_message(from_=PERSON, to=LINE, text=text) for text in texts)
    )

    assert [len(inbound.attempts) for inbound in received] == [1] * 10
    assert sorted(app.texts) == texts


def test_on_a_wall_clock_the_app_answers_too() -> None:
    async def test(account: Catapult, app: LoopApp) -> None:
        inbound = await account.aio.receive_message(from_=PERSON, to=LINE, text="open?")
        assert [attempt.outcome.status for attempt in inbound.attempts] == [200]

    with Server(Simulator(clock="wall", tenant_type=Catapult)) as server:
        asyncio.run(played(server.simulator, test))


def test_outside_of_asyncio_the_verb_itself_is_named() -> None:
    settling = Aio(Simulator().open_tenant()).settle()

    with pytest.raises(RuntimeError, match="needs the event loop of asyncio, and none runs here"):
        settling.send(None)


def test_it_has_a_name() -> None:
    assert repr(Aio(Simulator().open_tenant())).endswith(".aio")
