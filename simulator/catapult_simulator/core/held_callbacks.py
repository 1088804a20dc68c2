"""Callbacks that are held back until the POST that causes them has been answered."""

from threading import Condition

_TIMEOUT_SECONDS = 60.0  # longer than the HTTP server lets a client take to read its answer


class HeldCallbacks:
    """The messages whose POST has not been answered yet. Thread-safe."""

    def __init__(self) -> None:
        self._message_ids: set[str] = set()
        self._released = Condition()

    def hold(self, message_id: str) -> None:
        """Hold this message's callbacks until its POST has been answered."""
        self._message_ids.add(message_id)

    def release(self, message_id: str) -> None:
        """The answer has been written to the socket, or the client has left."""
        with self._released:
            self._message_ids.discard(message_id)
            self._released.notify_all()

    def wait_for(self, message_id: str) -> None:
        """Return when this message's callbacks are no longer held. Usually at once."""
        if message_id in self._message_ids:
            with self._released:
                self._released.wait_for(
                    lambda: message_id not in self._message_ids, _TIMEOUT_SECONDS
                )
