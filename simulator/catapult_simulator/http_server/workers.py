"""Threads for calls that may take long, so that the event loop never waits."""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

logger = logging.getLogger("catapult_simulator")


class Workers:
    """A pool of at most `most` threads, started when first needed.

    Its threads are daemons, unlike those of `concurrent.futures`: a call that hangs must not keep
    the interpreter of somebody's test run from ending.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = Lock()
        self._idle = 0
        self._threads = 0
        self._stopped = False

    def submit(self, task: Callable[[], None]) -> None:
        """Run `task` soon, on some thread; after `stop`, on a thread of its own."""
        if self._stopped:
            Thread(target=task, name="catapult-worker", daemon=True).start()
            return
        self._tasks.put(task)
        if self._needs_thread():
            Thread(target=self._work, name="catapult-worker", daemon=True).start()

    def stop(self) -> None:
        """Let every thread end after what was submitted before."""
        with self._lock:
            self._stopped = True
            threads, self._threads, self._idle = self._threads, 0, 0
        for _ in range(threads):
            self._tasks.put(None)

    def _needs_thread(self) -> bool:
        with self._lock:
            if self._idle > 0:
                self._idle -= 1
                return False
            if self._threads >= self._most:
                return False
            self._threads += 1
            return True

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as problem:  # the outermost edge of this thread
                logger.error("a worker's task failed: %r", problem)
            with self._lock:
                self._idle += 1
