"""Requests that HTTP refuses before the API sees them: the API's envelope, and what was wrong."""

import json
from http.client import HTTPResponse

import pytest

from contract_tests.account import Account, Json
from contract_tests.evidence import assumed, documented, needs
from contract_tests.raw import open_connection
from contract_tests.wire import named

pytestmark = needs("accounts")

HOST = "Host: sim.test"
HUGE = "Content-Length: 99999999999"
UNREADABLE = "The request could not be read: "


def answer(account: Account, *lines: str, rest: str = "") -> tuple[int, Json]:
    """Status and body of the answer to exactly this head."""
    connection = open_connection(account)
    connection.connect()
    try:
        connection.sock.sendall("\r\n".join([*lines, "", rest]).encode("latin-1"))
        response = HTTPResponse(connection.sock)
        response.begin()
        body = response.read()
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Content-Length"] == str(len(body))
        return response.status, json.loads(body)
    finally:
        connection.close()


@assumed("assumption A29")
@pytest.mark.parametrize(
    ("lines", "rest", "status", "why"),
    [
        pytest.param([], "", 400, "no Host header", id="no-host"),
        pytest.param([HOST, "a header"], "", 400, "Invalid header token", id="no-header"),
        pytest.param([HOST, "Content-Length: x"], "", 400, "Invalid character in Content-Length"),
        pytest.param([HOST, "Transfer-Encoding: x"], "", 501, "unknown transfer coding"),
        pytest.param(
            [HOST, "Transfer-Encoding: chunked"], "zz", 400, "Invalid character in chunk size"
        ),
    ],
)
def test_what_is_no_http_is_refused_with_a_reason(
    account: Account, lines: list[str], rest: str, status: int, why: str
) -> None:
    found, body = answer(account, "POST /v1/users/x%C3%A4/ HTTP/1.1", *lines, rest=rest)

    assert found == status
    assert list(body) == ["category", "code", "message", "details"]
    assert (body["category"], body["code"]) == ("bad-request", "validation-error")
    assert body["message"] == UNREADABLE + why
    assert named(body["details"]) == {
        "requestMethod": "POST",
        "remoteAddress": "127.0.0.1",
        "requestPath": "users/xä/",
    }


@assumed("assumption A29")
def test_what_cannot_be_read_at_all_is_refused(account: Account) -> None:
    status, body = answer(account, "nonsense", HOST)

    assert (status, body["code"]) == (400, "validation-error")
    assert body["message"] == "Bad parameters"
    assert list(named(body["details"]).items()) == [
        ("requestMethod", ""),
        ("remoteAddress", "127.0.0.1"),
        ("requestPath", ""),
    ]


@documented("errors.md, media-size-overflow: only an upload has an error of its own")
@pytest.mark.parametrize(
    ("call", "status", "code"),
    [
        ("PUT /v1/users/x/media/x", 403, "media-size-overflow"),
        ("PUT /v1/users/x/messages/x", 413, "validation-error"),
        ("POST /v1/users/x/media/x", 413, "validation-error"),
    ],
)
def test_a_huge_body_is_refused_before_it_is_sent(
    account: Account, call: str, status: int, code: str
) -> None:
    found, body = answer(account, f"{call} HTTP/1.1", HOST, HUGE)

    assert (found, body["code"]) == (status, code)


@assumed("assumption A29")
@pytest.mark.parametrize(
    ("path", "header", "status", "why"),
    [
        ("x" * 9000, HOST, 414, "a URL of more than 8192 bytes"),
        ("x", "X: " + "x" * 70_000, 431, "headers of more than 65536 bytes"),
    ],
    ids=["url", "headers"],
)
def test_a_long_head_is_refused(
    account: Account, path: str, header: str, status: int, why: str
) -> None:
    found, body = answer(account, f"GET /v1/{path} HTTP/1.1", header)

    assert (found, body["code"]) == (status, "validation-error")
    assert body["message"] == UNREADABLE + why
