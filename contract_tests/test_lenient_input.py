"""Input that is not quite what the documents say: flags in words, blank media, junk, depth."""

import base64
import json

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.wire import assert_invalid, assert_refused

pytestmark = needs("sending")

CALLS, MESSAGES = "http://app.example.com/calls", "http://app.example.com/sms"
APPLICATION = {"name": "x", "incomingMessageUrl": MESSAGES}
PICTURE = "http://your-site.example.com/image-1.jpg"


@assumed("assumption A4")
@pytest.mark.parametrize(
    ("written", "flag"),
    [
        (True, True), ("true", True), ("TRUE", True), (" True ", True), (False, False),
        ("false", False), ("FALSE", False), ("", True), (None, True),
    ],
    ids=repr,
)  # fmt: skip
def test_a_flag_may_be_a_word(account: Account, written: Json, flag: bool) -> None:
    made = account.create("applications", APPLICATION | {"autoAnswer": written})

    assert account.read(f"applications/{made}")["autoAnswer"] is flag


@assumed("assumption A4")
@pytest.mark.parametrize("written", [0, 1, "1", "yes", "on", 1.0, [], {}, "truefalse"], ids=repr)
def test_anything_else_is_no_flag(account: Account, written: Json) -> None:
    assert_invalid(account.post("applications", APPLICATION | {"autoAnswer": written}))


@assumed("assumption B9")
@pytest.mark.parametrize("written", [True, False, "soon", "1.5", [], {}, "", 1e400], ids=repr)
@spends(1)
def test_a_timeout_is_a_number(account: Account, draft: Draft, written: Json) -> None:
    body = json.dumps(draft(callbackTimeout=written)).encode()
    headers = {"Content-Type": "application/json"}

    answer = account.request("POST", "messages", raw=body, headers=headers)

    if written == "":  # not set
        assert answer.status_code == 201
    else:
        assert_invalid(answer)


@assumed("assumption B7")
@pytest.mark.parametrize(
    ("media", "kept"),
    [
        ([""], []), ([" ", "\t"], []), ([None], []), ([None, ""], []), (" ", []),
        (["", PICTURE], [PICTURE]), ([PICTURE, " "], [PICTURE]), ([None, PICTURE], [PICTURE]),
        ([7], ["7"]), (7, ["7"]), ([True, 1.5], ["true", "1.5"]),
    ],
    ids=repr,
)  # fmt: skip
@spends(4)
@risks(2)
def test_blank_media_are_none(account: Account, draft: Draft, media: Json, kept: list[str]) -> None:
    message = account.read(f"messages/{account.create('messages', draft(media=media))}")

    assert message["media"] == kept
    charges = account.read("account/transactions")
    (charge,) = [each for each in charges if each.get("resourceId") == message["id"]]
    assert charge["productType"] == ("mms-out" if kept else "sms-out")
    refused = account.post("messages", draft(media=media, receiptRequested="all"))
    assert refused.status_code == (400 if kept else 201)
    textless = account.post("messages", draft(media=media, text=""))
    assert textless.status_code == (201 if kept else 400)


@assumed("assumption A4")
@needs("numbers")
@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ({"areaCode": 919, "quantity": 2}, ["919"]),
        ({"areaCode": "919", "quantity": "2"}, ["919"]),
        ({"areaCode": 919, "quantity": 2, "state": None, "zip": [], "city": {}}, ["919"]),
        (
            {"areaCode": 919, "localNumber": 380, "inLocalCallingArea": True, "quantity": 10},
            ["919", "984"],
        ),
        (
            {"areaCode": 919, "localNumber": 380, "inLocalCallingArea": False, "quantity": 10},
            ["919"],
        ),
    ],
    ids=str,
)
def test_the_json_of_an_order_may_have_numbers_and_flags(
    account: Account, body: dict[str, Json], codes: list[str]
) -> None:
    answer = account.post("/availableNumbers/local", body)

    assert answer.status_code == 201, answer.text
    assert {number["number"][2:5] for number in answer.json()} == set(codes)
    assert len(answer.json()) == int(body["quantity"])


@assumed("assumption A4")
@needs("numbers")
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"areaCode": 919, "quantity": 2.5}, "validation-error"),
        ({"areaCode": 919, "quantity": True}, "validation-error"),
        ({"areaCode": True}, "invalid-available-number-search"),
        ({"state": True}, "order-number-quantity-unavailable"),
        ({"state": "NC", "city": True}, "invalid-rate-center"),
        ({"state": "NC", "city": "Atlantis"}, "invalid-rate-center"),
    ],
    ids=str,
)
def test_the_json_of_an_order_is_read_as_text(
    account: Account, body: dict[str, Json], code: str
) -> None:
    answer = account.post("/availableNumbers/local", body)

    assert answer.json()["code"] == code
    if city := body.get("city"):
        shown = "true" if city is True else city
        message = f"The city '{shown}' in the state 'NC' was not found"
        assert answer.json()["message"] == message
    assert account.read("phoneNumbers") == []


@assumed("assumption A1")
@needs("numbers")
@pytest.mark.parametrize("body", [" {", "\n{1}", '{"areaCode":919', "{" * 100_000], ids=repr)
def test_broken_json_orders_nothing(account: Account, body: str) -> None:
    answer = account.request("POST", "/availableNumbers/local?areaCode=919", raw=body.encode())

    assert_invalid(answer)
    assert account.read("phoneNumbers") == []


@observed("python-bandwidth 1.x sends a form; bytes that are no UTF-8 are replaced")
@needs("numbers")
@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[1]", b"quantity=&pattern=", b"nonsense"])
def test_another_body_of_an_order_adds_nothing(account: Account, body: bytes) -> None:
    answer = account.request("POST", "/availableNumbers/local?areaCode=919&quantity=1", raw=body)

    assert answer.status_code == 201


def basic(text: bytes) -> bytes:
    return b"Basic " + base64.b64encode(text)


@assumed("assumption A8")
@pytest.mark.parametrize(
    "form",
    [
        "{pair}!", "!{pair}", "{half} {rest}", "{half}\u00ff{rest}", "{half}!{rest}", "{short}",
        "{pair}==", "{pair} x", " {pair}x",
    ],
)  # fmt: skip
def test_junk_in_credentials_is_refused(account: Account, form: str) -> None:
    pair = base64.b64encode(":".join(account.credentials[1:]).encode()).decode()
    parts = {"pair": pair, "half": pair[:8], "rest": pair[8:], "short": pair[:-3]}
    header = f"Basic {form.format(**parts)}".encode("latin-1")

    answer = account.session.get(account.url("messages"), headers={"Authorization": header})

    assert_refused(answer, 401, "access-denied", leading_slash=True)


@assumed("assumption A8")
@pytest.mark.parametrize(
    "form",
    [
        "{token}", "{token}:", ":{secret}", "{secret}:{token}", "{user}:{secret}",
        "{token}:{secret} ", " {token}:{secret}", "{token}:{secret}\n", "{token};{secret}",
        "{TOKEN}:{secret}", "{token}:\u00ff",
    ],
)  # fmt: skip
def test_only_token_and_secret_are_credentials(account: Account, form: str) -> None:
    user, token, secret = account.credentials
    parts = {"user": user, "token": token, "TOKEN": token.upper(), "secret": secret}

    for encoding in ("utf-8", "latin-1"):
        header = basic(form.format(**parts).encode(encoding))
        answer = account.session.get(account.url("messages"), headers={"Authorization": header})
        assert_refused(answer, 401, "access-denied", leading_slash=True)


@assumed("assumption A1")
@pytest.mark.parametrize(
    ("depth", "code"), [(60, "unrecognized-property"), (100, "validation-error")]
)
@pytest.mark.parametrize("path", ["messages", "applications", "phoneNumbers"])
@risks(2, numbers=2)
def test_a_deep_value_is_refused(account: Account, path: str, depth: int, code: str) -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        body = f'{{"colour":{opening * depth}1{closing * depth}}}'.encode()
        headers = {"Content-Type": "application/json"}

        answer = account.request("POST", path, raw=body, headers=headers)

        assert (answer.status_code, answer.json()["code"]) == (400, code)


@documented("methods/messages/postMessages.md; scalars are converted: assumption A4")
@pytest.mark.parametrize(
    ("value", "shown"),
    [("http://a.example.com ", "http://a.example.com"), (" http://a.example.com", None)],
)
def test_a_url_is_trimmed(account: Account, value: str, shown: str | None) -> None:
    made = account.create("applications", APPLICATION | {"incomingCallUrl": value})

    assert account.read(f"applications/{made}")["incomingCallUrl"] == (shown or value.strip())


@assumed("assumption A15")
@needs("numbers")
def test_a_provider_must_be_an_object(account: Account) -> None:
    for provider in (7, "x", [], [DASHBOARD], True, DASHBOARD | {"properties": []}):
        body = {"number": "+19195551212", "provider": provider}
        assert_invalid(account.post("phoneNumbers", body))
