"""Pictures that a person sends: a file's content, name and type."""

from pathlib import Path

from catapult_simulator.core.checks import check_optional_text
from catapult_simulator.core.files import read_file
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.sample_media import type_of

_UNKNOWN = "application/octet-stream"
# The first bytes of a file, at an offset -> the extension of its type.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF8", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"BM", "bmp"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"%PDF", "pdf"),
    (4, b"ftyp3g", "3gp"),
    (4, b"ftypqt", "mov"),
    (4, b"ftypM4A", "m4a"),
    (4, b"ftyp", "mp4"),
    (0, b"ID3", "mp3"),
    (0, b"#!AMR", "amr"),
    (0, b"OggS", "ogg"),
    (0, b"RIFF", "wav"),
    (0, b"BEGIN:VCARD", "vcf"),
)


def picture(source: "str | Path | bytes", name: str | None = None) -> Attachment:
    """The file at a path, or the content itself. Without `name`, it has that of the file, or
    `picture` and the extension of its type.

    Raises ValueError for a file that cannot be read, an empty one, and bytes of an unknown type
    without a name.
    """
    check_optional_text("name", name, blank=False)
    content = _content(source)
    if not content:
        shown = repr(name) if name else _shown(source)
        raise ValueError(f"picture {shown} is empty; a phone sends no empty file")
    extension = _extension(content)
    if name is None:
        name = _name(source, extension)
    of_name = type_of(name)
    of_content = type_of(f"x.{extension}") if extension else _UNKNOWN
    return Attachment(name, content, of_content if of_name == _UNKNOWN else of_name)


def _content(source: object) -> bytes:
    if isinstance(source, bytes | bytearray):
        return bytes(source)
    if not isinstance(source, str | Path):
        raise TypeError(f"picture {source!r}; pass a path or the bytes of a file")
    try:
        return read_file(source)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise ValueError(
            f"picture {_shown(source)} cannot be read: {reason}; pass a path or the bytes of a file"
        ) from None


def _name(source: object, extension: str | None) -> str:
    if isinstance(source, str | Path):
        return Path(source).name
    if extension is None:
        raise ValueError(
            f"picture {_shown(source)} is of no known type; pass its name: "
            "send_picture(content, name='cat.jpg')"
        )
    return f"picture.{extension}"


def _extension(content: bytes) -> str | None:
    found = (row[2] for row in _SIGNATURES if content.startswith(row[1], row[0]))
    return next(found, None)


def _shown(source: object) -> str:
    if isinstance(source, bytes | bytearray):
        return f"{bytes(source[:8])!r}… ({len(source)} bytes)"
    return repr(str(source))
