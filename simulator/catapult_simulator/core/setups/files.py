"""Content of the media that a setup declares: from a file, from a text, or in base64 as it is."""

from pathlib import Path as FilePath

from catapult_simulator.core.limits import MIB
from catapult_simulator.core.media import MAX_BYTES
from catapult_simulator.core.setups.problems import Path, Problems, shown
from catapult_simulator.core.setups.tables import Values

MAX_TOTAL_BYTES = 64 * MIB  # of all media of a setup, which are kept for resets


def load(
    media: list[Values], path: Path, folder: FilePath | None, problems: Problems
) -> list[Values]:
    """The media with their `content`, instead of `text` or `file`. `folder`: where files are; None
    where a setup may not name any."""
    loaded, total = [], 0
    for at, medium in enumerate(media):
        content = _content(medium, (*path, at), folder, problems)
        total += len(content)
        if total > MAX_TOTAL_BYTES:
            limit = MAX_TOTAL_BYTES // MIB
            problems.add((*path, at), f"here the media of this setup exceed {limit} MiB")
            break
        kept = {key: each for key, each in medium.items() if key not in ("text", "file")}
        loaded.append(kept | {"content": content})
    return loaded


def _content(medium: Values, path: Path, folder: FilePath | None, problems: Problems) -> bytes:
    if "file" in medium:
        try:
            return _read(medium["file"], folder)
        except (OSError, ValueError) as error:
            reason = (isinstance(error, OSError) and error.strerror) or str(error)
            problems.add((*path, "file"), f"{shown(medium['file'])}: {reason}")
            return b""
    if "text" in medium:
        return str(medium["text"]).encode()
    content: bytes = medium.get("content", b"")
    if len(content) > MAX_BYTES:
        problems.add((*path, "content"), _too_large(MAX_BYTES))
    return content


def _read(name: str, folder: FilePath | None) -> bytes:
    if folder is None:
        raise ValueError("a setup that comes over HTTP names no files; give content or text")
    with (folder / name).open("rb") as file:
        content = file.read(MAX_TOTAL_BYTES + 1)
    if len(content) > MAX_TOTAL_BYTES:
        raise ValueError(_too_large(MAX_TOTAL_BYTES))
    return content


def _too_large(maximum: int) -> str:
    return f"has more than {maximum // MIB} MiB"
