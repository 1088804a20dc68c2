"""Values that a run has sent or made itself. All else that an answer shows may be others'.

The rest is a value that was sent before it was seen, a property of a thing that the run has made,
or a word of the API: states, codes, times, ids, amounts.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from contract_tests.live.exchange import CODE, OF_A_MESSAGE, Answered, Asked, last_part
from contract_tests.live.ids import ID
from contract_tests.live.number_forms import NUMBER, numbers_in
from contract_tests.live.words import HIDDEN, TIME, Words, suite, words_of

HOST = re.compile(r"(https?(?:://|%3A%2F%2F))([^/\s\"'<>\\?#,;(){}\[\]|%&]+)", re.IGNORECASE)
EXAMPLE_HOST = "host.example.com"
# Properties whose values are words of the API.
WORDS = {
    "accountType", "autoAnswer", "callbackHttpMethod", "callbackTimeout", "category", "code",
    "deliveryCode", "deliveryDescription", "deliveryState", "direction", "eventType",
    "numberState", "productType", "receiptRequested", "result", "skipMMSCarrierValidation",
    "state", "type", "units",
}  # fmt: skip
WORD = re.compile(r"[\w .-]{0,60}")
PLUS = re.compile(r"\+\d+")
OF_EXAMPLES = re.compile(r"(^|\.)example\.(com|org|net)(:\d+)?$")
QUOTED = re.compile(r'"([^"\\\n]+)"')
AMOUNT = re.compile(r"-?\d+\.\d+")
ROUTES = {
    "", "v1", "users", "messages", "media", "applications", "phonenumbers", "availablenumbers",
    "errors", "account", "transactions", "numberinfo", "local", "tollfree",
}  # fmt: skip


@cache
def _nobodys() -> dict[str, set[str]]:
    """Numbers, hosts, texts and words of the checks themselves."""
    return {
        "numbers": set(numbers_in(suite())),
        "hosts": set(_hosts_in(suite())),
        "texts": {_plain(text) for text in QUOTED.findall(suite())},
        "words": set(words_of(suite())),
    }


@dataclass
class Known:
    """`hidden` are values that the run has seen, and neither sent nor made, with what to write."""

    base_url: str
    numbers: set[str] = field(default_factory=lambda: set(_nobodys()["numbers"]))
    hosts: set[str] = field(default_factory=lambda: set(_nobodys()["hosts"]))
    hidden: dict[str, str] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)  # numbers that were seen before they were sent
    words: Words = field(default_factory=Words)
    _sent: set[str] = field(default_factory=lambda: set(_nobodys()["texts"]))
    _bodies: set[bytes] = field(default_factory=set)
    _made: set[str] = field(default_factory=set)

    def meet(self, exchange: Answered) -> None:
        """Learn from an exchange: what it has sent, what it has made, what it shows of others."""
        self._send(exchange.asked)
        self._made |= set(_made_by(exchange))
        if exchange.status >= 400 or exchange.status == 202:  # a batch has errors of its items
            self._quote(exchange.json)
        elif exchange.json is not None:
            for _, value in _strings(exchange.json, set()):
                self.strange |= set(numbers_in(value)) - self.numbers
            if not self.is_ours(exchange):
                self.see(exchange.json)

    def see(self, shown: Any) -> None:
        """Learn from what an answer or a callback shows."""
        for key, value in _strings(shown, self._made):
            if not self._knows(key, value):
                self.hidden[value] = self._instead_of(value)

    def _quote(self, error: Any) -> None:
        """Learn from an error, whose sentence quotes anything. In errors/ it comes again."""
        for key, value in _strings(error, self._made):
            if key in ("category", "code") and CODE.fullmatch(value):
                self.words.learn(value)
            if (said := self.words.said(value)) == value:
                self._sent.add(_plain(value))
            else:
                self.hidden[value] = said

    def _send(self, asked: Asked) -> None:
        self._bodies.add(asked.body[:4096])
        for text in _sent_by(asked):
            if text not in self.hidden:
                self.words.learn(text)
                self._sent |= {_plain(text), _plain(text.rpartition("/")[2])}
                self.numbers |= set(numbers_in(text)) - self.strange
                self.hosts |= set(_hosts_in(text))

    def is_ours(self, exchange: Answered) -> bool:
        """Does an answer show only what the run has sent or made, or numbers that nobody has?"""
        asked = exchange.asked
        uploaded = asked.family == "media" and _plain(unquote(asked.parts[-1])) in self._sent
        return exchange.status < 400 and (
            asked.family == "availableNumbers"
            or bool({unquote(part) for part in asked.parts} & self._made)
            or (uploaded and len(asked.parts) > 1)
        )

    def has_sent(self, body: bytes) -> bool:
        return body[:4096] in self._bodies

    def knows_host(self, host: str) -> bool:
        plain = host.rpartition("@")[2].lower()
        return plain in self.hosts or bool(OF_EXAMPLES.search(plain))

    def without(self, text: str) -> str:
        """`text` without the values that are other people's, also where they are part of a text.

        Words that the checks have too are left: they would make holes everywhere.
        """
        for value in sorted(self.hidden, key=len, reverse=True):
            for form in (
                value,
                repr(value)[1:-1],
                quote(value, "", errors="replace"),
                quote_plus(value, errors="replace"),
            ):
                if len(form) >= 4 and form in text and form.lower() not in _nobodys()["words"]:
                    text = text.replace(form, self.hidden[value])
        return text

    def _knows(self, key: str, value: str) -> bool:
        return (
            _plain(value) in self._sent
            or (key in WORDS and bool(WORD.fullmatch(value)))
            or any(pattern.fullmatch(value) for pattern in (TIME, ID, NUMBER, PLUS))
            or self._instead_of(value) == value
        )

    def _instead_of(self, value: str) -> str:
        """The value to write: of a URL its kind of place, of an amount its digits as nines."""
        if value.startswith(f"{self.base_url}/"):
            path, query, _ = value.removeprefix(self.base_url).partition("?")
            parts = (self._part(part) for part in path.split("/"))
            return self.base_url + "/".join(parts) + (f"?{HIDDEN}" if query else "")
        if value.startswith("users/"):  # the requestPath of an error
            return "/".join(map(self._part, value.split("/")))
        if AMOUNT.fullmatch(value):
            return re.sub(r"\d", "9", value)
        scheme = HOST.match(value)
        return f"{scheme[1]}{EXAMPLE_HOST}/{HIDDEN}" if scheme else HIDDEN if value else ""

    def _part(self, part: str) -> str:
        plain = _plain(unquote(part))
        known = plain in ROUTES or ID.fullmatch(plain) or plain in self._sent
        return part if known or OF_A_MESSAGE.sub(r"\2", plain) in self._sent else HIDDEN


def _plain(text: str) -> str:
    return text.strip().casefold()


def _hosts_in(text: str) -> Iterator[str]:
    return (found[2].rpartition("@")[2].lower() for found in HOST.finditer(text))


def _sent_by(asked: Asked) -> Iterator[str]:
    """Every text that a request has."""
    whole = urlsplit(asked.path)
    yield from (unquote(part) for part in whole.path.split("/"))
    yield from (value for _, value in parse_qsl(whole.query, keep_blank_values=True))
    body = asked.body.decode("utf-8", "replace")
    try:
        yield from (value for _, value in _strings(json.loads(body), set()))
    except (ValueError, RecursionError):
        yield body


def _made_by(exchange: Answered) -> Iterator[str]:
    """The ids of what a request has made: of its Location, or of each one in its body."""
    if exchange.asked.method == "POST" and exchange.status in (201, 202):
        if exchange.place:
            yield exchange.place
        if exchange.json is not None:
            shown = _strings(exchange.json, set())
            yield from (last_part(value) for key, value in shown if key == "location")


def _strings(shown: Any, made: set[str]) -> Iterator[tuple[str, str]]:
    """Every text with the name of its property, but those of things in `made`."""
    rest = [("", shown)]
    while rest:
        key, each = rest.pop()
        if isinstance(each, str):
            yield key, each
        elif isinstance(each, list):
            rest += [(key, item) for item in each]
        elif isinstance(each, dict) and not _is_of(each, made):
            detail = set(each) == {"name", "value"}  # of an error: its name is a word
            rest += [("code" if detail and name == "name" else name, each[name]) for name in each]


def _is_of(thing: dict[str, Any], made: set[str]) -> bool:
    names = (thing.get("id"), thing.get("messageId"))
    return any(isinstance(name, str) and name in made for name in names)
