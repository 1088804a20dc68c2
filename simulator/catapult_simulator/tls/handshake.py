"""A handshake in memory: whether clients that trust a certificate get a connection."""

import ssl
from contextlib import suppress

_ROUNDS = 6  # more than any version of TLS takes


def handshake(server: ssl.SSLContext, client: ssl.SSLContext, host: str | None = None) -> None:
    """Connect both. Raises SSLError: SSLCertVerificationError where the client refuses."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (
        client.wrap_bio(to_client, to_server, server_hostname=host),
        server.wrap_bio(to_server, to_client, server_side=True),
    )
    for _ in range(_ROUNDS):
        for end in ends:
            with suppress(ssl.SSLWantReadError):
                end.do_handshake()


def trusting(certificate: str) -> ssl.SSLContext:
    """A client that trusts what is in the file `certificate`, and nothing else.

    Raises SSLError where the file holds no certificate.
    """
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    client.load_verify_locations(cafile=certificate)
    return client
