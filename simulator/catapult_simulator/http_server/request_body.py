"""The body of a request while it comes in: in memory when small, in a nameless file when large."""

from io import BytesIO
from typing import IO


class RequestBody:
    """Bytes put in order, then read back as often as wanted.

    Above `memory_bytes` they go to a temporary file without a name, so that an upload costs no
    memory and leaves nothing behind. Raises `OSError` when the disk does not take them.
    """

    __slots__ = ("_file", "_memory_bytes", "_parts", "size")

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    def add(self, part: bytes) -> None:
        self.size += len(part)
        if self._file is not None:
            self._file.write(part)
            return
        self._parts.append(part)
        if self.size > self._memory_bytes:
            self._spill()

    def open(self) -> IO[bytes]:
        """The bytes from the start, as a readable stream."""
        if self._file is not None:
            self._file.seek(0)
            return self._file
        return BytesIO(b"".join(self._parts))

    def close(self) -> None:
        self._parts = []
        if self._file is not None:
            self._file.close()

    def _spill(self) -> None:
        from tempfile import TemporaryFile  # costs 10 ms: only large uploads pay it

        self._file = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._file.writelines(self._parts)
        self._parts = []
