"""Media: files by name. Small ones are kept in memory, large ones in a temporary folder.

Source: methods/media/*.md; apiCallbacks/mms.md for the names of files of inbound messages.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import mkdtemp
from typing import BinaryIO, NamedTuple
from weakref import finalize

from catapult_simulator.core import limits
from catapult_simulator.core.catalogue import MEDIA_NOT_FOUND, MEDIA_NOT_STORED, MEDIA_SIZE_OVERFLOW
from catapult_simulator.core.checks import check_optional_text, check_text, check_type
from catapult_simulator.core.world import World, synchronized

MAX_BYTES = 65 * 1024 * 1024  # documented as 65 MB; assumption E17
UNKNOWN_TYPE = "application/octet-stream"  # for an upload without a type (assumption E18)
_IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024


class MediaFile(NamedTuple):
    """One stored file: its size in bytes, and two headers of a download."""

    name: str
    size: int
    content_type: str
    cache_control: str | None
    open: Callable[[], BinaryIO]
    """Opens a new stream of the content; the caller closes it."""

    def read(self) -> bytes:
        """The whole content."""
        with self.open() as stream:
            return stream.read()


class Media:
    """The files of one tenant, in the order of their first upload."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._files: dict[str, MediaFile] = {}
        self._stored_bytes = self._reserved_bytes = 0
        self._folder: Path | None = None
        self._remove_folder: Callable[[], object] = lambda: None
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
        """Store or replace `name`. A stream is copied in chunks and needs its `size` in bytes.

        Raises `media-size-overflow` above 65 MB, `simulator-limit` where the tenant has too much
        then, `media-unavailable` where the disk does not take it, ValueError for a stream without
        `size`. Stores nothing then.
        """
        check_text("name", name)
        check_optional_text("content_type", content_type)
        check_optional_text("cache_control", cache_control)
        stream, size = stream_of(name, content, size)
        with self._reserved(name, size):
            opener = self._store(name, stream, size)
            file = MediaFile(name, size, content_type or UNKNOWN_TYPE, cache_control, opener)
            self._replace(file)
        return file

    @synchronized
    def get(self, name: str) -> MediaFile:
        """Raises `media-not-found`."""
        check_type("name", name, str)
        if name not in self._files:
            raise MEDIA_NOT_FOUND.error(mediaName=name)
        return self._files[name]

    @synchronized
    def find(self) -> list[MediaFile]:
        """All files, oldest first (assumption E19)."""
        return list(self._files.values())

    @synchronized
    def delete(self, name: str) -> None:
        """Raises `media-not-found`."""
        self._stored_bytes -= self.get(name).size
        del self._files[name]

    def clear(self) -> None:
        """Delete all files at once, without waiting for the garbage collector."""
        with self._world.lock:
            self._files.clear()
            self._stored_bytes = 0
            self._remove_folder()
            self._folder = None

    @contextmanager
    def _reserved(self, name: str, size: int) -> Iterator[None]:
        """Room for an upload that is on its way. Several at once do not exceed the limit."""
        self._reserve(name, size)
        try:
            yield
        finally:
            with self._world.lock:
                self._reserved_bytes -= size

    @synchronized
    def _reserve(self, name: str, size: int) -> None:
        files = len(self._files) + (name not in self._files)
        held = self._stored_bytes + self._reserved_bytes + size
        limits.require_room(files, limits.MAX_MEDIA_FILES, "media files")
        limits.require_room(held, limits.MAX_MEDIA_BYTES, "bytes of media")
        self._reserved_bytes += size

    @synchronized
    def _replace(self, file: MediaFile) -> None:
        before = self._files.get(file.name)
        self._stored_bytes += file.size - (0 if before is None else before.size)
        self._files[file.name] = file

    def _store(self, name: str, stream: BinaryIO, size: int) -> Callable[[], BinaryIO]:
        if size <= _IN_MEMORY:
            data = stream.read()
            return lambda: BytesIO(data)
        with _refusing(name):
            path = _StoredPath(self._new_path())
            file = path.open("wb")
        with closing(_Disk(name, file)) as disk:
            copyfileobj(stream, disk, _CHUNK)
        return path.reader

    def _new_path(self) -> Path:
        # The path does not contain the name, which comes from the client: no path traversal.
        with self._world.lock:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="catapult-media-"))
                # Removed together with this object, or when the process ends.
                self._remove_folder = finalize(self, rmtree, self._folder, ignore_errors=True)
            return self._folder / str(next(self._file_names))


def stream_of(name: str, content: BinaryIO | bytes, size: int | None) -> tuple[BinaryIO, int]:
    """The content of an upload as a stream, and its size. Raises what `Media.put` raises of it."""
    if not isinstance(content, bytes) and not hasattr(content, "read"):
        raise TypeError(f"content={content!r}; pass bytes or a binary stream")
    if isinstance(content, bytes):
        size, content = len(content), BytesIO(content)
    if size is None:
        raise ValueError(f"{name!r} is a stream; pass its size in bytes")
    if size > MAX_BYTES:
        raise MEDIA_SIZE_OVERFLOW.error(size=size, maximum=MAX_BYTES)
    return content, size


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Refuse the upload of `name` where the disk does: it is full, or there are no descriptors."""
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise MEDIA_NOT_STORED.error(mediaName=name, reason=reason) from problem


class _Disk:
    """The file of an upload. Reading the upload may fail too, but that is no fault of the disk."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self._name, self._file = name, file

    def write(self, chunk: bytes) -> None:
        with _refusing(self._name):
            self._file.write(chunk)

    def close(self) -> None:
        with _refusing(self._name):
            self._file.close()


class _StoredPath:
    """A file that is removed with the last reference to it. Open streams stay readable."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, mode: str) -> BinaryIO:
        return self.path.open(mode)  # type: ignore[return-value]  # "wb" gives bytes

    def reader(self) -> BinaryIO:
        return self.path.open("rb")

    def __del__(self) -> None:
        self.path.unlink(missing_ok=True)
