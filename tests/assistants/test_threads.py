"""Calls of tools on threads: results, errors, cancelled calls, and how many there are."""

from threading import Event
from threading import enumerate as threads

import anyio
import pytest
from mcp.server.mcpserver.exceptions import ToolError

from catapult_simulator.assistants.threads import MOST_CALLS, on_thread
from receivers import PATIENCE


def test_a_call_gives_the_result_of_the_method() -> None:
    assert anyio.run(on_thread(lambda: "done")) == "done"


def test_a_call_raises_what_the_method_raises() -> None:
    def fail() -> str:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        anyio.run(on_thread(fail))


def test_nobody_waits_for_a_cancelled_call() -> None:
    begun, released = Event(), Event()

    def linger() -> str:
        begun.set()
        released.wait(PATIENCE)
        return ""

    async def cancel() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(on_thread(linger))
            await anyio.to_thread.run_sync(begun.wait, PATIENCE)
            group.cancel_scope.cancel()

    anyio.run(cancel)

    (left,) = [thread for thread in threads() if thread.name == "tool linger"]
    assert left.daemon
    released.set()
    left.join(PATIENCE)


def test_a_call_too_many_is_refused() -> None:
    released = Event()

    def block() -> str:
        released.wait(PATIENCE)
        return "done"

    async def call_often() -> list[str]:
        answers: list[str] = []

        async def call() -> None:
            try:
                answers.append(await on_thread(block)())
            except ToolError as error:
                answers.append(str(error))
                released.set()

        async with anyio.create_task_group() as group:
            for _ in range(MOST_CALLS + 1):
                group.start_soon(call)
        return answers

    refusal, *others = anyio.run(call_often)

    assert refusal == "20 calls are under way; call again when one is done"
    assert others == ["done"] * MOST_CALLS
