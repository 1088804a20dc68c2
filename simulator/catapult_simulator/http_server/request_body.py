"""The body of a request: in memory when small, in an unnamed temporary file when large."""

from contextlib import suppress
from io import BytesIO
from typing import IO


class RequestBody:
    """Bytes are added in order, then read as often as needed.

    A body above `memory_bytes` goes to a temporary file, so that an upload costs no memory and
    leaves nothing behind. `add` and `complete` raise `OSError` when the disk does not take it.
    """

    __slots__ = ("_file", "_memory_bytes", "size")

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._file: IO[bytes] = BytesIO()
        self.size = 0

    def add(self, part: bytes) -> None:
        before, self.size = self.size, self.size + len(part)
        if before <= self._memory_bytes < self.size:
            self._move_to_disk()
        self._file.write(part)

    def complete(self) -> None:
        """Nothing more is added: what the disk does not take is known now, not when it is read."""
        self._file.flush()

    def open(self) -> IO[bytes]:
        """The body as a stream, from its start."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        with suppress(OSError):  # bytes that the disk did not take: nobody wants them any more
            self._file.close()

    def _move_to_disk(self) -> None:
        from tempfile import TemporaryFile  # its import costs 10 ms: only large uploads pay

        content = self.open().read()
        self._file = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._file.write(content)
