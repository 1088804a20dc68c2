"""Relays before a simulator that answer as a wrong API would: laxer, or stricter.

They are no proxies: requests name them as their host.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import urlsplit

import requests

from .live_account import NUMBERS, PATIENT

MESSAGE = {"from": NUMBERS[0], "to": NUMBERS[1], "text": "sent by the lax instance"}
OF_OTHERS = {
    "id": "m-kzq4kzq4kzq4kzq4kzq4kza", "messageId": "m-kzq4kzq4kzq4kzq4kzq4kza",
    "from": PATIENT, "to": NUMBERS[0], "direction": "in", "state": "received", "text": "Biopsy: no",
    "media": ["https://ward.clinic.net/xray.png"], "time": "2016-03-01T10:00:00Z",
}  # fmt: skip
SPARE = iter(f"+1919555{number:04}" for number in range(3000, 9000))
HOP = {"connection", "transfer-encoding", "date", "server", "content-encoding"}


@dataclass
class Request:
    """A request that has reached the relay."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def parts(self) -> list[str]:
        """The parts below the user."""
        parts = [part for part in urlsplit(self.path).path.split("/") if part][1:]
        return parts[2:] if parts[:1] == ["users"] else parts


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Alter = Callable[["Relay", Request], Answer]


@dataclass
class Relay:
    """Passes requests on to `upstream`, as `alter` says. `seen` are those that came."""

    upstream: str
    alter: Alter
    auth: tuple[str, str]
    seen: list[Request] = field(default_factory=list)
    sent: int = 0  # messages sent beside those that were accepted anyway
    ordered: int = 0
    changed: Event = field(default_factory=Event)
    base_url: str = ""
    _lock: Lock = field(default_factory=Lock)

    def answer(self, request: Request) -> Answer:
        with self._lock:
            self.seen.append(request)
        return self.alter(self, request)

    def forward(self, request: Request) -> Answer:
        """The simulator's own answer."""
        dropped = ("connection", "content-length", "transfer-encoding")
        headers = {name: v for name, v in request.headers.items() if name.lower() not in dropped}
        session = requests.Session()
        session.trust_env = False
        prepared = requests.Request(request.method, self.upstream, headers, data=request.body)
        ready = session.prepare_request(prepared)
        ready.url = self.upstream + request.path  # unchanged
        with session, session.send(ready, allow_redirects=False, timeout=30) as answer:
            kept = {name: v for name, v in answer.headers.items() if name.lower() not in HOP}
            return Answer(answer.status_code, answer.content, kept)

    def really(self, path: str, body: dict[str, Any]) -> Answer:
        """Do what was refused: send a message, order a number."""
        user = self.seen[0].path.split("/")[3]
        answer = requests.post(
            f"{self.upstream}/v1/users/{user}/{path}", json=body, auth=self.auth, timeout=10
        )
        location = answer.headers["Location"].replace(self.upstream, self.base_url)
        return Answer(201, b"", {"Location": location, "Cache-Control": "no-cache"})


def faithful(relay: Relay, request: Request) -> Answer:
    """Answer as the API does."""
    return relay.forward(request)


def lax(relay: Relay, request: Request) -> Answer:
    """Accept every message and order that should be refused, and carry it out."""
    answer = relay.forward(request)
    if request.method != "POST" or answer.status in (200, 201):
        return answer
    if request.parts == ["messages"]:
        return _lax_batch(relay, request, answer) or _lax_message(relay)
    if request.parts == ["phoneNumbers"] or request.parts[:1] == ["availableNumbers"]:
        relay.ordered += 1
        return relay.really("phoneNumbers", {"number": next(SPARE)})
    return answer


def lax_with_a_history(relay: Relay, request: Request) -> Answer:
    """Be lax, and begin each list of messages with somebody's, so that failures show it."""
    answer = lax(relay, request)
    if request.method == "GET" and request.parts == ["messages"] and answer.status == 200:
        listed = [OF_OTHERS, *json.loads(answer.body)]
        body = json.dumps(listed, separators=(",", ":")).encode()
        return Answer(200, body, answer.headers | {"Content-Length": str(len(body))})
    return answer


def _lax_message(relay: Relay) -> Answer:
    relay.sent += 1
    return relay.really("messages", MESSAGE)


def _lax_batch(relay: Relay, request: Request, answer: Answer) -> Answer | None:
    if not request.body.startswith(b"["):
        return None
    items = json.loads(answer.body) if answer.status == 202 else [{}] * request.body.count(b"{")
    results = [
        item
        if item.get("result") == "accepted"
        else {"result": "accepted", "location": _lax_message(relay).headers["Location"]}
        for item in items
    ]
    return Answer(202, json.dumps(results).encode(), {"Content-Type": "application/json"})


def strict(status: int, code: str, *, only_posts: bool = False) -> Alter:
    """Refuse everything, or whatever is posted, with this status and code."""

    def alter(relay: Relay, request: Request) -> Answer:
        if only_posts and request.method != "POST":
            return relay.forward(request)
        body = {"category": "forbidden", "code": code, "message": "no", "details": []}
        head = {"Content-Type": "application/json"}
        return Answer(status, json.dumps(body, separators=(",", ":")).encode(), head)

    return alter


@contextmanager
def relay(upstream: str, alter: Alter, auth: tuple[str, str]) -> Iterator[Relay]:
    """A relay on a free port."""
    made = Relay(upstream, alter, auth)
    server = _Server(("127.0.0.1", 0), _handler_of(made))
    made.base_url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that disconnects: some checks do."""


def _handler_of(relay: Relay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = self.headers.get("Content-Length", "0")
            body = self.rfile.read(int(length)) if length.isdigit() else b""
            request = Request(self.command, self.path, dict(self.headers.items()), body)
            answer = relay.answer(request)
            self.send_response_only(answer.status)
            length = str(len(answer.body))
            for name, value in {"Content-Length": length, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Log nothing."""

    return Handler
