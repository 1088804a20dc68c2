"""Requests that no HTTP library sends: unchanged paths, bodies that never arrive."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from io import BytesIO
from socket import socket
from ssl import SSLContext, create_default_context
from typing import BinaryIO
from urllib.parse import urlsplit

import requests
from requests.auth import _basic_auth_str

from contract_tests.account import Account

NO_HEADERS: Mapping[str, str] = {}
_AT_ONCE = 50  # requests of one piece


def open_connection(account: Account) -> HTTPConnection:
    """A connection with a timeout of ten seconds."""
    place = urlsplit(account.base_url)
    if place.scheme == "http":
        return HTTPConnection(place.hostname or "", place.port, timeout=10)
    return HTTPSConnection(
        place.hostname or "", place.port, timeout=10, context=context_of(account)
    )


def context_of(account: Account) -> SSLContext:
    """The authorities that the account's session trusts: those of a file, or of the system."""
    trusted = account.session.verify
    return create_default_context(cafile=trusted if isinstance(trusted, str) else None)


def send_head(
    connection: HTTPConnection, account: Account, method: str, path: str, headers: Mapping[str, str]
) -> str:
    """Send the request line and headers, the path unchanged; gives the URL."""
    url = account.url(path)
    _before(account, method, url, headers)
    connection.putrequest(method, url.removeprefix(account.base_url))
    connection.putheader("Authorization", basic(account))
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return url


def basic(account: Account) -> str:
    """The value of the header Authorization."""
    return str(_basic_auth_str(*account.credentials[1:]))


def ask(
    account: Account,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] = NO_HEADERS,
) -> requests.Response:
    """Send exactly this head and body; gives the response."""
    connection = open_connection(account)
    try:
        url = send_head(connection, account, method, path, headers)
        if body:
            connection.send(body)
        response = _as_response(connection.getresponse(), method, url)
        _after(account, response, headers, body)
        return response
    finally:
        connection.close()


def ask_often(account: Account, method: str, path: str, times: int) -> list[int]:
    """Send one request so often, without a pause; gives the statuses."""
    connection = open_connection(account)
    connection.connect()
    try:
        head = _head(account, method, path)
        return [
            status
            for first in range(0, times, _AT_ONCE)
            for status in _pipelined(connection.sock, head, min(_AT_ONCE, times - first))
        ]
    finally:
        connection.close()


def _head(account: Account, method: str, path: str) -> bytes:
    place = urlsplit(account.url(path))
    target = account.url(path).removeprefix(account.base_url)
    lines = (
        f"{method} {target} HTTP/1.1",
        f"Host: {place.netloc}",
        f"Authorization: {basic(account)}",
    )
    return "\r\n".join((*lines, "Content-Length: 0", "", "")).encode()


def _pipelined(sock: socket, head: bytes, count: int) -> list[int]:
    """The statuses of so many requests that are sent in one piece."""
    sock.sendall(head * count)
    answers = sock.makefile("rb")
    return [_status_of(answers) for _ in range(count)]


def _status_of(answers: BinaryIO) -> int:
    status = int(answers.readline().split()[1])
    length = 0
    while line := answers.readline().strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    answers.read(length)
    return status


def put(account: Account, path: str, body: bytes) -> requests.Response:
    """PUT with the correct Content-Length and no Content-Type."""
    return ask(account, "PUT", path, body, {"Content-Length": str(len(body))})


def _before(account: Account, method: str, url: str, headers: Mapping[str, str]) -> None:
    """Ask the guard of a live run."""
    if wire := getattr(account.session, "wire", None):
        wire.before_raw(account, method, url, headers)


def _after(
    account: Account, response: requests.Response, headers: Mapping[str, str], body: bytes
) -> None:
    if wire := getattr(account.session, "wire", None):
        wire.after_raw(account, response, headers, body)


def _as_response(answer: HTTPResponse, method: str, url: str) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.getheaders())
    response.raw = BytesIO(answer.read())
    response.request = requests.Request(method, url).prepare()
    response.request.url = url  # unchanged: `prepare` normalises it
    return response
