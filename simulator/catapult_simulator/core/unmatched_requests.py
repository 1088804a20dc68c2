"""UnmatchedRequests: those that no account owns, each with a reason in words.

Wrong credentials, paths outside of the API, and what is no HTTP: no tenant has a journal for them.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from catapult_simulator.core.masking import masked_text
from catapult_simulator.core.printable import printable
from catapult_simulator.core.time.clock import WallClock
from catapult_simulator.core.time.timestamps import wire_time

KEPT = 1000
_MAX_PATH = 300  # characters

Listener = Callable[["UnmatchedRequest"], object]


class UnmatchedRequest(NamedTuple):
    """One request. `number` never repeats, `at_ms` is real time; `path` is without its query."""

    number: int
    at_ms: int
    method: str
    path: str
    status: int
    reason: str

    def __str__(self) -> str:
        request = f"{self.method} {self.path} -> {self.status}: {self.reason}"
        return f"{wire_time(self.at_ms)} {printable(request)}"


class UnmatchedRequests:
    """The newest ones, in a ring. Safe from any thread."""

    def __init__(self, kept: int = KEPT) -> None:
        self._now_ms = WallClock().now_ms
        self._entries: deque[UnmatchedRequest] = deque(maxlen=kept)
        self._listeners: list[Listener] = []
        self._lock = Lock()
        self.next_number = 1

    def record(self, method: str, path: str, status: int, reason: str) -> None:
        """Keep a request, without secrets. A full ring drops its oldest one."""
        path, reason = masked_text(path[:_MAX_PATH]), masked_text(reason)
        with self._lock:
            entry = UnmatchedRequest(self.next_number, self._now_ms(), method, path, status, reason)
            self._entries.append(entry)
            self.next_number += 1
        for listener in tuple(self._listeners):
            listener(entry)

    def entries(self, after: int = 0) -> list[UnmatchedRequest]:
        """The requests with a number above `after`, oldest first."""
        return [entry for entry in tuple(self._entries) if entry.number > after]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for each new one. Returns a function that ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
