"""The certificate authority of this user: made once, then used by every `serve --tls`.

Whoever trusts it trusts every simulator of this user. The library trustme makes it; it is imported
when a certificate is made.
"""

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import VARIABLE, AuthorityFiles

if TYPE_CHECKING:
    from trustme import CA, LeafCert

_OWNER = "catapult-simulator"  # trust stores list authorities by this name


def require_authority(files: AuthorityFiles) -> None:
    """Make the authority unless it exists. Any number of processes may do so at once: one wins.

    Raises TlsError where the folder cannot be written, or trustme is missing.
    """
    try:
        if not files.folder.exists():
            _make(files.folder)
    except OSError as error:
        raise TlsError(
            f"cannot keep a certificate authority in {files.folder}: {error.strerror}; name "
            f"another folder with {VARIABLE}, or give --tls-cert and --tls-key"
        ) from None


def require_certificate(files: AuthorityFiles) -> None:
    """Raises TlsError where the authority's certificate is none, or cannot be read.

    Its key is read by `issue` only: not whoever trusts the authority may read it.
    """
    from ssl import SSLError, create_default_context

    try:
        create_default_context(cafile=str(files.certificate))
    except SSLError:
        raise damaged(files, "is damaged") from None
    except OSError as error:
        raise damaged(files, f"cannot be read: {error.strerror}") from None


def issue(files: AuthorityFiles, names: Sequence[str]) -> "LeafCert":
    """A new certificate of the authority for `names`, with its key, in memory.

    Raises TlsError where the authority is damaged, or trustme is missing.
    """
    try:
        return _load(files).issue_cert(*names, organization_name=_OWNER)
    except OSError as error:
        raise TlsError(f"cannot read {error.filename}: {error.strerror}") from None


def damaged(files: AuthorityFiles, what: str) -> TlsError:
    """The error for an authority that is there and cannot be used."""
    return TlsError(
        f"the certificate authority in {files.folder} {what}; delete that folder, start again, "
        "and trust the new one, see `catapult-simulator ca`"
    )


def _make(folder: Path) -> None:
    """Write both files beside the place and move them there at once: nobody sees half of it."""
    authority = _trustme_ca()(organization_name=_OWNER)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = AuthorityFiles(Path(mkdtemp(prefix=".new-", dir=folder.parent)))
    try:
        _write(fresh.key, authority.private_key_pem.bytes(), mode=0o600)
        _write(fresh.certificate, authority.cert_pem.bytes(), mode=0o644)
        fresh.folder.chmod(0o755)  # an app of another user reads the certificate
        fresh.folder.rename(folder)
    except OSError:
        rmtree(fresh.folder, ignore_errors=True)
        if not folder.is_dir():
            raise


def _write(path: Path, content: bytes, mode: int) -> None:
    path.touch(mode=mode)
    path.chmod(mode)  # whatever the umask
    path.write_bytes(content)


def _load(files: AuthorityFiles) -> "CA":
    certificate, key = files.certificate.read_bytes(), files.key.read_bytes()
    ca = _trustme_ca()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import ExtensionNotFound

    try:
        authority = ca.from_pem(certificate, key)
        authority.issue_cert("localhost")
    except (ValueError, TypeError, UnsupportedAlgorithm, ExtensionNotFound):
        raise damaged(files, "is damaged") from None
    return authority


def _trustme_ca() -> "type[CA]":
    try:
        from trustme import CA
    except ImportError as error:
        raise TlsError(
            f"certificates are made with trustme, which cannot be loaded ({error}); "
            "install it: pip install 'catapult-simulator[tls]'"
        ) from None
    return CA
