"""Masking of secrets in disguise: other names, JSON within texts, pairs, odd URLs; and no more."""

import json
from typing import Any

import pytest

from catapult_simulator.core.masking import masked, masked_body, masked_text, masked_url
from catapult_simulator.core.secret_names import is_secret

CANARY = "c4n4ry"
PASSWORD = json.dumps({"password": CANARY})


@pytest.mark.parametrize(
    "name",
    ["pass", "userPass", "pw", "auth", "X-Auth-Key", "jwt", "cookie", "Set-Cookie", "sessionId",
     "X-Amz-Signature", "passcode", "bearer", "credential", "credentials", "private_key",
     "accessKey"],
)  # fmt: skip
def test_more_names_are_secret(name: str) -> None:
    assert is_secret(name)
    assert masked({name: CANARY}) == {name: "***"}


@pytest.mark.parametrize(
    "name", ["author", "passenger", "bypass", "compass", "key", "primaryKey", "possession", "pwned"]
)
def test_names_that_only_look_like_these_are_not(name: str) -> None:
    assert masked({name: "shown"}) == {name: "shown"}


@pytest.mark.parametrize(
    "value",
    [
        {"tag": PASSWORD},
        {"tag": json.dumps(PASSWORD)},
        {"tag": json.dumps({"tag": PASSWORD})},
        {"tag": PASSWORD[:-1]},
        {"key": "password", "value": CANARY},
        {"Name": "Pass", "Value": CANARY},
        ["password", CANARY],
        {"headers": [["Authorization", CANARY]]},
    ],
    ids=str,
)
def test_a_secret_in_json_of_any_shape_is_masked(value: Any) -> None:
    assert CANARY not in json.dumps(masked(value))
    assert CANARY not in masked_body(json.dumps(value))


@pytest.mark.parametrize(
    "value",
    [{"tag": '{"a":  1}'}, {"key": "colour", "value": "red"}, ["Your token is", "4711"],
     ["a", "b"], {"text": "[token] 5"}, {"text": '"hello" she said'}, {"text": "{}"}],
    ids=str,
)  # fmt: skip
def test_json_without_secrets_keeps_its_spelling(value: Any) -> None:
    assert masked(value) == value


@pytest.mark.parametrize(
    "text",
    [
        "http://u:8080/c4n4ry@h/",
        "/?x=http:u:c4n4ry@h",
        "/?x=http:/u:c4n4ry@h",
        "/?x=http%3Au%3Ac4n4ry%40h",
        "/http:/t-a:c4n4ry@h",
        "http://u:a c4n4ry@h/",
        "/v1/users/t-a:c4n4ry",
        "/v1/users/u-a/messages/password=c4n4ry",
        "http://h/?token=a#c4n4ry",
        "http://h/?pass%252577ord=c4n4ry",
        "http://h/?pass%25252577ord=c4n4ry",
        "pass=c4n4ry&x=1",
    ],
)
def test_a_secret_in_an_odd_text_is_masked(text: str) -> None:
    assert CANARY not in masked_text(text)
    assert CANARY not in masked_url(text)
    assert CANARY not in masked_body(text)


@pytest.mark.parametrize("tail", ['a"c4n4ry', "a c4n4ry", "a<c4n4ry", "a#c4n4ry", "a'c4n4ry"])
def test_a_refused_url_is_masked_from_its_secret_on(tail: str) -> None:
    url = f"http://h/?password={tail}"

    assert masked_url(url) == "http://h/?password=***"
    assert CANARY not in masked_text(f"The URL '{url}' is not a valid callbackUrl")


@pytest.mark.parametrize("body", ['"http://u:c4n4', "see http://u:c4n4", "http:u:c4n4"])
def test_a_body_cut_within_credentials_does_not_show_them(body: str) -> None:
    assert "c4n4" not in masked_body(body, cut=True)


@pytest.mark.parametrize(
    "text",
    ["at 10:30, bob@a.test", "http://a.test:8080/x, bob@a.test", "http://localhost:80/a@2x.png",
     "t-shirt:blue", "http://u-a:8080/x", "a=b, c=d", "/v1/users/u-a/messages/m-a"],
)  # fmt: skip
def test_texts_that_only_look_like_these_stay(text: str) -> None:
    assert masked_text(text) == text
