"""Replaces what a run may not write to a file: secrets, numbers, hosts, and other people's words.

Every output goes through it: exchanges, callbacks, recordings, exceptions, reasons, the diary.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from contract_tests.live.exchange import Answered
from contract_tests.live.known import EXAMPLE_HOST, HOST, Known
from contract_tests.live.number_forms import NUMBER, digits_of, examples, written_as
from contract_tests.live.settings import REAL_HOST, Settings
from contract_tests.live.words import HIDDEN
from contract_tests.receiver import CallbackRequest

EXAMPLE_USER = "u-exampleuser22222222222a"
EXAMPLE_NUMBERS = ("+14352154439", "+14352154440")
EXAMPLE_PERSON = "+13233326955"
USERINFO = re.compile(r"(?<=://)[^/?#@\s\"'<>\\]+@")
EMAIL = re.compile(r"(?<![:\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+")
BEFORE_WEBHOOK = re.compile(r"^[^?]*?(?=/webhook-\d)")
PEER = re.compile(r'("name":\s*"remoteAddress",\s*"value":\s*)"[^"]*"')
LITERAL = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?')
# Headers of answers and callbacks with words of the API. Of the others only the name is written.
HEADERS = {
    "accept", "accept-encoding", "accept-ranges", "allow", "cache-control", "connection",
    "content-length", "content-range", "content-type", "date", "etag", "last-modified",
    "link", "location", "retry-after", "server", "transfer-encoding", "user-agent", "vary",
    "www-authenticate", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
}  # fmt: skip


@dataclass
class Redaction:
    """Texts, exchanges and callbacks as they may be written, once `known` has met them in order."""

    settings: Settings
    _pairs: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)  # of others, digits only
    _given: set[str] = field(default_factory=set)  # the digits of examples in use

    def __post_init__(self) -> None:
        self.known = Known(self.settings.base_url)
        self._examples = examples()
        user_id, token, secret = self.settings.credentials
        for mine, example in (
            (secret, "example-secret"), (token, "t-exampletoken"), (user_id, EXAMPLE_USER),
            (_basic(f"{token}:{secret}"), _basic("t-exampletoken:example-secret")),
            *_of_callbacks(self.settings.callback_url),
        ):  # fmt: skip
            for form in (mine, quote(mine, safe=""), json.dumps(mine)[1:-1]):
                self._pairs.setdefault(form, example)
        for number, example in self.imported.items():
            self._add_number(number, example)
        self._add_number(self.settings.person, EXAMPLE_PERSON)
        self._hosts()

    @property
    def imported(self) -> dict[str, str]:
        """The numbers of the account that stand in the settings, each with its example."""
        more = (f"+1435215{last}" for last in range(4441, 9999))
        return dict(zip(self.settings.numbers, (*EXAMPLE_NUMBERS, *more), strict=False))

    def _hosts(self) -> None:
        self.known.hosts |= {urlsplit(REAL_HOST).netloc, urlsplit(self.settings.base_url).netloc}
        self._receiver = self.settings.callback_url and re.compile(
            rf"https?://(?:[^/@\s\"]*@)?{re.escape(_host_of(self.settings.callback_url))}"
            rf"(?:{re.escape(urlsplit(self.settings.callback_url).path)})?(?:/webhook-\d+)?"
        )
        longest = sorted(self._pairs, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest)))

    def text(self, written: str) -> str:
        """`written` without credentials, numbers, hosts and addresses."""
        if self._receiver:
            written = self._receiver.sub("{receiver}", written)
        written = USERINFO.sub("user:password@", written)
        written = written.replace(self.settings.base_url, REAL_HOST)
        written = self._secrets.sub(lambda found: self._pairs[found[0]], written)
        written = EMAIL.sub(self._email, HOST.sub(self._host, written))
        written = NUMBER.sub(self._number, written)
        return PEER.sub(r'\1"192.0.2.10"', written)

    def exchange(self, exchange: Answered) -> Answered:
        """The exchange as it may be written."""
        asked = exchange.asked
        sent = replace(
            asked, url=self.text(asked.url), path=self._path(asked.path),
            body=self._own(asked.body),
            headers={name: self.text(value) for name, value in asked.headers.items()},
        )  # fmt: skip
        body = self._body(exchange)
        return replace(exchange, asked=sent, headers=self.headers(exchange.headers), body=body)

    def callback(self, callback: CallbackRequest) -> CallbackRequest:
        """The callback as it may be written; its path begins with the name of the webhook."""
        whole = callback.path + (f"?{callback.query}" if callback.query else "")
        path, _, query = self._path(BEFORE_WEBHOOK.sub("", whole)).partition("?")
        body = self._own(callback.body) if _is_json(callback.body) else _hidden(callback.body)
        return callback._replace(
            path=path, query=query, headers=self.headers(callback.headers), body=body
        )

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The headers of an answer."""
        return {
            name: self.text(self._link(name, value)) if name.lower() in HEADERS else HIDDEN
            for name, value in headers.items()
        }

    def _link(self, name: str, value: str) -> str:
        """URLs in a header repeat the query."""
        return self.known.without(value) if name.lower() in ("link", "location") else value

    def _path(self, path: str) -> str:
        """A path with its query, whose parts and values may be other people's too."""
        hidden = self.known.hidden
        before, mark, query = path.partition("?")
        before = "/".join(HIDDEN if unquote(part) in hidden else part for part in before.split("/"))
        pairs = parse_qsl(query, keep_blank_values=True)
        if any(value in hidden for _, value in pairs):
            query = urlencode([(name, hidden.get(value, value)) for name, value in pairs])
        return self.text(before + mark + query)

    def _own(self, body: bytes) -> bytes:
        """A body of a request, or one that may be read."""
        try:
            text = body.decode()
        except ValueError:
            return body
        return self.text(LITERAL.sub(self._literal, text)).encode()

    def _body(self, exchange: Answered) -> bytes:
        """A body that is no JSON may be anybody's, unless the run has sent it."""
        body = exchange.body
        if exchange.status >= 400 and exchange.json is None and _is_text(body):
            return self.text(self.known.words.said(body.decode())).encode()
        if exchange.json is not None or not body or self.known.is_ours(exchange):
            return self._own(body)
        if self.known.has_sent(body):
            return body
        return _hidden(body)

    def _literal(self, found: re.Match[str]) -> str:
        """A text in JSON, or a name."""
        try:
            value = str(json.loads(found[1]))
        except ValueError:
            return found[0]
        written = self.text(value if found[2] else self.known.hidden.get(value, value))
        if written == value:
            return found[0]
        halves = any("\ud800" <= letter <= "\udfff" for letter in written)
        return json.dumps(written, ensure_ascii=halves) + (found[2] or "")

    def _host(self, found: re.Match[str]) -> str:
        return found[0] if self.known.knows_host(found[2]) else f"{found[1]}{EXAMPLE_HOST}"

    def _email(self, found: re.Match[str]) -> str:
        known = self.known.knows_host(found[0].rpartition("@")[2])
        return found[0] if known else f"user@{EXAMPLE_HOST}"

    def _number(self, found: re.Match[str]) -> str:
        digits = digits_of(found[0])
        ours = digits in self.known.numbers and digits not in self.known.strange
        if ours or digits in self._given:
            return found[0]
        if digits not in self._numbers:
            free = (each for each in self._examples if each not in self.known.numbers)
            self._numbers[digits] = next(free)
        written = written_as(self._numbers[digits], found[0])
        self._given.add(digits_of(written))
        return written

    def _add_number(self, number: str, example: str) -> None:
        self._given |= {example[1:]}
        for mine, other in zip(forms(number), forms(example), strict=False):
            self._pairs.setdefault(mine, other)


def _hidden(body: bytes) -> bytes:
    return f"{HIDDEN} ({len(body)} bytes)".encode() if body else b""


def _is_text(body: bytes) -> bool:
    return body.decode("utf-8", "ignore").encode() == body


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


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
