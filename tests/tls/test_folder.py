"""Where the certificate authority of a user is kept."""

from pathlib import Path

import pytest

from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import authority_files


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"CATAPULT_SIMULATOR_TLS_FOLDER": "/certs"}, "/certs/authority"),
        ({"CATAPULT_SIMULATOR_TLS_FOLDER": " /certs "}, "/certs/authority"),
        (
            {"CATAPULT_SIMULATOR_TLS_FOLDER": "/certs", "XDG_DATA_HOME": "/data"},
            "/certs/authority",
        ),
        (
            {"CATAPULT_SIMULATOR_TLS_FOLDER": "", "XDG_DATA_HOME": "/data"},
            "/data/catapult-simulator/authority",
        ),
        ({"LOCALAPPDATA": "/data"}, "/data/catapult-simulator/authority"),
    ],
    ids=str,
)
def test_a_variable_names_the_folder(environment: dict[str, str], folder: str) -> None:
    assert authority_files(environment).folder == Path(folder)


@pytest.mark.parametrize("environment", [{}, {"XDG_DATA_HOME": "relative"}], ids=str)
def test_without_one_it_is_in_the_home_of_the_user(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    folder = authority_files(environment).folder

    assert folder == tmp_path / ".local" / "share" / "catapult-simulator" / "authority"


def test_a_relative_folder_is_shown_as_an_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    files = authority_files({"CATAPULT_SIMULATOR_TLS_FOLDER": "certs"})

    assert files.certificate == tmp_path / "certs" / "authority" / "ca.pem"


def test_a_user_without_a_home_is_told_to_name_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", refuse)

    with pytest.raises(TlsError, match="name a folder with CATAPULT_SIMULATOR_TLS_FOLDER"):
        authority_files({})
