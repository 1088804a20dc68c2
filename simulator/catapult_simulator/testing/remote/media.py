"""RemoteMedia: the files of an account elsewhere. Their content is sent and fetched as it is."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from catapult_simulator.core.checks import check_optional_text, check_text
from catapult_simulator.core.media import Media, MediaFile, stream_of
from catapult_simulator.testing.remote.calls import Calls
from catapult_simulator.testing.remote.resources import remote_class


@dataclass(frozen=True)
class _Content:
    """Opens the content of a file, as it is when it is opened."""

    calls: Calls
    name: str

    def __call__(self) -> BinaryIO:
        return BytesIO(self.calls.client.get_file(self.name))


class RemoteMedia(Media):
    """The files of an account elsewhere, in the order of their first upload."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._called: Media = remote_class(Media, "media")(calls)

    def put(
        self,
        name: str,
        content: BinaryIO | bytes,
        *,
        size: int | None = None,
        content_type: str | None = None,
        cache_control: str | None = None,
    ) -> MediaFile:
        """Store or replace `name`. Raises as `Media.put` does."""
        check_text("name", name)
        check_optional_text("content_type", content_type)
        check_optional_text("cache_control", cache_control)
        stream, _ = stream_of(name, content, size)
        given = {"Content-Type": content_type, "Cache-Control": cache_control}
        headers = {header: value for header, value in given.items() if value is not None}
        self._calls.client.put_file(name, stream.read(), headers)
        return self.get(name)

    def get(self, name: str) -> MediaFile:
        """Raises `media-not-found`."""
        return self._with_content(self._called.get(name))

    def find(self) -> list[MediaFile]:
        """All files, oldest first (assumption E19)."""
        return [self._with_content(file) for file in self._called.find()]

    def delete(self, name: str) -> None:
        """Raises `media-not-found`."""
        self._called.delete(name)

    def clear(self) -> None:
        """Delete all files."""
        self._called.clear()

    def _with_content(self, file: MediaFile) -> MediaFile:
        return file._replace(open=_Content(self._calls, file.name))
