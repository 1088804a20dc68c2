"""The certificate authority of a user: made once, and never half."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from catapult_simulator.tls import authority
from catapult_simulator.tls.authority import issue, require_authority
from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import AuthorityFiles
from catapult_simulator.tls.server_context import tls_context

needs_modes = pytest.mark.skipif(os.name == "nt", reason="files have no modes there")


def test_it_is_made_once(files: AuthorityFiles) -> None:
    require_authority(files)
    before = files.certificate.read_bytes(), files.key.read_bytes()

    require_authority(files)

    assert (files.certificate.read_bytes(), files.key.read_bytes()) == before


@needs_modes
def test_only_its_owner_reads_the_key_and_everybody_the_certificate(files: AuthorityFiles) -> None:
    before = os.umask(0)
    try:
        require_authority(files)
    finally:
        os.umask(before)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (files.key, files.certificate)]
    assert modes == [0o600, 0o644]


@needs_modes
def test_a_strict_umask_hides_the_certificate_from_nobody(files: AuthorityFiles) -> None:
    before = os.umask(0o077)
    try:
        require_authority(files)
    finally:
        os.umask(before)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (files.folder, files.certificate)]
    assert modes == [0o755, 0o644]


def test_processes_that_start_at_once_agree_on_one(folder: Path, files: AuthorityFiles) -> None:
    """Each waits for its line of input, so that all are at it at the same time."""
    script = (
        "import trustme, sys; from catapult_simulator.tls.authority import require_authority; "
        "from catapult_simulator.tls.folder import authority_files; "
        "print(flush=True); sys.stdin.readline(); require_authority(authority_files()); "
        "print(authority_files().certificate.read_text())"
    )
    command = [sys.executable, "-c", script]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(6)]  # type: ignore[call-overload]  # of a dict
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()

    certificates = {process.communicate(timeout=60)[0].strip() for process in processes}

    assert certificates == {files.certificate.read_text().strip()}
    assert [path.name for path in folder.iterdir()] == ["authority"]


def test_a_process_that_comes_second_takes_the_first_ones(
    files: AuthorityFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_authority(files)
    first = files.certificate.read_bytes()
    monkeypatch.setattr(Path, "exists", lambda path: False)  # as it saw it when it began

    require_authority(files)

    assert files.certificate.read_bytes() == first
    assert list(files.folder.parent.iterdir()) == [files.folder]


def corrupt(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def of_another(path: Path) -> None:
    other = trustme.CA()
    blob = other.private_key_pem if "key" in path.name else other.cert_pem
    path.write_bytes(blob.bytes())


def leaf(path: Path) -> None:
    path.write_bytes(trustme.CA().issue_cert("localhost").cert_chain_pems[0].bytes())


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("file", ["ca.pem", "ca-key.pem"])
@pytest.mark.parametrize("damage", [corrupt, of_another, empty, leaf])
def test_a_damaged_one_is_named_with_the_way_to_a_new_one(
    files: AuthorityFiles, file: str, damage: Callable[[Path], None]
) -> None:
    require_authority(files)
    damage(files.folder / file)

    with pytest.raises(TlsError) as refused:
        tls_context()

    sentence = str(refused.value)
    assert sentence.startswith(f"the certificate authority in {files.folder} ")
    assert "delete that folder, start again, and trust the new one" in sentence


@pytest.mark.parametrize("file", ["ca.pem", "ca-key.pem"])
def test_a_missing_file_is_named(files: AuthorityFiles, file: str) -> None:
    require_authority(files)
    (files.folder / file).unlink()

    with pytest.raises(TlsError) as refused:
        tls_context()

    assert str(refused.value) == f"cannot read {files.folder / file}: No such file or directory"


def test_a_folder_that_cannot_be_written_is_named_with_the_alternatives(
    files: AuthorityFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> str:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(authority, "mkdtemp", refuse)

    with pytest.raises(TlsError) as refused:
        tls_context()

    assert str(refused.value) == (
        f"cannot keep a certificate authority in {files.folder}: Read-only file system; name "
        "another folder with CATAPULT_SIMULATOR_TLS_FOLDER, or give --tls-cert and --tls-key"
    )


def test_a_file_in_the_place_of_the_folder_is_one_sentence(
    folder: Path, files: AuthorityFiles
) -> None:
    folder.write_text("a file")

    with pytest.raises(TlsError, match="cannot keep a certificate authority in"):
        require_authority(files)


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, files: AuthorityFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)

    with pytest.raises(TlsError, match="No space left on device"):
        require_authority(files)
    assert list(folder.iterdir()) == []


def test_without_trustme_the_sentence_names_the_extra(
    files: AuthorityFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trustme", None)

    with pytest.raises(TlsError) as refused:
        require_authority(files)

    assert str(refused.value).startswith("certificates are made with trustme, which cannot be")
    assert str(refused.value).endswith("install it: pip install 'catapult-simulator[tls]'")


def test_the_key_of_an_issued_certificate_is_nowhere(files: AuthorityFiles, tmp_path: Path) -> None:
    require_authority(files)

    key = issue(files, ["shop.test"]).private_key_pem.bytes()

    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 2
    assert key not in written
