"""URL syntax, for callbacks and for the command line's options alike."""

import pytest

from catapult_simulator.core.urls import is_url, with_scheme


@pytest.mark.parametrize(
    "text",
    [
        "http://a.test",
        "https://user:secret@a.test:8443/x?y=1#z",
        "HTTP://A.test",
        "http://[::1]:80/",
    ],
)
def test_absolute_http_urls_are_accepted(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize(
    "text",
    ["", "a.test", "/x", "ftp://a.test", "http://", "http:///x", "http://a.test:0",
     "http://a.test:x", "http://[::1", "http://a b.test", "http://a.test/\n", "http://a.test/<x>"],
)  # fmt: skip
def test_other_texts_are_no_urls(text: str) -> None:
    assert not is_url(text)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("3000", "http://127.0.0.1:3000"),
        ("localhost", "http://localhost"),
        ("localhost:3000/sms?a=b", "http://localhost:3000/sms?a=b"),
        ("app:80", "http://app:80"),
        ("app.test/sms", "http://app.test/sms"),
        ("[::1]:80/", "http://[::1]:80/"),
        ("https://app.test", "https://app.test"),
        ("app", "app"),
        ("/sms", "/sms"),
        ("300000", "300000"),
        ("", ""),
    ],
)
def test_what_people_type_becomes_a_url(typed: str, url: str) -> None:
    assert with_scheme(typed) == url
