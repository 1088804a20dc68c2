"""Threads for calls that may block, so that the event loop never waits."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from threading import Condition, Thread, current_thread
from time import monotonic
from typing import Any, TypeVar

Result = TypeVar("Result")


class NoThreadError(RuntimeError):
    """The pool has no thread and the system gives none."""


class WorkerPool:
    """At most `most` threads, each started when there is a task for it.

    They are daemons, unlike those of `concurrent.futures`: a call that hangs must not keep the
    interpreter of a test run from ending.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: deque[Callable[[], None]] = deque()
        self._changed = Condition()
        self._idle = 0
        self._threads: set[Thread] = set()
        self._stopped = False

    def submit(self, work: Callable[[], Result]) -> "Future[Result]":
        """Run `work` on a thread, after `stop` on the calling one.

        Where the system gives no further thread, `work` waits for one of the pool; where the pool
        has none either, raises `NoThreadError`. The next call tries again.
        """
        future: Future[Result] = Future()
        with self._changed:
            if not self._stopped:
                self._provide_thread()
                self._tasks.append(partial(_run, work, future))
                self._changed.notify()
                return future
        _run(work, future)
        return future

    def stop(self) -> None:
        """End each thread once the tasks submitted before are done."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def join(self, seconds: float) -> bool:
        """Wait for the threads to end, after `stop`. False where one does not within `seconds`."""
        end = monotonic() + seconds
        for thread in self._threads - {current_thread()}:
            thread.join(max(0.0, end - monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _provide_thread(self) -> None:
        if self._idle > len(self._tasks) or len(self._threads) >= self._most:
            return
        thread = Thread(target=self._work, name="catapult-worker", daemon=True)
        try:
            thread.start()
        except RuntimeError as problem:  # "can't start new thread"
            if not self._threads:
                raise NoThreadError(str(problem)) from problem
            return
        self._threads.add(thread)

    def _work(self) -> None:
        while (task := self._next_task()) is not None:
            task()

    def _next_task(self) -> Callable[[], None] | None:
        with self._changed:
            while not self._tasks:
                if self._stopped:
                    return None
                self._idle += 1
                self._changed.wait()
                self._idle -= 1
            return self._tasks.popleft()


def _run(work: Callable[[], Any], future: "Future[Any]") -> None:
    try:
        result = work()
    except BaseException as problem:  # the caller gets it; the thread lives on
        future.set_exception(problem)
    else:
        future.set_result(result)
