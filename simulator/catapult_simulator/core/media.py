"""Media: files by name. Small ones lie in memory, large ones in a temporary folder.

Source: methods/media/*.md; apiCallbacks/mms.md for the names of what came with a message.
"""

from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import mkdtemp
from typing import BinaryIO, NamedTuple
from weakref import finalize

from catapult_simulator.core.catalogue import MEDIA_NOT_FOUND, MEDIA_SIZE_OVERFLOW
from catapult_simulator.core.world import World, synchronized

MAX_BYTES = 65 * 1024 * 1024  # documented as 65 MB; that these are MiB is assumed
UNKNOWN_TYPE = "application/octet-stream"  # for an upload that names none (assumed)
_IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024


class MediaFile(NamedTuple):
    """One stored file: its size in bytes, and the two headers that come back with it."""

    name: str
    size: int
    content_type: str
    cache_control: str | None
    open: Callable[[], BinaryIO]
    """A fresh stream of the bytes; whoever opens it closes it."""

    def read(self) -> bytes:
        """All the bytes at once."""
        with self.open() as stream:
            return stream.read()


class Media:
    """The files of one tenant, in the order of their first upload."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._files: dict[str, MediaFile] = {}
        self._folder: Path | None = None
        self._file_names = count()

    def put(
        self,
        name: str,
        content: BinaryIO | bytes,
        *,
        size: int | None = None,
        content_type: str | None = None,
        cache_control: str | None = None,
    ) -> MediaFile:
        """Store or replace `name`. A stream is copied bit by bit; `size` says how long it is.

        Raises `media-size-overflow` over 65 MB, ValueError for a stream of unsaid length. Nothing
        is left behind when the stream fails.
        """
        if isinstance(content, bytes):
            size, content = len(content), BytesIO(content)
        if size is None:
            raise ValueError(f"{name!r} is a stream; say its size in bytes")
        if size > MAX_BYTES:
            raise MEDIA_SIZE_OVERFLOW.error(size=size, maximum=MAX_BYTES)
        opener = self._keep(content, size)
        file = MediaFile(name, size, content_type or UNKNOWN_TYPE, cache_control, opener)
        self._replace(file)
        return file

    @synchronized
    def get(self, name: str) -> MediaFile:
        """Raises `media-not-found`."""
        if name not in self._files:
            raise MEDIA_NOT_FOUND.error(mediaName=name)
        return self._files[name]

    @synchronized
    def find(self) -> list[MediaFile]:
        """All files, oldest first (assumed: no source says the order)."""
        return list(self._files.values())

    @synchronized
    def delete(self, name: str) -> None:
        """Raises `media-not-found`."""
        self.get(name)
        del self._files[name]

    @synchronized
    def _replace(self, file: MediaFile) -> None:
        self._files[file.name] = file

    def _keep(self, stream: BinaryIO, size: int) -> Callable[[], BinaryIO]:
        if size <= _IN_MEMORY:
            data = stream.read()
            return lambda: BytesIO(data)
        path = _StoredPath(self._new_path())
        with path.open("wb") as kept:
            copyfileobj(stream, kept, _CHUNK)
        return path.reader

    def _new_path(self) -> Path:
        # Never named after the medium: a name is a key, and touches no file system.
        with self._world.lock:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="catapult-media-"))
                # Goes with the tenant's world, at the latest with the process.
                finalize(self, rmtree, self._folder, ignore_errors=True)
            return self._folder / str(next(self._file_names))


class _StoredPath:
    """A file that is removed when nobody knows it any more; who reads it may finish."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, mode: str) -> BinaryIO:
        return self.path.open(mode)  # type: ignore[return-value]  # "wb" gives bytes

    def reader(self) -> BinaryIO:
        return self.path.open("rb")

    def __del__(self) -> None:
        self.path.unlink(missing_ok=True)
