"""Files that a person names are read, and never without an end."""

from pathlib import Path

import pytest

from catapult_simulator.core.files import read_file
from catapult_simulator.core.people.pictures import picture


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cat.gif"
    path.write_bytes(b"GIF89a")

    assert read_file(path) == read_file(str(path)) == b"GIF89a"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without an end")
def test_a_device_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="'/dev/zero' cannot be read: it has more than 68157440"):
        picture("/dev/zero")
