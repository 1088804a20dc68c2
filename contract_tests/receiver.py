"""The app under the network's callbacks: a small HTTP server that remembers what it was told."""

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit


class Delivery(NamedTuple):
    """One callback as it arrived: `headers` by lower-case name, `query` as it stood in the URL."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """What was told, in its order: of the JSON body, or of the query."""
        if self.method == "GET":
            return dict(parse_qsl(self.query, keep_blank_values=True))
        return dict(json.loads(self.body))


@dataclass(frozen=True)
class Answer:
    """How the app answers at one path; a held one only when the check is over."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hold: bool = False


@dataclass
class Mailbox:
    """The callbacks of one check, in the order of arrival."""

    base_url: str
    arrived: list[Delivery] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    on_arrival: Callable[[Delivery], object] | None = None
    released: Event = field(default_factory=Event)

    def url(self, name: str = "sms", *, user: str = "", password: str = "") -> str:
        """The address `name` of this mailbox, with Basic credentials when a user is given."""
        whole = urlsplit(f"{self.base_url}/{name}")
        if not user:
            return urlunsplit(whole)
        place = f"{quote(user, safe='')}:{quote(password, safe='')}@{whole.netloc}"
        return urlunsplit(whole._replace(netloc=place))

    def answer(self, name: str, status: int = 200, *, hold: bool = False, **headers: str) -> str:
        """Let the address `name` answer so; gives its URL."""
        self.answers[name] = Answer(status, headers, hold)
        return self.url(name)

    def at(self, name: str) -> list[Delivery]:
        """What arrived at the address `name`."""
        return [delivery for delivery in self.arrived if delivery.path.endswith(f"/{name}")]

    def accept(self, delivery: Delivery) -> Answer:
        self.arrived.append(delivery)
        if self.on_arrival:
            self.on_arrival(delivery)
        answer = self.answers.get(delivery.path.rpartition("/")[2], Answer())
        if answer.hold:
            self.released.wait(timeout=15)
        return answer


class Receiver:
    """Listens on `host:port`, reachable for the target as `public_url`; hands out mailboxes."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, public_url: str = "") -> None:
        self._mailboxes: dict[str, Mailbox] = {}
        self._names = itertools.count(1)
        self._server = _Server((host, port), _handler_of(self._mailboxes))
        self._url = public_url.rstrip("/") or f"http://{host}:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def open_mailbox(self) -> Mailbox:
        name = f"box-{next(self._names)}"
        self._mailboxes[name] = Mailbox(f"{self._url}/{name}")
        return self._mailboxes[name]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up in the middle is no news: some checks are about just that."""


def _handler_of(mailboxes: Mapping[str, Mailbox]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            box = next((name for name in path.split("/") if name in mailboxes), None)
            found = mailboxes[box] if box else Mailbox("")
            answer = found.accept(Delivery(self.command, path, query, headers, body))
            self._respond(answer)

        do_GET = do_POST  # noqa: N815

        def _respond(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is logged."""

    return Handler
