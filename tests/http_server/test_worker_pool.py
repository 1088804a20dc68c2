"""The worker pool: what happens while the system gives no threads."""

from threading import Event, Thread
from typing import NoReturn

import pytest

from catapult_simulator.http_server.worker_pool import NoThreadError, WorkerPool
from http_server.server_support import PATIENCE, Wire, closing, echo, request, serving, talk


def refuse_to_start(thread: Thread) -> NoReturn:
    raise RuntimeError("can't start new thread")


@pytest.fixture
def no_threads(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr("catapult_simulator.http_server.worker_pool.Thread.start", refuse_to_start)
    return monkeypatch


def test_a_pool_recovers_when_threads_can_be_had_again(no_threads: pytest.MonkeyPatch) -> None:
    pool = WorkerPool(most=2)
    for _ in range(3):
        with pytest.raises(NoThreadError):
            pool.submit(lambda: "lost")
    no_threads.undo()

    assert pool.submit(lambda: "run").result(PATIENCE) == "run"
    pool.stop()


def test_a_task_without_a_thread_of_its_own_waits_for_one_of_the_pool(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool, entered, leave = WorkerPool(most=2), Event(), Event()
    pool.submit(lambda: hold(entered, leave))
    assert entered.wait(PATIENCE)
    monkeypatch.setattr(Thread, "start", refuse_to_start)

    waiting = pool.submit(lambda: "run")
    assert not waiting.done()
    leave.set()

    assert waiting.result(PATIENCE) == "run"
    pool.stop()


def hold(entered: Event, leave: Event) -> None:
    entered.set()
    leave.wait(PATIENCE)


def test_a_task_that_fails_leaves_its_thread_alive() -> None:
    pool = WorkerPool(most=1)

    failed = pool.submit(lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        failed.result(PATIENCE)
    assert pool.submit(lambda: "run").result(PATIENCE) == "run"
    pool.stop()


def test_after_stop_tasks_run_on_the_calling_thread() -> None:
    pool = WorkerPool(most=1)
    pool.stop()

    assert pool.submit(lambda: "run").done()


def test_without_any_thread_a_worker_path_is_503_and_an_inline_path_200(
    no_threads: pytest.MonkeyPatch,
) -> None:
    no_threads.undo()
    with serving(echo, inline=lambda path: path == "/inline") as port, Wire(port) as wire:
        no_threads.setattr(
            "catapult_simulator.http_server.worker_pool.Thread.start", refuse_to_start
        )
        refused = wire.send(request("/worker")).answer()[0].status
        inline = wire.send(request("/inline")).answer()[0].status
        no_threads.undo()

        assert (refused, inline) == (503, 200)
        assert talk(port, closing("/worker")).endswith(b"/worker ")
