"""Account, one user of the API over HTTP."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import requests

from contract_tests.live.spending import NOTHING, Spending, worst_case

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

    `body` is sent as compact JSON, `raw` unchanged. `spent` is what the requests have cost, and
    `risked` what the refused ones would have cost.
    """

    base_url: str
    credentials: Credentials
    session: requests.Session
    spent: Spending = NOTHING
    risked: Spending = NOTHING

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
        content = raw if body is ABSENT else compact(body)
        answer = self.session.request(
            method,
            self.url(path),
            data=content,
            params=query,
            headers=({} if body is ABSENT else {"Content-Type": "application/json"})
            | dict(headers or {}),
            auth=None if anonymous else self.credentials[1:],
            allow_redirects=False,
            timeout=30,
        )
        self._count(method, path, content or b"", answer)
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

    def _count(self, method: str, path: str, body: bytes, answer: requests.Response) -> None:
        """Add what the request has cost, and what it would have cost if it was refused."""
        below = path if path[:1] == "/" else f"/users/{self.user_id}/{path}"
        imported = b'"provider"' in body and answer.status_code == 201  # it costs nothing
        whole = NOTHING if imported else worst_case(method, below, body)
        if answer.status_code == 202:
            taken = Spending(messages=min(whole.messages, answer.text.count('"accepted"')))
        else:
            taken = whole if answer.status_code in (200, 201) else NOTHING
        self.spent = self.spent.plus(taken)
        self.risked = self.risked.plus(whole.minus(taken))


def compact(body: Json) -> bytes:
    """`body` as JSON without spaces, in UTF-8."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
