"""Requests as no decent client writes them: paths left alone, bodies that never come."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from urllib.parse import urlsplit

import requests
from requests.auth import _basic_auth_str

from contract_tests.account import Account

NOTHING: Mapping[str, str] = {}


def open_connection(account: Account) -> HTTPConnection:
    """A connection of its own, patient for ten seconds."""
    place = urlsplit(account.base_url)
    return HTTPConnection(place.hostname or "", place.port, timeout=10)


def send_head(
    connection: HTTPConnection, account: Account, method: str, path: str, headers: Mapping[str, str]
) -> str:
    """Send everything up to the empty line, the path as it stands; gives the URL."""
    url = account.url(path)
    connection.putrequest(method, url.removeprefix(account.base_url))
    connection.putheader("Authorization", _basic_auth_str(*account.credentials[1:]))
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return url


def ask(
    account: Account,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] = NOTHING,
) -> requests.Response:
    """The answer to just this head and this body, neither of which is mended on the way."""
    connection = open_connection(account)
    try:
        url = send_head(connection, account, method, path, headers)
        if body:
            connection.send(body)
        return _as_response(connection.getresponse(), method, url)
    finally:
        connection.close()


def put(account: Account, path: str, body: bytes) -> requests.Response:
    """PUT with the right length and no type."""
    return ask(account, "PUT", path, body, {"Content-Length": str(len(body))})


def _as_response(answer: HTTPResponse, method: str, url: str) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.getheaders())
    response.raw = BytesIO(answer.read())
    response.request = requests.Request(method, url).prepare()
    response.request.url = url  # as it was asked: preparing it would tidy it up
    return response
