"""Masking: secrets in any spelling, and nothing else."""

import json
from typing import Any

import pytest

from catapult_simulator.core.masking import (
    MASK,
    masked,
    masked_body,
    masked_query,
    masked_text,
    masked_url,
)
from catapult_simulator.core.secret_names import is_secret

CANARY = "c4n4ry"


@pytest.mark.parametrize(
    "name",
    ["password", "Password", "PASS_WORD", "pass-word", "userPassword", "pwd", "clientSecret",
     "secret", "access_token", "TOKEN", "Authorization", "authorisation", "x-api-key", "passwd",
     "ｐａｓｓｗｏｒｄ", "pass\u200bword", "sig", "signature", "X-Amz-Signature",
     "X-Goog-Signature", "hmac"],
)  # fmt: skip
def test_a_name_that_says_secret_is_one(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name", ["name", "text", "tag", "messageId", "author", "userName", "design", "sigma", ""]
)
def test_other_names_are_none(name: str) -> None:
    assert not is_secret(name)


@pytest.mark.parametrize(
    "value",
    [CANARY, 4711, True, [CANARY], {"x": CANARY}, [{"x": [CANARY]}]],
    ids=lambda value: type(value).__name__,
)
def test_the_value_of_a_secret_name_is_masked_whatever_it_is(value: Any) -> None:
    shown = masked({"a": [{"Password": value, "b": "shown"}]})

    assert shown == {"a": [{"Password": MASK, "b": "shown"}]}


def test_a_detail_named_like_a_secret_is_masked() -> None:
    assert masked([{"name": "password", "value": CANARY}]) == [{"name": "password", "value": MASK}]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://bob:c4n4ry@a.test/x", "http://***@a.test/x"),
        ("see HTTPS://c4n4ry@a.test and ftp://u:c4n4ry@b.test!",
         "see HTTPS://***@a.test and ftp://***@b.test!"),
        ("//bob:c4n4ry@a.test", "//***@a.test"),
        (r"http:\/\/bob:c4n4ry@a.test\/", r"http:\/\/***@a.test\/"),
        ("http://bob:p@c4n4ry@a.test", "http://***@a.test"),
        ("http://bob:c4n/4ry@a.test/", "http://***@a.test/"),
        ("http%3A%2F%2Fbob%3Ac4n4ry%40a.test", "http%3A%2F%2F***@a.test"),
        ("http%253A%252F%252Fbob%253Ac4n4ry%2540a.test", "http%253A%252F%252F***@a.test"),
        ("https://p.test/?u=http%3A%2F%2Fbob%3Ac4n4ry%40a.test",
         "https://p.test/?u=http%3A%2F%2F***@a.test"),
        ("https://p.test/http://bob:c4n4ry@a.test", "https://p.test/http://***@a.test"),
        ("http://a.test/?a=b&token=c4n4ry&c=d#e", "http://a.test/?a=b&token=***&c=d#e"),
        ("http://a.test/?Pass%77ord=c4n4ry", "http://a.test/?Pass%77ord=***"),
        ("http://a.test/?next=%2Fx%3Ftoken%3Dc4n4ry", "http://a.test/?next=%2Fx%3Ftoken%3D***"),
        ("http://a.test/#access_token=c4n4ry", "http://a.test/#access_token=***"),
    ],
)  # fmt: skip
def test_credentials_and_secret_parameters_of_urls_are_masked(text: str, shown: str) -> None:
    assert masked_text(text) == shown
    assert masked_text(shown) == shown


@pytest.mark.parametrize(
    "text",
    ["Your token is 4711, bob@a.test", "http://a.test/x?to=a@b&y=1", "https://a.test/@bob/1",
     "http://127.0.0.1:8080/media/a@2x.png", "http://[::1]/a@x", "1 + 1 = 2", "50 % // @"],
)  # fmt: skip
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert masked_text(text) == text


NO_URLS = [
    "bob:c4n4ry@a.test", "http//bob:c4n4ry@a.test", "http:bob:c4n4ry@a.test",
    "http:\\\\bob:c4n4ry@a.test", "http://bob:c4n 4ry@a.test", "http://bob:c4n?4ry@a.test:x",
    "http:bob:c4n4ry%40a.test", "javascript:bob:c4n4ry@a.test", "http://bob:c4n4ry@[::1",
]  # fmt: skip


@pytest.mark.parametrize("url", NO_URLS)
def test_an_error_repeats_a_refused_url_without_its_credentials(url: str) -> None:
    shown = masked_text(f"The URL '{url}' is not a valid callbackUrl/fallbackUrl")

    assert "c4n" not in shown
    assert "4ry" not in shown
    assert shown.endswith("' is not a valid callbackUrl/fallbackUrl")


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_url_but_given_as_one_is_masked_up_to_the_last_at(url: str) -> None:
    for shown in (masked_url(url), masked({"callbackUrl": url})["callbackUrl"]):
        assert "c4n" not in shown
        assert "4ry" not in shown
        assert "@a.test" in shown or "@[::1" in shown


@pytest.mark.parametrize(
    "body",
    [
        r'{"pass\u0077ord": "c4n4ry"}',
        '{"password": "x", "password": "c4n4ry"}',
        '{"a": "http:\\/\\/bob:c4n4ry@a.test"}',
        '{"password": "c4n4ry"',
        "{'pass\\u0077ord': 'c4n4ry'}",
        "password=c4n4ry&x=y",
        "pass%77ord=c4n4ry",
        "<password>c4n4ry</password>",
        "<p>pass&#119;ord</p><p>c4n4ry</p>",
        "p\0a\0s\0s\0w\0o\0r\0d\0:\0c4n4ry",
        '{"a": ' * 3000 + '{"password": "c4n4ry"}',
    ],
    ids=range(11),
)
def test_a_body_shows_no_secret_in_any_notation(body: str) -> None:
    assert CANARY not in masked_body(body)


def test_a_body_that_says_nothing_of_secrets_is_shown() -> None:
    assert masked_body("<Response/>") == "<Response/>"
    assert masked_body('{"text":"h\\u00e9"}') == '{"text": "hé"}'


def test_a_body_can_be_written_as_utf_8_whatever_it_holds() -> None:
    assert masked_body(r'{"text": "\ud800"}').encode() == rb'{"text": "\ud800"}'


BODY = '{"to":"+1","password":"c4n4ry","l":[{"x":"http://bob:c4n4ry@a.test","n":12},[1]],"z":{}}'


@pytest.mark.parametrize("length", range(1, len(BODY)))
def test_a_body_that_is_cut_anywhere_shows_no_secret(length: int) -> None:
    shown = masked_body(BODY[:length], cut=True)

    assert "c4n" not in shown
    assert "bob" not in shown


def test_a_cut_body_is_shown_up_to_the_cut_value_which_is_masked() -> None:
    shown = masked_body(BODY[:73], cut=True)

    assert shown.endswith(" …")
    assert masked({"body": shown}) == {"body": shown}
    assert json.loads(shown.removesuffix(" …")) == {
        "to": "+1", "password": MASK, "l": [{"x": "http://***@a.test", "n": MASK}]
    }  # fmt: skip


def test_a_query_is_masked() -> None:
    assert masked_query("to=%2B1&Token=c4n4ry&x") == "to=%2B1&Token=***&x"


@pytest.mark.parametrize("name", ["sig", "signature", "X-Amz-Signature"])
def test_the_signature_of_a_signed_url_is_masked(name: str) -> None:
    url = f"https://files.test/cat.png?se=1&{name}={CANARY}%2F%2B&sp=r"

    assert masked_text(f"GET {url}") == f"GET https://files.test/cat.png?se=1&{name}={MASK}&sp=r"
