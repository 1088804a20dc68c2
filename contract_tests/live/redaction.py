"""Replaces credentials and numbers of the account in whatever is written to a file."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from contract_tests.live.settings import REAL_HOST, Settings

EXAMPLE_USER = "u-exampleuser22222222222a"
EXAMPLE_NUMBERS = ("+14352154439", "+14352154440")
EXAMPLE_PERSON = "+13233326955"
USERINFO = re.compile(r"(?<=://)[^/?#@\s\"'<>\\]+@")
PEER = re.compile(r'("name":\s*"remoteAddress",\s*"value":\s*)"[^"]*"')


@dataclass
class Redaction:
    """`text` with placeholders. `learn` adds a number that a run has met."""

    settings: Settings
    _pairs: dict[str, str] = field(default_factory=dict)
    _learnt: int = 0

    def __post_init__(self) -> None:
        user_id, token, secret = self.settings.credentials
        for mine, example in (
            (secret, "example-secret"), (token, "t-exampletoken"), (user_id, EXAMPLE_USER),
            (_basic(f"{token}:{secret}"), _basic("t-exampletoken:example-secret")),
            *_of_callbacks(self.settings.callback_url),
        ):  # fmt: skip
            for form in (mine, quote(mine, safe=""), json.dumps(mine)[1:-1]):
                self._pairs.setdefault(form, example)
        for number, example in zip(self.settings.numbers, EXAMPLE_NUMBERS, strict=False):
            self._add_number(number, example)
        for number in self.settings.numbers[len(EXAMPLE_NUMBERS) :]:
            self.learn(number)
        self._add_number(self.settings.person, EXAMPLE_PERSON)
        self._receiver = self.settings.callback_url and re.compile(
            rf"https?://(?:[^/@\s\"]*@)?{re.escape(_host_of(self.settings.callback_url))}"
            rf"(?:{re.escape(urlsplit(self.settings.callback_url).path)})?(?:/webhook-\d+)?"
        )

    def learn(self, number: str) -> None:
        """Replace `number` too, by one of the range for examples."""
        if number.startswith("+") and number not in self._pairs:
            self._learnt += 1
            self._add_number(number, f"+1919555{self._learnt:04}")

    def text(self, written: str) -> str:
        """`written` without credentials, own numbers, callback host and address."""
        if self._receiver:
            written = self._receiver.sub("{receiver}", written)
        written = USERINFO.sub("user:password@", written)
        written = written.replace(self.settings.base_url, REAL_HOST)
        for found in sorted(self._pairs, key=len, reverse=True):
            written = written.replace(found, self._pairs[found])
        return PEER.sub(r'\1"192.0.2.10"', written)

    def _add_number(self, number: str, example: str) -> None:
        for mine, other in zip(forms(number), forms(example), strict=False):
            self._pairs.setdefault(mine, other)


def _basic(pair: str) -> str:
    """As a header Authorization has it."""
    return base64.b64encode(pair.encode()).decode()


def _host_of(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _of_callbacks(url: str) -> Iterator[tuple[str, str]]:
    """The credentials in CATAPULT_CALLBACK_URL, as a callback sends them."""
    pair = unquote(urlsplit(url).netloc.rpartition("@")[0])
    if pair:
        yield _basic(pair), _basic("user:password")


def forms(number: str) -> Iterator[str]:
    """The spellings of a number: with a plus, encoded, without, in pieces."""
    if not number:
        return
    digits = number[1:]
    yield number
    yield f"%2B{digits}"
    yield digits
    if len(digits) == 11:
        yield digits[1:]
        for form in ("({}) {}-{}", "{}.{}.{}"):
            yield form.format(digits[1:4], digits[4:7], digits[7:])
