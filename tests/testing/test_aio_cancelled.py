"""A verb of `catapult.aio` that is cancelled: it stops, and the account can be used."""

import asyncio

import pytest

from builders import LINE, PERSON
from catapult_simulator import Catapult, called
from testing.loop_app import Event, LoopApp
from testing.test_aio import PATIENCE, on_a_loop, verbs_under_way


class Hanging:
    """A webhook that never returns."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()

    async def __call__(self, event: Event) -> None:
        self.entered.set()
        await asyncio.Event().wait()


async def cancelled(task: "asyncio.Task[object]") -> None:
    """Cancel `task`: no thread of it is left then."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert verbs_under_way() == []


@on_a_loop
async def test_a_callback_that_hangs_is_broken_off(account: Catapult, app: LoopApp) -> None:
    app.react = hanging = Hanging()
    text = account.aio.receive_message(from_=PERSON, to=LINE, text="one")
    receiving: asyncio.Task[object] = asyncio.create_task(text)
    await hanging.entered.wait()

    await cancelled(receiving)

    app.react = LoopApp().react
    inbound = await account.aio.receive_message(from_=PERSON, to=LINE, text="two")
    assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
    assert [entry.detail["status"] for entry in account.journal.entries(kind="callback")] == [200]


@on_a_loop
async def test_other_callbacks_are_still_due(account: Catapult, app: LoopApp) -> None:
    app.react = hanging = Hanging()
    for text in ("one", "two"):
        account.messages.receive(PERSON, LINE, text)
    settling: asyncio.Task[object] = asyncio.create_task(account.aio.settle())
    await hanging.entered.wait()

    await cancelled(settling)

    app.react = LoopApp().react
    await account.aio.settle()
    assert app.texts == ["one", "two"]
    account.assert_callback(text="two")


@on_a_loop
async def test_a_verb_that_waits_for_its_turn_stops(account: Catapult, app: LoopApp) -> None:
    app.react = hanging = Hanging()
    account.messages.receive(PERSON, LINE, "one")
    first: asyncio.Task[object] = asyncio.create_task(account.aio.settle())
    await hanging.entered.wait()
    second: asyncio.Task[object] = asyncio.create_task(account.aio.settle())
    await asyncio.sleep(0)

    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second

    await cancelled(first)


@on_a_loop
async def test_waiting_stops(account: Catapult, app: LoopApp) -> None:
    wait = account.aio.wait_for(called(status=500), timeout=PATIENCE)
    waiting: asyncio.Task[object] = asyncio.create_task(wait)
    await asyncio.sleep(0)

    await cancelled(waiting)


@on_a_loop
async def test_a_time_limit_of_asyncio_is_kept(account: Catapult, app: LoopApp) -> None:
    app.react = Hanging()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await account.aio.receive_message(from_=PERSON, to=LINE, text="one")

    assert verbs_under_way() == []


def test_a_loop_that_ends_takes_its_verbs_along() -> None:
    @on_a_loop
    async def leave(account: Catapult, app: LoopApp) -> None:
        app.react = hanging = Hanging()
        text = account.aio.receive_message(from_=PERSON, to=LINE, text="one")
        leave.task = asyncio.create_task(text)  # type: ignore[attr-defined]  # keeps it
        await hanging.entered.wait()

    leave()
