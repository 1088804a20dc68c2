"""TLS that does not come about between a client and its simulator, in a sentence."""

from http.client import RemoteDisconnected

from catapult_simulator.control_client.wrapped_errors import innermost, innermost_reason

_TRUST = (
    "name the folder of its authority with CATAPULT_SIMULATOR_TLS_FOLDER, or the file with "
    "SSL_CERT_FILE"
)


def tls_problem(url: str, error: BaseException) -> str | None:
    """A sentence about `error`, which a call to `url` raised; None unless TLS is the reason."""
    from ssl import SSLCertVerificationError, SSLError

    inner = innermost(error)
    if isinstance(inner, SSLCertVerificationError):
        return f"the certificate of {url} is not trusted: {innermost_reason(inner)}; {_TRUST}"
    if isinstance(inner, SSLError):
        plain = url.replace("https:", "http:", 1)
        why = (inner.reason or "no TLS").replace("_", " ").lower()
        return f"{url} speaks no TLS ({why}); for plain HTTP, call {plain}"
    if isinstance(inner, RemoteDisconnected) and url.startswith("http:"):
        encrypted = url.replace("http:", "https:", 1)
        return f"{url} closes the connection; if it serves with --tls, call {encrypted}"
    return None
