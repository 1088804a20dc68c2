"""How an error becomes an HTTP answer."""

import json

import pytest

from catapult_simulator.core.catalogue import (
    MESSAGE_NOT_FOUND,
    METHOD_NOT_ALLOWED,
    RATE_LIMIT_REACHED,
    RESOURCE_NOT_FOUND,
)
from catapult_simulator.web.errors import Call, call_of, render

CALL = Call("GET", "192.0.2.10", "users/u-1/messages/m-x/")


def test_an_error_is_answered_in_the_envelope() -> None:
    """Observed 2015-09, with the order of keys and details."""
    reply = render(MESSAGE_NOT_FOUND.error(messageId="m-x"), CALL)

    assert reply.status_code == 404
    assert reply.body == (
        b'{"category":"not-found","code":"message-not-found",'
        b'"message":"The message \'m-x\' could not be found","details":['
        b'{"name":"messageId","value":"m-x"},{"name":"requestMethod","value":"GET"},'
        b'{"name":"remoteAddress","value":"192.0.2.10"},'
        b'{"name":"requestPath","value":"users/u-1/messages/m-x/"}]}'
    )


def test_errors_are_json_without_cache_control() -> None:
    """Observed 2015."""
    headers = dict(render(RESOURCE_NOT_FOUND.error(), CALL).headers)

    assert headers["Content-Type"] == "application/json"
    assert "Cache-Control" not in headers
    assert "WWW-Authenticate" not in headers


def test_a_429_gives_the_reset_time_in_a_header_and_no_message() -> None:
    """Documented: rateLimits/resourceRateLimits.md."""
    reply = render(RATE_LIMIT_REACHED.error(rateLimitResetTime=1479308598680), CALL)

    assert reply.status_code == 429
    assert ("X-RateLimit-Reset", "1479308598680") in reply.headers
    assert isinstance(reply.body, bytes)
    content = json.loads(reply.body)
    assert list(content) == ["category", "code", "details"]
    assert content["details"][0] == {"name": "rateLimitResetTime", "value": "1479308598680"}


def test_a_row_may_have_a_status_of_its_own() -> None:
    assert render(METHOD_NOT_ALLOWED.error(), CALL).status_code == 405


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("::1", "0:0:0:0:0:0:0:1"),
        ("2001:db8::10", "2001:db8:0:0:0:0:0:10"),
        ("fe80::1%eth0", "fe80:0:0:0:0:0:0:1"),
        ("::ffff:192.0.2.10", "192.0.2.10"),
    ],
)
def test_addresses_are_printed_as_java_does(address: str, shown: str) -> None:
    """Documented sample: 0:0:0:0:0:0:0:1."""
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/v1/x", "REMOTE_ADDR": address}

    assert call_of(environ) == Call("GET", shown, "x")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/v1/users/u-1/messages/", "users/u-1/messages/"),
        ("/v1/users/\u00c3\u00a9", "users/é"),
        ("/v1/users/\u00ff", "users/\ufffd"),
        ("/nowhere", "/nowhere"),
    ],
)
def test_the_path_is_decoded_and_keeps_its_trailing_slash(path: str, shown: str) -> None:
    """Observed 2015-09."""
    assert call_of({"REQUEST_METHOD": "GET", "PATH_INFO": path}).path == shown
