"""TLS contexts of a server: with a certificate of the user's own authority, or with a given one.

Each is tried in a handshake before a client is: what has expired or does not fit is said at once.
"""

import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.tls.authority import damaged, issue, require_authority
from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import authority_files
from catapult_simulator.tls.handshake import handshake, trusting

if TYPE_CHECKING:
    from trustme import LeafCert

NAMES = (REAL_HOST, "localhost", "127.0.0.1", "::1")
_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL


def tls_context(*names: str) -> ssl.SSLContext:
    """A context of a server that is called by the name of the real API, as localhost, and by
    `names`: host names or IP addresses.

    Makes the user's certificate authority where there is none yet. Raises TlsError.
    """
    files = authority_files()
    require_authority(files)
    context = _server_context()
    _configure(context, issue(files, tuple(dict.fromkeys((*NAMES, *names)))))
    try:
        handshake(context, trusting(str(files.certificate)), REAL_HOST)
    except ssl.SSLError as error:
        raise damaged(files, _why(error)) from None
    return context


def tls_ca_file() -> str:
    """The path of the certificate that clients of `tls_context` must trust. Raises TlsError."""
    files = authority_files()
    require_authority(files)
    return str(files.certificate)


def context_of_files(certificate: str, key: str | None = None) -> ssl.SSLContext:
    """A context with a certificate, the chain below it, and its key, which may be in the same file;
    all in PEM format. Raises TlsError."""
    for file in filter(None, (certificate, key)):
        _require_readable(file)
    client, context = _client_of(certificate), _server_context()
    _load(context, certificate, key)
    try:
        handshake(context, client)
    except ssl.SSLError as error:
        raise TlsError(f"the certificate in {certificate} {_why(error)}") from None
    return context


def _server_context() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _configure(context: ssl.SSLContext, certificate: "LeafCert") -> None:
    try:
        certificate.configure_cert(context)  # through a temporary file: OpenSSL reads only files
    except OSError as error:
        raise TlsError(f"cannot write a temporary file: {error.strerror or error}") from None


def _require_readable(file: str) -> None:
    try:
        Path(file).read_bytes()
    except OSError as error:
        raise TlsError(f"cannot read {file}: {error.strerror}") from None


def _client_of(certificate: str) -> ssl.SSLContext:
    try:
        client = trusting(certificate)
    except ssl.SSLError:
        raise TlsError(f"{certificate} holds no certificate in PEM format") from None
    client.check_hostname = False
    return client


def _load(context: ssl.SSLContext, certificate: str, key: str | None) -> None:
    holder = key or certificate

    def refuse() -> str:
        raise TlsError(f"the key in {holder} is encrypted; give one without a passphrase")

    try:
        context.load_cert_chain(certificate, key, password=refuse)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise TlsError(f"the key in {holder} is not that of {certificate}") from None
        raise TlsError(f"{holder} holds no private key in PEM format that fits") from None


def _why(error: ssl.SSLError) -> str:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return f"cannot be used: {(error.reason or 'no TLS').replace('_', ' ').lower()}"
    if error.verify_code == _EXPIRED:
        return "has expired"
    return f"cannot be used: {error.verify_message}"
