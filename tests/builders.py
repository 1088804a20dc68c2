"""Builders: drafts and numbers with defaults, and a client without sockets."""

import io
import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.messages.message import MessageDraft
from catapult_simulator.core.tenant import Tenant

LINE = "+19195551212"
SECOND_LINE = "+19195551213"
TOLL_FREE = "+18005551212"
PERSON = "+19195550001"
APP_URL = "http://app.test/sms"
EVENTS_URL = "http://app.test/events"

Wsgi = Callable[..., Iterable[bytes]]


def draft(**changes: Any) -> MessageDraft:
    """A text from `LINE` to `PERSON`."""
    return MessageDraft(**({"from_": LINE, "to": PERSON, "text": "Yes, until six."} | changes))


def code_of(call: Callable[..., object], *arguments: Any, **named: Any) -> str:
    """The code of the CatapultError that `call` raises."""
    try:
        call(*arguments, **named)
    except CatapultError as refused:
        return refused.code
    raise AssertionError("it was not refused")


def basic(token: str, secret: str) -> str:
    """The value of an Authorization header."""
    return "Basic " + b64encode(f"{token}:{secret}".encode()).decode()


class Response(NamedTuple):
    """A response; `headers` by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def message(self) -> str:
        return str(self.json["message"])

    @property
    def details(self) -> list[tuple[str, str]]:
        return [(detail["name"], detail["value"]) for detail in self.json["details"]]


class Client:
    """Calls a WSGI application as one tenant. Paths are relative to the tenant's, or absolute."""

    def __init__(self, app: Wsgi, tenant: Tenant) -> None:
        self.app = app
        self.base = f"/v1/users/{tenant.user_id}/"
        credentials = tenant.credentials
        self.authorization = basic(credentials.token, credentials.secret)

    def get(self, path: str, **options: Any) -> Response:
        return self.call("GET", path, **options)

    def post(self, path: str, content: Any = None, **options: Any) -> Response:
        """Post `content` as JSON, bytes as they are."""
        return self.call("POST", path, content, **options)

    def patch(self, path: str, content: Any = None, **options: Any) -> Response:
        return self.call("PATCH", path, content, **options)

    def delete(self, path: str, **options: Any) -> Response:
        return self.call("DELETE", path, **options)

    def call(
        self,
        method: str,
        path: str,
        content: Any = None,
        *,
        type: str | None = "application/json",  # noqa: A002 - as the header is called
        **environ: str | None,
    ) -> Response:
        """The whole answer. `environ` overrides keys of the WSGI environ; None removes one."""
        body = _as_bytes(content)
        target = path if path.startswith("/") else self.base + path
        whole = environ_of(method, target, body) | {"HTTP_AUTHORIZATION": self.authorization}
        whole |= ({"CONTENT_TYPE": type} if body else {}) | environ
        return run(self.app, {key: value for key, value in whole.items() if value is not None})

    def create(self, path: str, content: Any) -> str:
        """Post what must be created; gives the new resource's id."""
        answer = self.post(path, content)
        assert answer.status == 201, answer
        return answer.headers["location"].rpartition("/")[2]


def environ_of(method: str, target: str, body: bytes = b"") -> dict[str, Any]:
    """A WSGI environ as the server makes it: `PATH_INFO` is latin-1 of the decoded bytes."""
    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": "simulator.test:8080",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.10",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    return environ | ({"CONTENT_LENGTH": str(len(body))} if body else {})


def run(app: Wsgi, environ: dict[str, Any]) -> Response:
    """Call `app` as a server does: read the whole body, then close it."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    chunks = app(environ, lambda status, headers: started.append((status, headers)))
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    ((status, headers),) = started
    named = {name.lower(): value for name, value in headers}
    assert len(named) == len(headers), "a header stands twice"
    return Response(int(status.split()[0]), named, body)


def _as_bytes(content: Any) -> bytes:
    if content is None or isinstance(content, bytes):
        return content or b""
    return json.dumps(content).encode()
