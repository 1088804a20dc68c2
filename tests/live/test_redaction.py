"""Whatever is written has no credentials and no numbers of the account."""

import base64
import re
from urllib.parse import quote

import pytest
from contract_tests.live.ids import Ids
from contract_tests.live.redaction import Redaction

from .builders import settings


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("hush t-token u-1", "example-secret t-exampletoken u-exampleuser22222222222a"),
        ("+13362154439", "+14352154439"),
        ("from=%2B13362154440&", "from=%2B14352154440&"),
        ("13362154439", "14352154439"),
        ("(336) 215-4439", "(435) 215-4439"),
        ("https://api.example.com/v1/x", "https://api.catapult.inetwork.com/v1/x"),
        ("https://hooks.example.com/webhook-7/sms", "{receiver}/sms"),
        ("https://us%20er:p@hooks.example.com/webhook-7/sms", "{receiver}/sms"),
        ("https://me:p%40ss@files.example.com/a", "https://user:password@files.example.com/a"),
        ("https://files.example.com/a@b", "https://files.example.com/a@b"),
        ('{"name":"remoteAddress","value":"203.0.113.9"}',
         '{"name":"remoteAddress","value":"192.0.2.10"}'),
    ],
)  # fmt: skip
def test_a_text_is_written_with_placeholders(text: str, written: str) -> None:
    assert Redaction(settings()).text(text) == written


@pytest.mark.parametrize(
    "form",
    [
        "a/b+c",
        "a%2Fb%2Bc",
        base64.b64encode(b"t-token:a/b+c").decode(),
        quote(base64.b64encode(b"t-token:a/b+c").decode(), safe=""),
        base64.b64encode(b"me:k y").decode(),
    ],
)
def test_a_secret_is_replaced_in_every_form(form: str) -> None:
    known = settings(SECRET="a/b+c", CALLBACK_URL="https://me:k%20y@hooks.example.com")

    assert form not in Redaction(known).text(f"https://{form}@x {form}")


def test_other_numbers_have_an_example_each_in_every_spelling() -> None:
    redaction = Redaction(settings())

    one, abroad = redaction.text("+19842550101"), redaction.text("+442071838750")

    assert re.fullmatch(r"\+1919555\d{4}", one)
    assert abroad not in (one, "+442071838750")
    last = one[-4:]
    spellings = "(984) 255-0101 %2B19842550101 9842550101 984-255-0101 19842550101"
    assert redaction.text(spellings) == (
        f"(919) 555-{last} %2B1919555{last} 919555{last} 919-555-{last} 1919555{last}"
    )
    assert redaction.text(f"{one} {abroad}") == f"{one} {abroad}"


def test_an_id_has_one_placeholder_of_its_length() -> None:
    ids = Ids()
    one, other = "m-" + "a" * 23, "m-" + "b" * 23

    text = ids.text(f"{one} {other} {one}")

    first, second, third = text.split()
    assert first == third != second
    assert len(first) == len(one)
    assert first.startswith("m-example")
    assert ids.unknown(one) == [one]
