"""LineWriter: lines to a stream that may be slow, full or gone, without holding anybody up."""

from collections import deque
from threading import Condition, Thread
from typing import TextIO

_WAITING = 10_000  # lines; more are left out, and counted
_END_SECONDS = 1.0


class LineWriter:
    """Writes on a thread of its own, started by the first line.

    A terminal that is paused, or a pipe that nobody reads, blocks whoever writes to it: that must
    not be the event loop.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: deque[str] = deque()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._left_out = 0
        self._closed = False

    def write(self, line: str) -> None:
        """Write `line` soon. Never blocks, never raises."""
        with self._changed:
            if self._closed:
                return
            if len(self._lines) >= _WAITING:
                self._left_out += 1
                return
            self._lines.append(line)
            self._start()
            self._changed.notify()

    def close(self) -> None:
        """Write what waits, within a second."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_END_SECONDS)

    def _start(self) -> None:
        if self._thread is None:
            thread = Thread(target=self._work, name="catapult-log", daemon=True)
            try:
                thread.start()
            except RuntimeError:  # the system has no more threads: the next line tries again
                return
            self._thread = thread

    def _work(self) -> None:
        while text := self._next_text():
            try:
                self._stream.write(text)
                self._stream.flush()
            except (OSError, ValueError):  # it is full or closed, and there is nowhere to say so
                return

    def _next_text(self) -> str:
        """All lines that wait; empty at the end."""
        with self._changed:
            while not self._lines and not self._closed:
                self._changed.wait()
            lines, left_out = list(self._lines), self._left_out
            self._lines.clear()
            self._left_out = 0
        if left_out:
            lines.append(f"{left_out} lines were left out: nobody reads so fast")
        return "".join(f"{line}\n" for line in lines)
