"""MemorySocket: what a synchronous HTTP client takes for a socket that is connected to the API."""

import io
from collections.abc import Callable
from errno import ECONNRESET
from threading import Event
from typing import Any

from catapult_simulator.http_server.in_process import Answer


class MemorySocket:
    """`ask` takes the bytes that are sent; it gives the answer once they are a whole request.

    Timeouts are in seconds.
    """

    def __init__(self, ask: Callable[[bytes], Answer | None], timeout: Any = None) -> None:
        self._ask = ask
        self._answer: Answer | None = None
        self.settimeout(timeout)

    def settimeout(self, timeout: Any) -> None:
        self._timeout = timeout if isinstance(timeout, int | float) else None

    def gettimeout(self) -> float | None:
        return self._timeout

    def sendall(self, data: Any, flags: int = 0) -> None:
        self._answer = self._ask(bytes(data)) or self._answer

    def send(self, data: Any, flags: int = 0) -> int:
        self.sendall(data)
        return len(data)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """The answer as a stream: empty where the request is incomplete."""
        return io.BufferedReader(_Received(self._answer, self._timeout))

    def setsockopt(self, *_: object) -> None:
        """There is nothing to set."""

    def shutdown(self, how: int) -> None:
        """There is nothing to tell the other side."""

    def close(self) -> None:
        """There is nothing to close."""


def await_answer(answer: Answer, timeout: float | None) -> None:
    """Wait until the answer arrives. Raises TimeoutError, and ConnectionResetError for a reset."""
    if timeout is not None and answer.delay > timeout:
        Event().wait(timeout)
        raise TimeoutError("timed out")
    if answer.delay:
        Event().wait(answer.delay)
    if answer.fault == "reset":
        raise ConnectionResetError(ECONNRESET, "Connection reset by peer")


class _Received(io.RawIOBase):
    def __init__(self, answer: Answer | None, timeout: float | None) -> None:
        self._answer, self._timeout = answer, timeout
        self._bytes: io.BytesIO | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._bytes is None:
            self._bytes = io.BytesIO(self._arrived())
        return self._bytes.readinto(buffer)

    def _arrived(self) -> bytes:
        if self._answer is None:
            return b""
        await_answer(self._answer, self._timeout)
        return self._answer.wire
