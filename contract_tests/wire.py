"""Assertions for the properties that all responses of the API share."""

import ipaddress
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import requests

from contract_tests.account import Account, Json, compact

# 14 random bytes in base32 without padding: the last of 23 characters has two free bits.
ID = "[a-z2-7]{22}[aiqy]"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"

STATUS_OF = {
    "bad-request": 400, "authorization": 401, "credit": 403, "limit": 403, "forbidden": 403,
    "not-found": 404, "conflict": 409, "unavailable": 503,
}  # fmt: skip


def assert_refused(
    answer: requests.Response,
    status: int,
    code: str,
    message: str | None = None,
    *,
    details: Mapping[str, str] | None = None,
    leading_slash: bool = False,
) -> None:
    """The whole envelope: status, type, key order and details.

    `details`: those before the three of the request, by name and in order.
    `leading_slash`: requestPath begins with a slash, as with wrong credentials (behaviour A9).
    """
    assert answer.status_code == status, answer.text
    assert answer.json().get("code") == code, answer.text
    assert message is None or answer.json()["message"] == message
    assert_json(answer)
    assert "cache-control" not in answer.headers
    _assert_envelope(answer.json(), status)
    found = answer.json()["details"]
    assert list(named(found[:-3]).items()) == list((details or {}).items())
    _assert_request_details(found[-3:], answer, "/" if leading_slash else "")


def _assert_envelope(body: Json, status: int) -> None:
    assert list(body) == ["category", "code", "message", "details"]
    assert STATUS_OF.get(body["category"]) == status or status in (405, 413, 415)


def _assert_request_details(
    details: list[dict[str, str]], answer: requests.Response, slash: str
) -> None:
    path = unquote(urlsplit(str(answer.request.url)).path).removeprefix("/v1/")
    assert [detail["name"] for detail in details] == [
        "requestMethod",
        "remoteAddress",
        "requestPath",
    ]
    assert details[0]["value"] == answer.request.method
    assert ipaddress.ip_address(details[1]["value"])
    assert details[2]["value"] == slash + path


def assert_missing(answer: requests.Response, resource: str, name: str) -> None:
    sentence = f"The '{resource}' resource property '{name}' is required but was not specified"
    assert_refused(answer, 400, "missing-property", sentence)


def assert_blank(answer: requests.Response, resource: str, name: str) -> None:
    sentence = (
        f"The '{resource}' resource property '{name}' "
        "must contain at least one non-whitespace character"
    )
    assert_refused(answer, 400, "blank-property", sentence)


def assert_invalid(answer: requests.Response, message: str = "Bad parameters") -> None:
    assert_refused(answer, 400, "validation-error", message)


def assert_created(answer: requests.Response, account: Account, path: str, prefix: str) -> str:
    """201 without a body, and an absolute Location on the same host; gives the new id."""
    assert answer.status_code == 201, answer.text
    _assert_empty(answer)
    found = re.fullmatch(
        rf"{re.escape(account.url(path))}/({prefix}-{ID})", answer.headers["Location"]
    )
    assert found, answer.headers["Location"]
    return found[1]


def assert_done(answer: requests.Response) -> None:
    """200 without a body, as after an update, a release or a redaction."""
    assert answer.status_code == 200, answer.text
    _assert_empty(answer)


class Expected:
    """Responses differ between the profiles: in 2018 an empty 201 was typed as JSON."""

    empty_is_json = False


def _assert_empty(answer: requests.Response) -> None:
    assert answer.content == b""
    assert answer.headers["Content-Length"] == "0"
    typed = "json" in answer.headers.get("Content-Type", "")
    assert typed is (Expected.empty_is_json and answer.status_code == 201)
    assert answer.headers["Cache-Control"] == "no-cache"


def assert_json(answer: requests.Response) -> None:
    """Compact JSON in UTF-8, of exactly the type `application/json`."""
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.content == compact(json.loads(answer.content))


def links(answer: requests.Response) -> dict[str, str]:
    """The URLs of the Link header by rel, parsed as strictly as the strictest SDK does."""
    header = answer.headers.get("Link", "")
    found: dict[str, str] = {}
    for entry in header.split(",") if header else ():
        url, rel = entry.split(";")
        assert re.fullmatch(r'\s*rel="\w+"', rel), entry
        found[rel.split('"')[1]] = url.strip()[1:-1]
    return found


def query_of(url: str) -> str:
    """The query of `url`, not decoded."""
    return urlsplit(url).query


def named(details: list[dict[str, Any]]) -> dict[str, Any]:
    """Details by name, in order."""
    return {detail["name"]: detail["value"] for detail in details}
