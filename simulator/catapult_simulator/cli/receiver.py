"""Receiver: an app that accepts callbacks, keeps them and answers 200. For demonstrations."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, Self


class Received(NamedTuple):
    """One request: `path` with its query, header names as sent, the raw body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """`with Receiver() as receiver:` listens at `receiver.url`, on a free port of this machine."""

    def __init__(self) -> None:
        self._received: SimpleQueue[Received] = SimpleQueue()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.received = self._received
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def next(self, timeout_seconds: float = 5.0) -> Received | None:
        """The oldest request not returned yet; None if there is none within the timeout."""
        try:
            return self._received.get(timeout=timeout_seconds)
        except Empty:
            return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    received: SimpleQueue[Received]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _receive(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.received.put(Received(self.command, self.path, dict(self.headers), body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = _receive  # noqa: N815  # names that http.server calls

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # named by http.server
        """Log nothing: the caller of `next` prints the request."""
