"""Calling a WSGI application without a socket, as the server does."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from bench.traffic import AUTHORIZATION
from catapult_simulator.http_server.wsgi import environ_template

WsgiApp = Callable[..., Iterable[bytes]]
_TEMPLATE = environ_template("http") | {
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8080",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "127.0.0.1:8080",
    "HTTP_USER_AGENT": "bench",
    "HTTP_ACCEPT": "*/*",
    "HTTP_AUTHORIZATION": AUTHORIZATION,
}


class Raw:
    """A client of a WSGI application. Its own cost is that of making the environ."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app
        self.status = ""
        self.headers: dict[str, str] = {}

    def post(self, path: str, body: bytes) -> bytes:
        environ = _TEMPLATE | {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        return self._call(environ)

    def get(self, path: str, query: str = "") -> bytes:
        environ = _TEMPLATE | {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.input": BytesIO(),
        }
        return self._call(environ)

    def require(self, status: str) -> None:
        """Raises RuntimeError if the last response had another status."""
        if not self.status.startswith(status):
            raise RuntimeError(f"answered {self.status}, not {status}")

    def _call(self, environ: dict[str, Any]) -> bytes:
        chunks = self._app(environ, self._start)
        body = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        return body

    def _start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = status, dict(headers)
