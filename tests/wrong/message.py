"""Message, one HTTP request or response as it is written, and the patterns that choose some."""

from fnmatch import fnmatchcase
from http.client import parse_headers
from io import BytesIO
from typing import NamedTuple, Self
from urllib.parse import urlsplit

Headers = tuple[tuple[str, str], ...]


class Message(NamedTuple):
    """`start` is the line of the request, or of the status. Text is latin-1, as on the wire."""

    start: str
    headers: Headers = ()
    body: bytes = b""

    @classmethod
    def parsed(cls, head: bytes, body: bytes = b"") -> Self:
        """Of `head`, which ends with its blank line."""
        start, _, rest = head.partition(b"\r\n")
        headers = tuple(parse_headers(BytesIO(rest)).items())
        return cls(start.decode("latin-1"), headers, body)

    @property
    def encoded(self) -> bytes:
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body

    @property
    def method(self) -> str:
        return self.start.partition(" ")[0]

    @property
    def target(self) -> str:
        return self.start.split(" ")[1]

    @property
    def status(self) -> int:
        return int(self.start.split(" ")[1])

    @property
    def is_request(self) -> bool:
        return not self.start.startswith("HTTP/")

    def get(self, name: str) -> str | None:
        """The value of a header, whatever the case of its name."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    def with_target(self, target: str) -> "Message":
        method, _, version = self.start.split(" ")
        return self._replace(start=f"{method} {target} {version}")

    def with_header(self, name: str, value: str | None) -> "Message":
        """Where it stood, or at the end; None removes it."""
        place = next(
            (at for at, (n, _) in enumerate(self.headers) if n.lower() == name.lower()), -1
        )
        others = [pair for pair in self.headers if pair[0].lower() != name.lower()]
        if value is not None:
            others.insert(place if place >= 0 else len(others), (name, value))
        return self._replace(headers=tuple(others))

    def with_body(self, body: bytes) -> "Message":
        """With the length of `body`, where a length is told."""
        changed = self._replace(body=body)
        if body == self.body or self.get("Content-Length") is None:
            return changed
        return changed.with_header("Content-Length", str(len(body)))


def path_of(request: Message) -> str:
    """The path below `/v1/users/{userId}/`, else with a slash before it; empty outside of `/v1`."""
    path = urlsplit(request.target).path
    if not path.startswith("/v1/"):
        return ""
    parts = path.removeprefix("/v1/").rstrip("/").split("/", 2)
    return parts[2] if parts[0] == "users" and len(parts) == 3 else f"/{'/'.join(parts)}"


def is_of(request: Message, where: str) -> bool:
    """Whether it is of "METHOD path …", such as "GET messages/*"."""
    method, path = where.split(" ")[:2]
    found = path_of(request)
    return bool(found) and fnmatchcase(request.method, method) and fnmatchcase(found, path)


def has_method(request: Message, where: str) -> bool:
    """Whether it is of the method `where`, or of any for "*"."""
    return fnmatchcase(request.method, where)


def has_status(answer: Message, where: str) -> bool:
    """Whether it is of "METHOD path status", such as "POST * 20?"; without a status: any."""
    return fnmatchcase(str(answer.status), [*where.split(" "), "*"][2])
