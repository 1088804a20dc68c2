"""Each request that no account owns is recorded, with a reason that says what to change."""

from collections.abc import Iterator

import pytest
import requests

from builders import basic
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.server import Server
from receivers import PATIENCE

LONG = "abcdefghijklmnopqrstuvwxyz0123456789ab"
NO_HEADER = "no Authorization header; send HTTP Basic with token and secret of an account"
NOT_BASIC = "the Authorization header is not Basic and base64 of token:secret"
SWAPPED = "the secret of t-shop was sent as token; send token:secret"
USER_ID = "u-shop is a userId, not a token; its token is t-shop"
REASONS = {
    "no header": (None, NO_HEADER),
    "bearer": (f"Bearer {LONG}", NOT_BASIC),
    "no base64": ("Basic ?", NOT_BASIC),
    "unknown token": (basic("t-x", "s"), "token t-x is unknown; known: t-shop"),
    "long token": (basic(LONG, "s"), "token abcd… is unknown; known: t-shop"),
    "wrong secret": (basic("t-shop", "sesame"), "secret of t-shop is wrong"),
    "swapped": (basic("open-sesame", "t-shop"), SWAPPED),
    "user id": (basic("u-shop", "open-sesame"), USER_ID),
}
PATHS = {
    "/v2/users": "path /v2/users is not part of this API; the base URL ends before /v1",
    "/users/u-shop/messages": "missing /v1: the path of this API is /v1/users/u-shop/messages",
    "/v1": "path /v1 names no resource; below /v1 are users, phoneNumbers, availableNumbers",
    "//v1/users": "path //v1/users begins with an empty segment; the base URL ends without a slash",
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Simulator()) as opened:
        opened.simulator.open_tenant("u-shop", "t-shop", "open-sesame")
        yield opened


def call(server: Server, path: str, authorization: str | None = None) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    with requests.Session() as session:
        session.trust_env = False
        request = requests.Request("GET", "http://x/", headers=headers).prepare()
        request.url = server.url + path
        return session.send(request, timeout=PATIENCE).status_code


def recorded(server: Server) -> UnmatchedRequest:
    (entry,) = server.simulator.unmatched_requests.entries()
    return entry


@pytest.mark.parametrize(("authorization", "reason"), REASONS.values(), ids=REASONS.keys())
def test_credentials_are_refused_with_a_reason(
    server: Server, authorization: str | None, reason: str
) -> None:
    assert call(server, "/v1/users/u-shop/messages?size=1", authorization) == 401

    entry = recorded(server)
    assert (entry.method, entry.path, entry.status) == ("GET", "/v1/users/u-shop/messages", 401)
    assert entry.reason == reason


@pytest.mark.parametrize(("path", "reason"), PATHS.items(), ids=PATHS.keys())
def test_a_path_outside_of_the_api_has_a_reason(server: Server, path: str, reason: str) -> None:
    assert call(server, path, basic("t-shop", "open-sesame")) == 404

    assert recorded(server).reason == reason


def test_what_is_no_http_has_a_reason(server: Server) -> None:
    assert call(server, "/v1/users/u-shop/messages?" + "x" * 9000) == 414

    assert recorded(server).reason == "a URL of more than 8192 bytes"


def test_requests_of_an_account_and_of_people_are_not_recorded(server: Server) -> None:
    call(server, "/v1/users/u-shop/messages", basic("t-shop", "open-sesame"))
    call(server, "/v1/users/u-other/messages", basic("t-shop", "open-sesame"))
    call(server, "/_simulator/nothing")
    assert call(server, "/_simulator/tenants?x=" + "x" * 9000) == 414
    call(server, "/favicon.ico")
    call(server, "/")

    assert server.simulator.unmatched_requests.entries() == []


def test_only_the_first_known_tokens_are_listed(server: Server) -> None:
    for number in range(11):
        server.simulator.open_tenant(f"u-{number}", f"t-{number}", "s")

    call(server, "/v1/users/u-shop", basic("t-x", "s"))

    assert recorded(server).reason.endswith("t-7, t-8 and 2 more")
    assert "t-9" not in recorded(server).reason


def test_the_control_api_lists_them(server: Server) -> None:
    call(server, "/v2/a")
    call(server, "/v2/b")
    url = f"{server.url}/_simulator/requests"

    listed = requests.get(url, params={"unmatched": "1", "after": "1"}, timeout=PATIENCE).json()
    refused = requests.get(url, timeout=PATIENCE)

    (found,) = listed
    assert (found["number"], found["path"], found["status"]) == (2, "/v2/b", 404)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-request")
