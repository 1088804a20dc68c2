"""HTTP Basic authentication: token and secret, as the dashboard shows them."""

from base64 import b64decode
from binascii import Error as NotBase64
from typing import Any

from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

_LISTED = 10  # known tokens, in a reason
_MAX_ID = 64
_SHORT = 24  # characters; secrets of the API have 38


class Authenticator:
    """Finds the tenant whose credentials a request carries.

    Accepted headers are not cached: decoding one costs 0.6 µs, and a cache keeps closed tenants
    alive.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def authenticate(self, environ: dict[str, Any]) -> Tenant | None:
        """The tenant of the `Authorization` header; None without valid credentials."""
        return self._simulator.authenticate(*_decoded(environ.get("HTTP_AUTHORIZATION", "")))

    def refusal(self, environ: dict[str, Any]) -> str:
        """Why a request is not authenticated, in words and without secrets."""
        header: str = environ.get("HTTP_AUTHORIZATION", "")
        if not header:
            return "no Authorization header; send HTTP Basic with token and secret of an account"
        token, secret = _decoded(header)
        if not secret:  # nor is what was sent repeated: it may be a secret alone
            return "the Authorization header is not Basic and base64 of token:secret"
        return self._why_unknown(token, secret)

    def _why_unknown(self, token: str, secret: str) -> str:
        for tenant in self._simulator.tenants():
            own = tenant.credentials
            if token == own.token:
                return f"secret of {token} is wrong"
            if token == own.secret:
                return f"the secret of {own.token} was sent as token; send token:secret"
            if secret == own.token:
                return f"{own.token} was sent as secret; send token:secret"
            if token == own.user_id:
                return f"{token} is a userId, not a token; its token is {own.token}"
        if (user_id := self._simulator.closed_account(token)) is not None:
            return f"token {token}: its account {user_id} was closed"
        return f"token {_shown(token)} is unknown; known: {self._known()}"

    def _known(self) -> str:
        tokens = [tenant.credentials.token for tenant in self._simulator.tenants()]
        more = f" and {len(tokens) - _LISTED} more" if len(tokens) > _LISTED else ""
        return (", ".join(tokens[:_LISTED]) or "none, no account is open") + more


def _shown(token: str) -> str:
    """A token, or the beginning of what is as long as a secret: somebody may have swapped them."""
    is_id = token.startswith(("t-", "u-")) and len(token) <= _MAX_ID
    return token if is_id or len(token) <= _SHORT else f"{token[:4]}…"


def _decoded(header: str) -> tuple[str, str]:
    """Token and secret of a Basic header; empty texts, which no tenant has, for any other."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        token, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (NotBase64, ValueError):
        return "", ""
    return token, secret
