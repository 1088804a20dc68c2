"""A verb that blocks the event loop on which its app would answer is refused, in words."""

import asyncio
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator import Catapult, Server, Simulator, sent
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.core.blocked_loop import LoopBlocked, require_free_loop
from receivers import app_listening
from testing.loop_app import Event, LoopApp
from testing.test_aio import on_a_loop, played

SENTENCE = (
    r"^the app at http://127\.0\.0\.1:\d+/sms runs on the event loop of this thread, and cannot "
    r"answer while this call blocks that; await it instead: `await catapult\.aio\.receive_message"
)
VERBS: dict[str, Callable[[Catapult], object]] = {
    "receive_message": lambda account: account.receive_message(from_=PERSON, to=LINE, text="x"),
    "advance": lambda account: account.advance(5),
    "settle": lambda account: account.settle(),
    "wait_for": lambda account: account.wait_for(sent()),
    "phone.text": lambda account: account.phone(PERSON).text("x"),
    "phone.wait_for_reply": lambda account: account.phone(PERSON).wait_for_reply(),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_would_wait_for_ever_is_refused(verb: str) -> None:
    @on_a_loop
    async def test(account: Catapult, app: LoopApp) -> None:
        account.messages.send(draft(text="soon", callback_url=app.url))

        with pytest.raises(LoopBlocked, match=SENTENCE):
            VERBS[verb](account)

    test()


@on_a_loop
async def test_a_callback_that_was_refused_is_still_due(account: Catapult, app: LoopApp) -> None:
    for text in ("one", "two"):
        with pytest.raises(LoopBlocked):
            account.receive_message(from_=PERSON, to=LINE, text=text)

    await account.aio.settle()

    assert app.texts == ["one", "two"]


@on_a_loop
async def test_inside_a_webhook_on_the_loop_it_is_refused_at_once(
    account: Catapult, app: LoopApp
) -> None:
    refused: list[str] = []

    async def settle(event: Event) -> None:
        app.react = LoopApp().react
        for verb in VERBS.values():
            with pytest.raises(LoopBlocked) as blocked:
                verb(account)
            refused.append(str(blocked.value))

    app.react = settle
    await account.aio.receive_message(from_=PERSON, to=LINE, text="open?")

    assert len(refused) == len(VERBS)


def test_on_a_wall_clock_it_is_refused_too() -> None:
    async def test(account: Catapult, app: LoopApp) -> None:
        called = asyncio.Event()

        async def note(event: Event) -> None:
            called.set()

        app.react = note
        with pytest.raises(LoopBlocked, match=SENTENCE):
            account.receive_message(from_=PERSON, to=LINE, text="x")
        await called.wait()  # by a thread of the server: the callback was sent all the same

    with Server(Simulator(clock="wall", tenant_type=Catapult)) as server:
        asyncio.run(played(server.simulator, test))


def test_an_app_on_another_thread_answers_a_test_that_is_async() -> None:
    sender = HttpSender()
    account = Simulator(callback_sender=sender).open_tenant()

    async def test() -> list[int | None]:
        server = await asyncio.start_server(Mock(), "127.0.0.1", 0)  # listens elsewhere
        inbound = account.receive_message(from_=PERSON, to=LINE, text="x")
        server.close()
        return [attempt.outcome.status for attempt in inbound.attempts]

    with app_listening() as app:
        shop = account.applications.create("shop", incoming_message_url=app.url)
        account.phone_numbers.allocate(LINE, application_id=shop.id)
        assert asyncio.run(test()) == [200]
    sender.close()


@pytest.mark.parametrize(
    "loop",
    [Mock(spec=[]), Mock(_selector=None), Mock(_selector=Mock(get_map=lambda: None))],
    ids=["no selector", "None", "closed"],
)
def test_a_loop_that_does_not_tell_is_trusted(
    loop: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catapult_simulator.core.blocked_loop._running_loop", lambda: loop)

    require_free_loop(["http://127.0.0.1:8000", None])


def test_what_is_no_socket_is_passed_over() -> None:
    async def test() -> None:
        loop = asyncio.get_running_loop()
        with open("/dev/null") as nothing, pytest.raises(PermissionError):  # noqa: PTH123
            loop.add_reader(nothing, Mock())
        require_free_loop(["http://127.0.0.1:8000"])

    asyncio.run(test())


@pytest.mark.parametrize("url", ["http://app.test:{}/sms", "http://10.0.0.1:{}", "http://[::2]:{}"])
@pytest.mark.parametrize("unused", [None])
def test_the_app_of_another_machine_is_elsewhere(url: str, unused: None) -> None:
    @on_a_loop
    async def test(account: Catapult, app: LoopApp) -> None:
        require_free_loop([url.format(app.port)])

    test()
