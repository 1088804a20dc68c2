"""Files that a person names."""

import os
from pathlib import Path

from catapult_simulator.core.media import MAX_BYTES


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The content of a file. Raises OSError, and ValueError where no message can carry it: a device
    without an end is not read to its end."""
    with Path(path).open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"it has more than {MAX_BYTES} bytes")
    return content
