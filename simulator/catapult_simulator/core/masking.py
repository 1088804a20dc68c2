"""Masking: what is written down has no secrets in it: journal, errors resource, reports, terminal.

A document is masked after it was parsed, whatever its spelling: the value of each key that says
password, secret, token or authorization, and in every text the credentials of URLs and the secret
parameters of their queries. What clients get from the API is never masked.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from catapult_simulator.core.urls import is_url

MASK = "***"
_SECRETS = (
    "password", "passwd", "passphrase", "pwd", "secret", "token", "authorization", "authorisation",
    "apikey",
)  # fmt: skip
_REMEMBERED_LENGTH = 64
_LONGEST = 64 * 1024  # characters of one text: masking more would hold up the event loop
_NO_LETTERS = re.compile(r"[^a-z]+")

# Characters of URLs as they are, escaped in JSON, and percent-encoded any number of times.
_SLASHES = re.compile(r"(?:\\?[/\\]|%(?:25)*(?:2f|5c)){2}", re.IGNORECASE)
_AT = re.compile(r"@|%(?:25)*40", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(?:[?&;#]|%(?:25)*(?:3f|26|3b|23))([^=&#?;\s\"<>]{1,200}?)(?:=|%(?:25)*3d)", re.IGNORECASE
)
_VALUE = re.compile(r"[^&#\s\"<>]*")
_WORD = re.compile(r"[^\s\"<>]+")
_AUTHORITY_END = re.compile(r"[/?#\\]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_CLOSERS = {"{": "}", "[": "]"}
_PORT = re.compile(r":\d*$|\[[^\]]*\]$")
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:?)?[/\\]{1,2}|\s*https?:", re.IGNORECASE)
_REFUSED = re.compile(r"(?<=URL ').*(?=' is )", re.DOTALL)  # as errors of the catalogue repeat it
_OF_URLS = re.compile(r"url|uri|link|href|media|callback|location", re.IGNORECASE)


def is_secret(name: str) -> bool:
    """Whether the value of `name` must not be shown: in any spelling, `Pass-Word` too."""
    return _is_secret(name) if len(name) <= _REMEMBERED_LENGTH else _is_secret.__wrapped__(name)


@lru_cache(maxsize=1024)  # documents have the same few names
def _is_secret(name: str) -> bool:
    letters = _NO_LETTERS.sub("", normalize("NFKC", name).casefold())
    return any(word in letters for word in _SECRETS)


def masked(value: Any, name: str = "") -> Any:
    """A copy of parsed JSON without secrets. `name` is the key that it has."""
    if is_secret(name) and value is not None:
        return MASK
    if isinstance(value, str):
        has_at = "@" in value or "%" in value
        return masked_url(value) if has_at and _OF_URLS.search(name) else masked_text(value)
    if isinstance(value, Mapping):
        return masked_details(value)
    if isinstance(value, (list, tuple)):
        return [masked(item, name) for item in value]
    return value


def masked_body(text: str, *, cut: bool = False) -> str:
    """A body of a request or an answer. `cut`: only its beginning is known.

    What is not JSON is shown if it does not say anything of a secret, and withheld otherwise.
    """
    try:
        document = masked(json.loads(_closed(text) if cut else text))
    except (ValueError, RecursionError):
        return _masked_prose(text)
    shown = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return f"{shown} …" if cut else shown


def masked_text(text: str) -> str:
    """A text without the credentials of URLs in it, and without secret parameters."""
    if len(text) > _LONGEST:
        return f"(not shown: a text of {len(text)} characters)"
    if "@" in text or "%" in text:
        text = _REFUSED.sub(lambda url: masked_url(url[0]), text)
        text = _WORD.sub(lambda word: _without_user_info(word[0]), text)
    return _without_parameters(text) if "=" in text or "%" in text else text


def masked_url(url: str) -> str:
    """A text given as a URL. If it is not one, its credentials may be anywhere in it."""
    ats = list(_AT.finditer(url))
    if not ats or is_url(url):
        return masked_text(url)
    scheme = _SCHEME.match(url)
    return masked_text(f"{scheme[0] if scheme else ''}{MASK}@{url[ats[-1].end() :]}")


def masked_query(query: str) -> str:
    """The query of a request."""
    return masked_text(f"?{query}")[1:]


def without_credentials(url: str) -> str:
    """`url` as it is recorded: without its credentials, its secret parameters masked."""
    return masked_url(url).replace(f"//{MASK}@", "//", 1)


def masked_details(value: Mapping[str, Any]) -> dict[str, Any]:
    """An object without secrets."""
    shown = {masked_text(str(key)): masked(inner, str(key)) for key, inner in value.items()}
    if is_secret(str(value.get("name", ""))) and "value" in shown:  # a detail of an error
        shown["value"] = MASK
    return shown


def _without_user_info(word: str) -> str:
    """`word`, a text without spaces, with a mask for what stands before the `@` of each URL."""
    ats = [at.end() for at in _AT.finditer(word)]
    shown, done = [], 0
    while ats and (slashes := _SLASHES.search(word, done)) and slashes.end() < ats[-1]:
        start, end = slashes.end(), _authority_end(word, slashes.end())
        last = ats[bisect_right(ats, end) - 1] if bisect_right(ats, end) else 0
        if last <= start and _has_odd_port(word[start:end]):
            last = ats[-1]  # a slash within the password
        shown.append(word[done:start])
        shown.append(f"{MASK}@" if last > start else word[start:end])
        done = last if last > start else end
    return "".join([*shown, word[done:]])


def _authority_end(word: str, start: int) -> int:
    end = _AUTHORITY_END.search(word, start)
    return end.start() if end else len(word)


def _has_odd_port(authority: str) -> bool:
    return ":" in authority and not _PORT.search(authority)


def _without_parameters(text: str) -> str:
    shown, end = [], 0
    for found in _PARAMETER.finditer(text):
        if found.start() >= end and is_secret(unquote(unquote(found[1]))):
            shown += [text[end : found.end()], MASK]
            end = _end_of_value(text, found.end())
    return "".join([*shown, text[end:]])


def _end_of_value(text: str, start: int) -> int:
    value = _VALUE.match(text, start)
    return value.end() if value else start


def _closed(text: str) -> str:
    """The beginning of a JSON text, its cut item masked or left out, all brackets closed."""
    end, tail, closers, before = 0, "", "", ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in _CLOSERS:
            closers = _CLOSERS[mark] + closers
            end, tail = token.end(), closers
        elif mark in "]}":
            closers = closers[1:]
        elif mark == ",":
            end, tail = token.start(), closers
        elif before == ":" and token.end() == len(text):
            return f'{text[: token.start()]}"{MASK}"{closers}'
        before = mark
    return text[:end] + tail


def _masked_prose(text: str) -> str:
    if is_secret(_plain(text)):
        return f"(not shown: {len(text)} characters that are not JSON and may hold a secret)"
    return masked_text(text)


def _plain(text: str) -> str:
    """`text` without the escapes in which a word could hide."""
    from html import unescape  # on first use: it loads a large table

    return _unescaped(unescape(unquote(unquote(text))))


def _unescaped(text: str) -> str:
    return re.sub(r"\\[uU]?\{?0*([0-9a-fA-F]{2})\}?", lambda m: chr(int(m[1], 16)), text)
