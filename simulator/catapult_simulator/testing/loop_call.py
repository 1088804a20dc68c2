"""Awaiting a function that blocks, on a thread of its own that ends with it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

from catapult_simulator.core.interruption import Interrupted, Interrupter, interruptible
from catapult_simulator.testing.awaiting_loop import AWAITING

T = TypeVar("T")

# How long a cancelled call may take to end before the test goes on without it. It ends at once,
# unless it waits for an app without a port.
_PATIENCE_SECONDS = 1.0


async def call(function: Callable[[], T]) -> T:
    """The result of `function`, which runs on another thread meanwhile.

    Where the awaiting task is cancelled, the function is interrupted, and its thread has ended when
    CancelledError is raised. Raises RuntimeError outside of asyncio.
    """
    done: asyncio.Future[T] = _running_loop().create_future()
    interrupter = Interrupter()
    context = copy_context()
    target = _reporting(function, done, interrupter)
    context.run(AWAITING.set, done.get_loop())
    thread = Thread(target=context.run, args=(target,), name="catapult-aio", daemon=True)
    thread.start()
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError:
        interrupter.interrupt()
        await asyncio.wait({done}, timeout=_PATIENCE_SECONDS)
        raise
    finally:
        if done.done():
            thread.join()  # it has nothing left to do


def _running_loop() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(_NO_LOOP) from None


def _reporting(
    function: Callable[[], T], done: "asyncio.Future[T]", interrupter: Interrupter
) -> Callable[[], None]:
    """`function` as the target of a thread: its result, or its exception, goes to `done`."""
    loop = done.get_loop()

    def target() -> None:
        resolve: Callable[[], object]
        try:
            with interruptible(interrupter):
                result = function()
        except Interrupted:
            resolve = done.cancel
        except BaseException as error:  # whatever it is, the awaiting task must hear of it
            problem = error
            resolve = lambda: done.set_exception(_raisable(problem))  # noqa: E731
        else:
            resolve = lambda: done.set_result(result)  # noqa: E731
        with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: done.done() or resolve())

    return target


def _raisable(error: BaseException) -> BaseException:
    """`error`, or one that says so: a future cannot hold StopIteration."""
    if not isinstance(error, StopIteration):
        return error
    raised = RuntimeError("StopIteration was raised")
    raised.__cause__ = error
    return raised


_NO_LOOP = (
    "catapult.aio needs the event loop of asyncio, and none runs here; in a test without one, "
    "call the same method of catapult itself"
)
