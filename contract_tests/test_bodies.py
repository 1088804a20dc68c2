"""Request bodies: parsing, types and content types, for all resources."""

import json

import pytest
import requests

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.live.belongings import MARK
from contract_tests.wire import assert_invalid, assert_missing, assert_refused

JSON = "application/json"
APPLICATION = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}


def send(account: Account, path: str, body: bytes, kind: str = JSON) -> requests.Response:
    return account.request("POST", path, raw=body, headers={"Content-Type": kind})


@observed("SDK run logs 2015: one column past the value's first character")
@pytest.mark.parametrize(
    ("body", "name", "line", "column"),
    [
        ('{"eventType":"x"}', "eventType", 1, 15),
        ('{"from":"+1","username":"x"}', "username", 1, 26),
        ('{"colour" : "x"}', "colour", 1, 14),
        ('{\n  "from": "+1",\n  "colour": "x"\n}', "colour", 3, 14),
        ('{"colour":{"deep":1}}', "colour", 1, 12),
        ('{"colour":7}', "colour", 1, 12),
        ('{"From":"+1"}', "From", 1, 10),
    ],
    ids=["first", "second", "blanks", "third-line", "object", "number", "case"],
)
@risks(1)
def test_an_unknown_property_of_a_message_is_located(
    account: Account, body: str, name: str, line: int, column: int
) -> None:
    answer = send(account, "messages", body.encode())

    message = f"Unrecognized property '{name}' (path null.{name}) at line {line}, column {column}"
    details = {"propertyName": name, "objectPath": f"null.{name}"}
    assert_refused(answer, 400, "unrecognized-property", message, details=details)


@observed("SDK run logs 2015: other resources name no path in the sentence")
@pytest.mark.parametrize("path", ["applications", "phoneNumbers"])
@risks(numbers=1)
def test_an_unknown_property_elsewhere_is_located(account: Account, path: str) -> None:
    answer = send(account, path, b'{"name":"x","username":"x"}')

    assert answer.json()["message"] == "Unrecognized property 'username' at line 1, column 25"
    assert (answer.status_code, answer.json()["code"]) == (400, "unrecognized-property")
    names = [detail["name"] for detail in answer.json()["details"]]
    assert names[:2] == ["propertyName", "objectPath"]


@observed("SDK run logs 2015: the parser reports it; precedence: assumption A22")
@risks(1)
def test_an_unknown_property_wins_over_a_missing_one(account: Account) -> None:
    assert account.post("messages", {"colour": "red"}).json()["code"] == "unrecognized-property"


@assumed("assumption A22")
@risks(14)
def test_a_missing_property_wins_over_a_limit(account: Account) -> None:
    body = {"from": "+1", "text": "x" * 2049, "receiptRequested": "maybe"}

    assert_missing(account.post("messages", body), "message", "to")


@assumed("assumption A22")
@risks(14)
def test_a_limit_wins_over_a_number_of_another_account(account: Account) -> None:
    body = {"from": "+14155790292", "to": "+19195551212", "text": "x" * 2049}

    assert account.post("messages", body).json()["code"] == "validation-error"


@assumed("assumption A1")
@pytest.mark.parametrize("path", ["messages", "applications", "phoneNumbers"])
@pytest.mark.parametrize(
    "body",
    [
        b"{", b"nonsense", b'{"from":}', b'{"from":"+1"} x', b"\xff\xfe", b'{"text":"\xff"}',
        b'{"from":NaN}', b"{'from':'+1'}", b'{"from":"a\nb"}', b"[" * 100_000,
        b'{"from":"\\ud83d"}', b'{"from":"\\ude00\\ud83d"}', b'{"from":%s1}' % (b"9" * 4300),
        b'{"from":%s%s}' % (b"[" * 64, b"]" * 64), b'{"from":%s1%s}' % (b'{"x":' * 64, b"}" * 64),
    ],
    ids=[
        "cut-off", "word", "no-value", "tail", "utf-16", "no-utf-8", "nan", "quotes", "newline",
        "deep", "half-a-pair", "pair-turned-round", "digits", "65-deep", "65-objects-deep",
    ],
)  # fmt: skip
@risks(1, numbers=1)
def test_a_body_that_is_not_json_is_refused(account: Account, path: str, body: bytes) -> None:
    assert_invalid(send(account, path, body))


@assumed("assumption A3")
@pytest.mark.parametrize(
    ("path", "body"),
    [("messages", "7"), ("messages", '"x"'), ("applications", "[]"), ("phoneNumbers", "true")],
)
@risks(1, numbers=1)
def test_a_body_must_be_an_object(account: Account, path: str, body: str) -> None:
    assert_invalid(send(account, path, body.encode()))


@assumed("assumption A4")
@pytest.mark.parametrize("name", ["from", "to", "text", "callbackUrl", "callbackTimeout", "tag"])
@pytest.mark.parametrize("value", [{}, {"a": 1}, ["x"]], ids=str)
@risks(1)
def test_an_object_in_place_of_a_scalar_is_refused(
    account: Account, draft: Draft, name: str, value: Json
) -> None:
    assert_invalid(account.post("messages", draft(**{name: value})))


@assumed("assumption A2")
@pytest.mark.parametrize(
    ("path", "resource", "name"),
    [
        ("messages", "message", "from"),
        ("applications", "application", "name"),
        ("phoneNumbers", "number", "number"),
    ],
)
@risks(1, numbers=1)
def test_an_empty_body_lacks_the_required_properties(
    account: Account, path: str, resource: str, name: str
) -> None:
    assert_missing(account.post(path), resource, name)


@needs("sending")
@pytest.mark.parametrize(
    ("value", "text"),
    [(42, "42"), (True, "true"), (1.5, "1.5")],
    ids=["integer", "boolean", "fraction"],
)
@assumed("assumption A4")
@spends(1)
def test_a_scalar_is_converted_to_text(
    account: Account, draft: Draft, value: Json, text: str
) -> None:
    sent = account.create("messages", draft(text=value))

    assert account.read(f"messages/{sent}")["text"] == text


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        pytest.param(
            "incomingMessageUrlCallbackTimeout",
            "2000",
            2000,
            marks=documented("methods/messages/postMessages.md: samples of callbackTimeout"),
        ),
        pytest.param("autoAnswer", "false", False, marks=assumed("assumption A4")),
    ],
)
def test_a_text_is_converted_to_a_number_or_a_boolean(
    account: Account, name: str, value: str, read: Json
) -> None:
    made = account.create("applications", APPLICATION | {name: value})

    assert account.read(f"applications/{made}")[name] == read


@assumed("assumption B9")
@risks(1)
def test_a_timeout_that_is_not_a_number_is_refused(account: Account, draft: Draft) -> None:
    answer = account.post("messages", draft(callbackTimeout="soon"))

    assert_refused(answer, 400, "validation-error")


@documented("methods/messages/postMessages.md repeats callbackUrl in one object")
def test_the_last_of_two_equal_keys_counts(account: Account) -> None:
    url = "http://a.example.com"
    body = f'{{"name":"{MARK} 1","incomingMessageUrl":"{url}","name":"{MARK} 2"}}'

    made = send(account, "applications", body.encode()).headers["Location"].rpartition("/")[2]

    assert account.read(f"applications/{made}")["name"] == f"{MARK} 2"


@observed("python-bandwidth 3.x sends null for everything that is not set")
@needs("sending")
@spends(1)
def test_null_is_the_same_as_absent(account: Account, draft: Draft) -> None:
    nothing = dict.fromkeys(
        ["callbackUrl", "callbackTimeout", "callbackHttpMethod", "fallbackUrl", "tag", "media",
         "receiptRequested"]
    )  # fmt: skip

    sent = account.create("messages", draft(**nothing))

    assert not {"callbackUrl", "callbackTimeout", "fallbackUrl", "receiptRequested"} & set(
        account.read(f"messages/{sent}")
    )


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("application/json; charset=utf-8", marks=observed("csharp-bandwidth")),
        pytest.param("application/json;charset=UTF-8", marks=observed("java-bandwidth")),
        pytest.param("Application/JSON", marks=assumed("RFC 9110 section 8.3.1")),
        pytest.param("text/json", marks=assumed("assumption A5")),
    ],
)
def test_several_content_types_are_json(account: Account, kind: str) -> None:
    answer = send(account, "applications", json.dumps(APPLICATION).encode(), kind)

    assert answer.status_code == 201


@assumed("assumption A5")
def test_json_needs_no_content_type(account: Account) -> None:
    answer = account.request("POST", "applications", raw=json.dumps(APPLICATION).encode())

    assert "Content-Type" not in answer.request.headers
    assert answer.status_code == 201


@assumed("assumption A5")
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/xml"])
def test_another_content_type_is_not_supported(account: Account, kind: str) -> None:
    answer = send(account, "applications", json.dumps(APPLICATION).encode(), kind)

    assert_refused(answer, 415, "validation-error", "Bad parameters")
