"""Prompt: lines from a keyboard or a pipe, while other threads print."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from threading import RLock

from catapult_simulator.cli.terminal import Tone, clear_line, say, say_unfinished


class Prompt:
    """On a terminal, a line is edited with readline, which keeps a history; what is said meanwhile
    is printed above it. From a pipe, each line is repeated behind `text`: the output reads alike.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lock = RLock()
        self._waits = False
        self._is_closed = False
        self.is_interactive = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)

    def lines(self) -> Iterator[str]:
        """Each line that is typed, without blank ones, until the end of input, or Ctrl-C."""
        for line in self._typed() if self.is_interactive else self._piped():
            if line.strip():
                yield line.strip()

    def say(self, line: str, *, tone: Tone | None = None) -> None:
        """Print a line, from any thread."""
        with self._lock:
            if self._is_closed:
                return
            if self._waits:
                clear_line()
            say(line, tone=tone)
            if self._waits:
                say_unfinished(self._text + _typed_so_far())

    def close(self) -> None:
        """Let no thread print any more."""
        with self._lock:
            self._is_closed = True

    def _typed(self) -> Iterator[str]:
        with suppress(ImportError):  # `input` uses it once it is loaded
            import readline  # noqa: F401
        while True:
            try:
                yield self._ask()
            except (EOFError, KeyboardInterrupt):
                self.say("")
                return

    def _ask(self) -> str:
        with self._lock:
            self._waits = True
        try:
            return input(self._text)
        finally:
            with self._lock:
                self._waits = False

    def _piped(self) -> Iterator[str]:
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        for line in sys.stdin or ():
            self.say(f"{self._text}{line.strip()}")
            yield line


def _is_terminal(stream: object) -> bool:
    return isinstance(stream, TextIOWrapper) and stream.isatty()


def _typed_so_far() -> str:
    try:
        import readline
    except ImportError:  # Windows: what has been typed is no longer seen, but not lost
        return ""
    return readline.get_line_buffer()
