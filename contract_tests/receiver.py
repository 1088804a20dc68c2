"""The app under test's webhooks: a small HTTP server that records the callbacks it receives."""

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit


class CallbackRequest(NamedTuple):
    """One callback as received: header names in lower case, the query as sent. `connection` is the
    same for all that came over one."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    version: str = "HTTP/1.1"
    connection: int = 0

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the JSON body, or of the query, in the order sent."""
        if self.method == "GET":
            return dict(parse_qsl(self.query, keep_blank_values=True))
        return dict(json.loads(self.body))


@dataclass(frozen=True)
class WebhookResponse:
    """The response to callbacks at one path. With `hold`, it is sent when the check has ended.

    `raw`: these bytes instead, to the letter; after them the connection is closed unless `keep`,
    and in between it goes on with `drip`, again and again, until the check has ended.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hold: bool = False
    raw: bytes | None = None
    drip: bytes = b""
    keep: bool = False


@dataclass
class Webhook:
    """The callback URLs of one check. `callbacks` are those received, in order.

    `on_callback` runs first: a callback in `callbacks` has been handled.
    """

    base_url: str
    callbacks: list[CallbackRequest] = field(default_factory=list)
    responses: dict[str, WebhookResponse] = field(default_factory=dict)
    on_callback: Callable[[CallbackRequest], object] | None = None
    released: Event = field(default_factory=Event)

    def url(self, name: str = "sms", *, user: str = "", password: str = "") -> str:
        """The URL of the path `name`, with Basic credentials if `user` is given."""
        whole = urlsplit(f"{self.base_url}/{name}")
        if not user:
            return urlunsplit(whole)
        place = f"{quote(user, safe='')}:{quote(password, safe='')}@{whole.netloc}"
        return urlunsplit(whole._replace(netloc=place))

    def respond(self, name: str, status: int = 200, *, hold: bool = False, **headers: str) -> str:
        """Set the response at the path `name`; gives its URL."""
        self.responses[name] = WebhookResponse(status, headers, hold)
        return self.url(name)

    def say(
        self, name: str, raw: bytes, *, hold: bool = False, drip: bytes = b"", keep: bool = False
    ) -> str:
        """Set the bytes that are sent at the path `name`; gives its URL."""
        self.responses[name] = WebhookResponse(hold=hold, raw=raw, drip=drip, keep=keep)
        return self.url(name)

    def at(self, name: str) -> list[CallbackRequest]:
        """The callbacks received at the path `name`."""
        return [callback for callback in self.callbacks if callback.path.endswith(f"/{name}")]

    def handle(self, callback: CallbackRequest) -> WebhookResponse:
        try:
            if self.on_callback:
                self.on_callback(callback)
        finally:
            self.callbacks.append(callback)
        response = self.responses.get(callback.path.rpartition("/")[2], WebhookResponse())
        if response.hold and response.raw is None:
            self.released.wait(timeout=15)
        return response


class Receiver:
    """Listens on `host:port`; the target reaches it as `public_url`. Opens webhooks."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, public_url: str = "") -> None:
        self._webhooks: dict[str, Webhook] = {}
        self._names = itertools.count(1)
        self._server = _Server((host, port), _handler_of(self._webhooks))
        self._url = public_url.rstrip("/") or f"http://{host}:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def open_webhook(self) -> Webhook:
        name = f"webhook-{next(self._names)}"
        self._webhooks[name] = Webhook(f"{self._url}/{name}")
        return self._webhooks[name]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that disconnects: some checks provoke it."""


def _handler_of(webhooks: Mapping[str, Webhook]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            name = next((part for part in path.split("/") if part in webhooks), None)
            webhook = webhooks[name] if name else Webhook("")
            sent = (path, query, headers, body, self.request_version, self.client_address[1])
            callback = CallbackRequest(self.command, *sent)
            response = webhook.handle(callback)
            if response.raw is None:
                self._respond(response)
            else:
                self._say(response, webhook.released)

        do_GET = do_POST  # noqa: N815

        def _say(self, response: WebhookResponse, released: Event) -> None:
            self.close_connection = not response.keep
            self.wfile.write(response.raw or b"")
            while response.drip and not released.wait(0.02):
                self.wfile.write(response.drip)
            if response.hold:
                released.wait(timeout=15)

        def _respond(self, response: WebhookResponse) -> None:
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Log nothing."""

    return Handler
