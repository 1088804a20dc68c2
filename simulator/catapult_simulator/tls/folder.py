"""The place where the certificate authority of this user is kept. Imports nothing heavy."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from catapult_simulator.tls.errors import TlsError

VARIABLE = "CATAPULT_SIMULATOR_TLS_FOLDER"
_NAME = "catapult-simulator"


class AuthorityFiles(NamedTuple):
    """The files of an authority, which may not exist yet.

    `certificate` is for everybody who is to trust it, `key` for its owner alone.
    """

    folder: Path

    @property
    def certificate(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def key(self) -> Path:
        return self.folder / "ca-key.pem"


def authority_files(environment: Mapping[str, str] = os.environ) -> AuthorityFiles:
    """The files in the folder that CATAPULT_SIMULATOR_TLS_FOLDER names, or in the user's own.

    Raises TlsError where the user has no home.
    """
    return AuthorityFiles(_folder(environment).absolute() / "authority")


def _folder(environment: Mapping[str, str]) -> Path:
    if named := environment.get(VARIABLE, "").strip():
        return Path(named)
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        if Path(data := environment.get(variable, "")).is_absolute():
            return Path(data) / _NAME
    try:
        return Path.home() / ".local" / "share" / _NAME
    except RuntimeError:
        raise TlsError(
            f"this user has no home to keep certificates in; name a folder with {VARIABLE}"
        ) from None
