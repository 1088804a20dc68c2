"""Media: files by name, in memory or in a temporary folder, and their removal."""

import gc
import tempfile
import weakref
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from builders import code_of
from catapult_simulator.core.media import MAX_BYTES
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

LARGE = 300_000  # above what is kept in memory
SIZES = pytest.mark.parametrize("size", [0, 1, LARGE], ids=["empty", "small", "large"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class Broken(RawIOBase):
    """A stream that fails after its first 100,000 bytes."""

    def __init__(self) -> None:
        self._left = 100_000

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._left <= 0:
            raise ConnectionResetError("the client is gone")
        self._left -= 65_536
        return b"x" * 65_536


@SIZES
@pytest.mark.parametrize("streamed", [False, True], ids=["bytes", "stream"])
@pytest.mark.usefixtures("folder")
def test_a_file_is_read_as_it_was_put(tenant: Tenant, size: int, streamed: bool) -> None:
    content = bytes(i % 251 for i in range(size))

    put = tenant.media.put("x", BytesIO(content) if streamed else content, size=size)

    assert tenant.media.get("x") == put
    assert (put.size, put.read(), put.read()) == (size, content, content)


def test_a_stream_must_come_with_its_size(tenant: Tenant) -> None:
    with pytest.raises(ValueError, match="pass its size"):
        tenant.media.put("x", BytesIO(b"x"))


def test_content_type_and_cache_control_are_kept(tenant: Tenant) -> None:
    stored = tenant.media.put("x", b"", content_type="image/png", cache_control="no-store")
    untyped = tenant.media.put("y", b"")

    assert (stored.content_type, stored.cache_control) == ("image/png", "no-store")
    assert (untyped.content_type, untyped.cache_control) == ("application/octet-stream", None)


def test_files_are_found_in_the_order_of_their_first_upload(tenant: Tenant) -> None:
    for name in "bacb":
        tenant.media.put(name, b"x")

    assert [file.name for file in tenant.media.find()] == ["b", "a", "c"]


@pytest.mark.parametrize("verb", ["get", "delete"])
def test_an_unknown_file_is_not_found(tenant: Tenant, verb: str) -> None:
    assert code_of(getattr(tenant.media, verb), "x") == "media-not-found"


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 10**12])
def test_more_than_65_megabytes_are_refused_unread(tenant: Tenant, size: int) -> None:
    stream = cast(BinaryIO, Broken())

    assert code_of(tenant.media.put, "x", stream, size=size) == "media-size-overflow"
    assert stream.read(1)


def test_a_small_file_touches_no_disk(tenant: Tenant, folder: Path) -> None:
    tenant.media.put("x", b"x" * 1000)

    assert list(folder.iterdir()) == []


def test_a_large_file_is_stored_under_a_generated_name(tenant: Tenant, folder: Path) -> None:
    tenant.media.put("../../x", b"x" * LARGE)

    (path,) = files_in(folder)
    assert path.stat().st_size == LARGE
    assert path.name.isdigit()
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("how", ["delete", "replace", "replace by a small one"])
def test_a_file_without_references_is_removed(tenant: Tenant, folder: Path, how: str) -> None:
    tenant.media.put("x", b"a" * LARGE)
    (before,) = files_in(folder)

    if how == "delete":
        tenant.media.delete("x")
    else:
        tenant.media.put("x", b"b" * (LARGE if how == "replace" else 1))

    assert not before.exists()


def test_an_open_stream_outlives_its_file(tenant: Tenant, folder: Path) -> None:
    tenant.media.put("x", b"a" * LARGE)

    with tenant.media.get("x").open() as stream:
        tenant.media.delete("x")
        assert stream.read() == b"a" * LARGE
    assert files_in(folder) == []


def test_an_upload_that_fails_leaves_nothing(tenant: Tenant, folder: Path) -> None:
    tenant.media.put("x", b"old")

    with pytest.raises(ConnectionResetError):
        tenant.media.put("x", cast(BinaryIO, Broken()), size=LARGE)

    gc.collect()
    assert files_in(folder) == []
    assert tenant.media.get("x").read() == b"old"


@pytest.mark.parametrize("how", ["reset", "close"])
def test_the_files_of_a_closed_account_are_removed(
    simulator: Simulator, folder: Path, how: str
) -> None:
    user_id = simulator.open_tenant().user_id
    simulator.tenant(user_id).media.put("x", b"x" * LARGE)
    assert len(list(folder.iterdir())) == 1

    if how == "reset":
        simulator.tenant(user_id).reset()
    else:
        simulator.close_tenant(user_id)

    gc.collect()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("size", [10, 1024 * 1024], ids=["in memory", "in a folder"])
@pytest.mark.parametrize("verb", ["reset", "close"])
def test_files_are_freed_at_once(tenant: Tenant, size: int, verb: str) -> None:
    """Without the garbage collector, which `serve` runs seldom."""
    gc.disable()
    try:
        opened = weakref.ref(tenant.media.put("cat.png", b"x" * size).open)
        folder = tenant.media._folder

        tenant.reset() if verb == "reset" else tenant.close()

        assert opened() is None
        assert folder is None or not folder.exists()
    finally:
        gc.enable()
