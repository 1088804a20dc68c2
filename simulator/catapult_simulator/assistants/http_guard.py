"""HttpGuard: who may call the tools over HTTP: who has the token of the control API, and no page of
another origin.

A tool does what the control API does, with the token that this process has: without this, it would
do so for whoever reaches the port.
"""

from hmac import compare_digest
from typing import Any

from catapult_simulator.core.control_token import TOKEN_VARIABLE

_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_TOKEN_NEEDED = f"the tools need the token of {TOKEN_VARIABLE}; send Authorization: Bearer TOKEN"


class HttpGuard:
    """An ASGI application in front of `app`, which listens on `port` of this machine. Without a
    `token`, it asks for none."""

    def __init__(self, app: Any, *, port: int, token: str | None) -> None:
        self._app = app
        self._token = None if token is None else token.encode()
        self._origins = [f"http://{host}:{port}".encode() for host in _HOSTS]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = scope.get("headers", ()) if scope["type"] == "http" else None
        if headers is None or (refusal := self._refusal(headers)) is None:
            await self._app(scope, receive, send)
            return
        status, sentence = refusal
        await send({"type": "http.response.start", "status": status, "headers": _headers(status)})
        await send({"type": "http.response.body", "body": sentence.encode()})

    def _refusal(self, headers: Any) -> tuple[int, str] | None:
        origins = _values(headers, b"origin")
        if strange := [each for each in origins if each.lower() not in self._origins]:
            shown = strange[0][:200].decode("latin-1")
            return 403, f'a web page of "{shown}" may not call the tools'
        if self._token is None or any(map(self._has_token, _values(headers, b"authorization"))):
            return None
        return 401, _TOKEN_NEEDED

    def _has_token(self, authorization: bytes) -> bool:
        scheme, _, value = authorization.partition(b" ")
        return scheme.lower() == b"bearer" and compare_digest(value.strip(), self._token or b"")


def _values(headers: Any, name: bytes) -> list[bytes]:
    return [value for key, value in headers if key.lower() == name]


def _headers(status: int) -> list[tuple[bytes, bytes]]:
    challenge = [(b"www-authenticate", b"Bearer")] if status == 401 else []
    return [(b"content-type", b"text/plain; charset=utf-8"), *challenge]
