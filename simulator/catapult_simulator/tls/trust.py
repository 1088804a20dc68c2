"""Trust: the TLS context for calls to receivers and to simulators elsewhere, made when needed.

A certificate is checked against the system's authorities, those of `SSL_CERT_FILE` and
`REQUESTS_CA_BUNDLE`, the one that `serve --tls` made for this user, and a file that was named; or
not at all.
"""

import logging
import os
import re
import ssl
from pathlib import Path

from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import authority_files

logger = logging.getLogger("catapult_simulator")
_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")  # how OpenSSL finds a certificate in a folder


def client_context(*, verify: bool = True, ca_file: str | None = None) -> ssl.SSLContext:
    """A context for connections to others. Raises OSError where `ca_file` or the file of
    REQUESTS_CA_BUNDLE cannot be used."""
    context = ssl.create_default_context()  # OpenSSL reads SSL_CERT_FILE and SSL_CERT_DIR itself
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if not context.get_ca_certs() and not os.environ.get("SSL_CERT_FILE"):
        context.load_verify_locations(bundled())  # a system without, such as a slim image
    if file := os.environ.get("REQUESTS_CA_BUNDLE"):
        _load_variable(context, file)
    if ca_file:
        _load(context, ca_file)
    _load_own(context)
    return context


def bundled() -> str:
    """The file of the public authorities that `requests` brings along."""
    from requests.utils import DEFAULT_CA_BUNDLE_PATH

    return str(DEFAULT_CA_BUNDLE_PATH)


def _load(context: ssl.SSLContext, file: str) -> None:
    if Path(file).is_dir():
        if not any(_HASHED.fullmatch(each.name) for each in Path(file).iterdir()):
            raise ssl.SSLError(f"{file} holds no certificate with a hashed name, see c_rehash")
        context.load_verify_locations(capath=file)
    else:
        context.load_verify_locations(cafile=file)


def _load_variable(context: ssl.SSLContext, file: str) -> None:
    try:
        _load(context, file)
    except OSError as error:
        why = f"the file of REQUESTS_CA_BUNDLE, {file}, cannot be used ({error.strerror})"
        raise OSError(error.errno or 0, why) from None


def _load_own(context: ssl.SSLContext) -> None:
    """The authority of this user, where there is one. A damaged one stops no other call."""
    try:
        own = authority_files().certificate
        if own.exists():
            context.load_verify_locations(cafile=own)
    except TlsError:  # without a home, there is none
        return
    except OSError as error:
        logger.warning("the authority in %s is not trusted: %s", own, error.strerror)
