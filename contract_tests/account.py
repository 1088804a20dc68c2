"""Account, one user of the API over HTTP."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import requests

ABSENT: Final = object()
Json = Any  # what json.loads gives


class Credentials(NamedTuple):
    """userId, API token and API secret. A failing check prints only the userId."""

    user_id: str
    token: str
    secret: str

    def __repr__(self) -> str:
        return f"Credentials({self.user_id!r}, …)"


def new_session(ca_file: str = "") -> requests.Session:
    """A session that ignores the machine's proxy settings and .netrc. `ca_file`, else the file of
    REQUESTS_CA_BUNDLE, holds the authorities to trust in place of the public ones."""
    session = requests.Session()
    session.trust_env = False
    session.verify = ca_file or os.environ.get("REQUESTS_CA_BUNDLE") or True
    return session


@dataclass
class Account:
    """Requests of one user. A path is relative to `users/{userId}/`, or to `/v1` after a slash.

    `body` is sent as compact JSON, `raw` unchanged. `rate` is the number of messages a second.
    """

    base_url: str
    credentials: Credentials
    session: requests.Session
    rate: float = float("inf")
    messages_sent: int = 0
    _last_send: float = field(default=0.0, repr=False)

    @property
    def user_id(self) -> str:
        return self.credentials.user_id

    def url(self, path: str) -> str:
        """The absolute URL of `path`."""
        return f"{self.base_url}/v1{path if path[:1] == '/' else f'/users/{self.user_id}/{path}'}"

    def request(
        self,
        method: str,
        path: str,
        body: Json = ABSENT,
        *,
        raw: bytes | None = None,
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        anonymous: bool = False,
    ) -> requests.Response:
        """Send one request; gives the response of any status. Redirects are not followed."""
        if method == "POST" and path.rstrip("/") == "messages":
            self._keep_pace()
        answer = self.session.request(
            method,
            self.url(path),
            data=raw if body is ABSENT else compact(body),
            params=query,
            headers=({} if body is ABSENT else {"Content-Type": "application/json"})
            | dict(headers or {}),
            auth=None if anonymous else self.credentials[1:],
            allow_redirects=False,
            timeout=30,
        )
        self._count(method, path, answer)
        return answer

    def get(self, path: str, **query: str | int) -> requests.Response:
        """GET with `query`; a trailing underscore of a name is dropped (`from_`)."""
        return self.request(
            "GET", path, query={key.rstrip("_"): value for key, value in query.items()}
        )

    def post(self, path: str, body: Json = ABSENT) -> requests.Response:
        return self.request("POST", path, body)

    def patch(self, path: str, body: Json) -> requests.Response:
        return self.request("PATCH", path, body)

    def delete(self, path: str) -> requests.Response:
        return self.request("DELETE", path)

    def read(self, path: str, **query: str | int) -> Json:
        """The JSON of a GET that must succeed."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return answer.json()

    def create(self, path: str, body: Json) -> str:
        """Create a resource; gives its id."""
        answer = self.post(path, body)
        assert answer.status_code == 201, f"{answer.status_code} {answer.text}"
        return answer.headers["Location"].rpartition("/")[2]

    def _keep_pace(self) -> None:
        wait = self._last_send + 1 / self.rate - time.monotonic()
        if wait > 0:
            time.sleep(wait)  # the real API limits messages a second
        self._last_send = time.monotonic()

    def _count(self, method: str, path: str, answer: requests.Response) -> None:
        if method == "POST" and path.rstrip("/") == "messages":
            if answer.status_code == 201:
                self.messages_sent += 1
            elif answer.status_code == 202:
                self.messages_sent += answer.text.count('"accepted"')


def compact(body: Json) -> bytes:
    """`body` as JSON without spaces, in UTF-8."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
