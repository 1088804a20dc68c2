"""Callbacks that are held back until the POST that causes them has been answered."""

from collections.abc import Callable
from threading import Condition, Lock
from typing import Literal

_TIMEOUT_SECONDS = 60.0  # longer than the HTTP server lets a client take to read its answer

Action = Callable[[], object]
# Of the POST of a message: answered, open, or open because a fault delays the answer, so that
# nobody should wait for it.
PostState = Literal["answered", "open", "delayed"]
POST_STATES: tuple[PostState, ...] = ("answered", "open", "delayed")


class HeldCallbacks:
    """The messages whose POST has not been answered yet. Thread-safe."""

    def __init__(self) -> None:
        self._actions: dict[str, list[Action]] = {}
        self._delayed: set[str] = set()
        self._lock = Lock()
        self._changed = Condition(self._lock)
        self._waiting = 0

    def hold(self, message_id: str, post: PostState) -> None:
        """Hold this message's callbacks until its POST has been answered: not at all if it has."""
        if post == "answered":
            return
        if post == "delayed":
            self._delayed.add(message_id)
        self._actions[message_id] = []

    def release(self, message_id: str) -> None:
        """The answer has been written to the socket, or the client has left."""
        with self._lock:
            actions = self._actions.pop(message_id, ())
            self._delayed.discard(message_id)
            if self._waiting:
                self._changed.notify_all()
        for action in actions:
            action()

    def release_all(self) -> None:
        """Hold nothing any more: the world has been retired."""
        for message_id in list(self._actions):
            self.release(message_id)

    def when_released(self, message_id: str, action: Action) -> None:
        """Run `action` when this message's callbacks are no longer held: usually at once."""
        with self._lock:
            if message_id in self._actions:
                self._actions[message_id].append(action)
                return
        action()

    def wait_for(self, message_id: str) -> bool:
        """Return when this message's callbacks are no longer held: usually at once.

        False, at once, where the answer is delayed on purpose.
        """
        if message_id not in self._actions:
            return True
        with self._lock:
            self._waiting += 1
            try:
                return message_id not in self._delayed and self._changed.wait_for(
                    lambda: message_id not in self._actions, _TIMEOUT_SECONDS
                )
            finally:
                self._waiting -= 1
