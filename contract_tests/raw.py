"""Requests that no HTTP library sends: unchanged paths, bodies that never arrive."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from io import BytesIO
from ssl import SSLContext, create_default_context
from urllib.parse import urlsplit

import requests
from requests.auth import _basic_auth_str

from contract_tests.account import Account

NO_HEADERS: Mapping[str, str] = {}


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
    headers: Mapping[str, str] = NO_HEADERS,
) -> requests.Response:
    """Send exactly this head and body; gives the response."""
    connection = open_connection(account)
    try:
        url = send_head(connection, account, method, path, headers)
        if body:
            connection.send(body)
        return _as_response(connection.getresponse(), method, url)
    finally:
        connection.close()


def put(account: Account, path: str, body: bytes) -> requests.Response:
    """PUT with the correct Content-Length and no Content-Type."""
    return ask(account, "PUT", path, body, {"Content-Length": str(len(body))})


def _as_response(answer: HTTPResponse, method: str, url: str) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.getheaders())
    response.raw = BytesIO(answer.read())
    response.request = requests.Request(method, url).prepare()
    response.request.url = url  # unchanged: `prepare` normalises it
    return response
