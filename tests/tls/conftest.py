"""A folder for the certificate authority, so that no test touches that of the user."""

from pathlib import Path

import pytest

from catapult_simulator.tls.folder import VARIABLE, AuthorityFiles, authority_files

pytest.importorskip("trustme")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Does not exist yet."""
    folder = tmp_path / "certificates"
    monkeypatch.setenv(VARIABLE, str(folder))
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def files(folder: Path) -> AuthorityFiles:
    """The files of the authority, which is not made yet."""
    return authority_files()
