"""Files on the command line: pictures and other media that are sent."""

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from catapult_simulator.core.files import read_file

if TYPE_CHECKING:  # `serve` needs no client
    from catapult_simulator.control_client.client import Json


def parse_medium(text: str) -> "str | Json":
    """A URL as it is, or a file with its content. Raises ValueError where there is neither."""
    return text if "://" in text or not text else attachment(text)


def attachment(path: str) -> "Json":
    """A file as the control API takes it: `name`, `contentType`, `content` in base64. Raises
    ValueError."""
    from mimetypes import guess_type

    name = Path(path).name
    return {
        "name": name,
        "contentType": guess_type(name)[0] or "application/octet-stream",
        "content": b64encode(content_of(path)).decode(),
    }


def content_of(path: str) -> bytes:
    """Raises ValueError."""
    try:
        return read_file(Path(path).expanduser())
    except OSError as error:
        raise ValueError(
            f"{path!r} cannot be read: {error.strerror}; give a file or a URL"
        ) from None
    except ValueError as problem:  # a NUL in the name, too large
        raise ValueError(f"{path!r} cannot be read: {problem}; give a file or a URL") from None
