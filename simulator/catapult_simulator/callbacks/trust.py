"""Trust: the TLS context for receivers, made when the first https callback is sent.

A receiver's certificate is checked against the system's authorities, those of `SSL_CERT_FILE` and
`REQUESTS_CA_BUNDLE`, and a file of the user's own; or not at all.
"""

import os
import re
import ssl
from pathlib import Path

_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")  # how OpenSSL finds a certificate in a folder


def client_context(*, verify: bool = True, ca_file: str | None = None) -> ssl.SSLContext:
    """A context for connections to receivers. Raises OSError where `ca_file` cannot be used."""
    context = ssl.create_default_context()  # OpenSSL reads SSL_CERT_FILE and SSL_CERT_DIR itself
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if not context.get_ca_certs() and not os.environ.get("SSL_CERT_FILE"):
        _load_bundled(context)  # a system without authorities, such as a slim image
    for file in filter(None, (os.environ.get("REQUESTS_CA_BUNDLE"), ca_file)):
        _load(context, file)
    return context


def _load(context: ssl.SSLContext, file: str) -> None:
    if Path(file).is_dir():
        if not any(_HASHED.fullmatch(each.name) for each in Path(file).iterdir()):
            raise ssl.SSLError(f"{file} holds no certificate with a hashed name, see c_rehash")
        context.load_verify_locations(capath=file)
    else:
        context.load_verify_locations(cafile=file)


def _load_bundled(context: ssl.SSLContext) -> None:
    from requests.utils import DEFAULT_CA_BUNDLE_PATH

    context.load_verify_locations(cafile=DEFAULT_CA_BUNDLE_PATH)
