"""Bodies, paths and headers that no honest client sends: refused in the envelope, never a 500.

Every route and method of the URL map is tried, those of the control API included.
"""

from collections.abc import Iterator
from urllib.parse import quote_from_bytes

import pytest

from builders import LINE
from rest.v1.hostile_account import RULES, Account

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t",
    "half an object": b'{"text": "x"',
    "two objects": b"{} {}",
    "text": b'"text"',
    "a number": b"42",
    "null": b"null",
    "a list": b"[]",
    "a list of nonsense": b'[1, null, "x", [], {}]',
    "an unknown name": b'{"nonsense": 1}',
    "NaN": b'{"text": NaN, "callbackTimeout": Infinity}',
    "huge numbers": b'{"callbackTimeout": 1e999, "seconds": 1e999, "times": -1e999}',
    "a number of 5000 digits": b'{"callbackTimeout": ' + b"9" * 5000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"text":' * 100_000,
    "lone surrogates": rb'{"text": "\ud800", "name": "\udfff", "userId": "\ud800"}',
    "NUL": b'{"text": "\\u0000", "name": "\x00"}',
    "invalid UTF-8": b'{"text": "\xff\xfe"}',
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "a form": b"from=%2B1&to=%2B1&text=x",
    "duplicate names": b'{"provider": 1, "provider": {"x": 1}, "text": 1, "text": {"y": 2}}',
    "control characters": b'{"text": "a\nb"}',
}  # fmt: skip


@pytest.fixture
def account() -> Iterator[Account]:
    with Account() as opened:
        yield opened


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_body_is_refused(rule: str) -> None:
    for method in RULES[rule]:
        for body in BODIES.values():
            with Account() as account:
                account.call(method, account.target(rule), body)


@pytest.mark.parametrize("rule", RULES)
def test_a_method_that_a_route_does_not_have_is_refused(account: Account, rule: str) -> None:
    for method in {"GET", "POST", "PATCH", "DELETE", "OPTIONS", "PURGE"} - RULES[rule]:
        assert account.call(method, account.target(rule), b"{}").status in (404, 405)


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_content_type_is_refused(account: Account, rule: str) -> None:
    for type_ in TYPES:
        for method in ("POST", "PATCH"):
            account.call(method, account.target(rule), b'{"text": "x"}', type=type_)


TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "\xff", ";;")
SEGMENTS = [
    b"\xff\xfe",
    b"\x00",
    b"%2e%2e",
    b"..",
    b" ",
    b"+",
    b"\xed\xa0\x80",
    b"a" * 5000,
    b"'\"",
]


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_path_is_not_found(rule: str) -> None:
    for odd in map(quote_from_bytes, SEGMENTS):
        with Account() as account:
            whole = account.target(rule)
            part = account.target(rule, message_id=odd, ref=odd, application_id=odd)
            for target in (part, account.target(rule, user_id=odd), f"{whole}/{odd}", whole + "//"):
                for method in RULES[rule]:
                    account.call(method, target, b"{}")


QUERIES = [
    "size=0", "size=-1", "size=x", "size=1e3", "size=%D9%A3", "size=" + "9" * 30, "page=-1",
    "page=99999999999", "sortKeyLT=x", "sortKeyLT=" + "9" * 19, "sortKeyGT=" + "9" * 20,
    "fromDateTime=x", "fromDateTime=0001-01-01T00:00:00%2B99:99", "toDateTime=9999-12-31",
    "direction=up", "state=%00", "from=%FF", "after=-1", "after=x", "wait=61", "wait=nan",
    "kind=x", "limit=0", "&&&=&=", "%", "=%=", "quantity=x", "areaCode=%FF", "zip=1", "a" * 5000,
    "toDate=2019-13-01", "maxItems=-1", "x=%ED%A0%80", "\xff\xfe=\xff",
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_query_is_refused_or_ignored(rule: str) -> None:
    for query in QUERIES:
        with Account() as account:
            for method in RULES[rule]:
                account.call(method, f"{account.target(rule)}?{query}", b"{}")


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic ", "Basic !!!", "Basic Og==", "Bearer x", "\xff\xfe", "Basic /////w==",
     "Basic " + "A" * 50_000, "basic bm8gY29sb24="],
    ids=lambda header: ascii(header[:20]),
)  # fmt: skip
def test_hostile_credentials_are_refused(account: Account, header: str) -> None:
    for rule in RULES:
        if rule.startswith("/v1"):
            answer = account.call("GET", account.target(rule), HTTP_AUTHORIZATION=header)
            assert (answer.status, answer.code) == (401, "access-denied")


@pytest.mark.parametrize("depth", [50, *range(880, 1010, 3)])
def test_nesting_of_any_depth_is_refused(account: Account, depth: int) -> None:
    """Also where the parser's patience just suffices, and that of what comes after does not."""
    nested = b"[" * depth + b"]" * depth
    for name in (b"text", b"media", b"tag", b"provider", b"nonsense"):
        body = b'{"from": "' + LINE.encode() + b'", "to": "+1", "' + name + b'": ' + nested
        for rest in (b"}", b', "zzz": 1}'):
            for path in ("messages", "phoneNumbers"):
                assert account.call("POST", account.client.base + path, body + rest).status == 400


@pytest.mark.parametrize("path", ["messages", "applications", "phoneNumbers"])
def test_a_body_of_10_mb_is_refused(account: Account, path: str) -> None:
    body = b'{"text": "' + b"x" * 10_000_000 + b'"}'

    assert account.call("POST", account.client.base + path, body).status == 413
