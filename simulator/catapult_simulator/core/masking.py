"""Masking: what is written down has no secrets in it: journal, errors resource, reports, terminal.

A document is masked after it was parsed, whatever its spelling: the value of each key that says
password, secret, token or the like, also in JSON within a text, and in every text the credentials
of URLs and the secret parameters of their queries. What clients get from the API is never masked.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from catapult_simulator.core.secret_names import is_secret, says_secret
from catapult_simulator.core.urls import is_url

MASK = "***"
SAMPLE_URL = "http://user:password@host/path"  # of an advice: no secret
_CUT = " …"
_NAMES = ("name", "key")
_LONGEST = 64 * 1024  # characters of one text: masking more would hold up the event loop

# Characters of URLs as they are, escaped in JSON, and percent-encoded any number of times.
_SLASHES = re.compile(r"(?:\\?[/\\]|%(?:25)*(?:2f|5c)){2}", re.IGNORECASE)
_AT = re.compile(r"@|%(?:25)*40", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(?:^|[?&;#/\s\"']|%(?:25)*(?:3f|26|3b|23|2f))([^=&#?;/\s\"'<>]{1,200}?)(?:=|%(?:25)*3d)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[^&\s\"<>]*")
_WORD = re.compile(r"[^\s\"<>]+")
_AUTHORITY_END = re.compile(r"[/?#\\]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_CLOSERS = {"{": "}", "[": "]"}
_HOST = re.compile(r"(?:[^:]*\.[^:]*|localhost|\[[^\]]*\])(?::\d*)?", re.IGNORECASE)
_FEW_SLASHES = re.compile(  # http:user:password@host
    r"(https?(?::|%3a)(?:[/\\]|%2f)?)(?![/\\]|%(?:25)*(?:2f|5c))"
    r"[^\s\"<>/:@]{1,256}(?::|%3a)[^\s\"<>]{1,256}(?:@|%40)",
    re.IGNORECASE,
)
_WITH_SPACE = re.compile(  # http://user:pass word@host; an e-mail address may follow a port
    r"(//)[^\s/?#@:\[\]\"<>]{1,256}:(?!\d*\s)[^\s/?#@\"<>]{1,256}\s[^@\"<>]{0,256}@"
)
_IN_PATH = re.compile(r"(?<!/)(/[tu]-[\w.~-]{1,64}(?::|%3a))[^\s/?#&\"'<>]+", re.IGNORECASE)
_CUT_URL = re.compile(r"(?:[/\\]{2}|https?:)[^\s\"<>]*\Z", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:?)?[/\\]{1,2}|\s*https?:", re.IGNORECASE)
_REFUSED = re.compile(r"(?<=URL ').*(?=' is )", re.DOTALL)  # as errors of the catalogue repeat it
_OF_URLS = re.compile(r"url|uri|link|href|media|callback|location", re.IGNORECASE)


def masked(value: Any, name: str = "") -> Any:
    """A copy of parsed JSON without secrets. `name` is the key that it has."""
    if is_secret(name) and value is not None:
        return MASK
    if isinstance(value, str):
        return _masked_value(value, name)
    if isinstance(value, Mapping):
        return masked_details(value)
    if isinstance(value, (list, tuple)):
        is_pair = len(value) == 2 and _names_secret(value[0])
        return [value[0], MASK] if is_pair else [masked(item, name) for item in value]
    return value


def _masked_value(text: str, name: str) -> str:
    if len(text) <= _LONGEST and text.lstrip()[:1] in ("{", "[", '"'):
        text = _masked_json(text)
    is_url_like = "@" in text or "%" in text or "=" in text
    return masked_url(text) if is_url_like and _OF_URLS.search(name) else masked_text(text)


def _masked_json(text: str) -> str:
    """A text that may be JSON itself. It keeps its spelling if there is no secret in it."""
    body = text.removesuffix(_CUT)  # of a masked body that is masked again
    try:
        document = json.loads(body)
        shown = masked(document)
    except (ValueError, RecursionError):
        return _masked_prose(text) if text.lstrip().startswith(("{", "[{")) else text
    return text if shown == document else json.dumps(shown) + text[len(body) :]


def _names_secret(name: Any) -> bool:
    return isinstance(name, str) and not re.search(r"\s", name) and is_secret(name)


def masked_body(text: str, *, cut: bool = False) -> str:
    """A body of a request or an answer. `cut`: only its beginning is known.

    What is not JSON is shown if it does not say anything of a secret, and withheld otherwise.
    """
    try:
        document = masked(json.loads(_closed(text) if cut else text))
    except (ValueError, RecursionError):
        return _masked_prose(_CUT_URL.sub(MASK, text) if cut else text)
    shown = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return shown + _CUT if cut else shown


def masked_text(text: str) -> str:
    """A text without the credentials of URLs in it, and without secret parameters."""
    if len(text) > _LONGEST:
        return f"(not shown: a text of {len(text)} characters)"
    if SAMPLE_URL in text:
        return SAMPLE_URL.join(map(masked_text, text.split(SAMPLE_URL)))
    if ":" in text or "%" in text:  # cheap tests first: every journal entry passes here
        text = _IN_PATH.sub(rf"\1{MASK}", text)
    if "@" in text or "%" in text or "=" in text:
        text = _REFUSED.sub(lambda url: masked_url(url[0]), text)
    if "@" in text or "%" in text:
        text = _WORD.sub(lambda word: _without_user_info(word[0]), text)
        text = _WITH_SPACE.sub(rf"\1{MASK}@", _FEW_SLASHES.sub(rf"\1{MASK}@", text))
    return _without_parameters(text) if "=" in text or "%" in text else text


def masked_url(url: str) -> str:
    """A text given as a URL. If it is not one, its credentials may be anywhere in it."""
    if len(url) > _LONGEST or is_url(url):
        return masked_text(url)
    url = _without_parameters(url, to_end=True)
    ats = list(_AT.finditer(url))
    if not ats:
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
    if any(key.lower() in _NAMES and _names_secret(value[key]) for key in value):
        shown |= {key: MASK for key in shown if key.lower() in ("value", "values")}
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
    """Whether it does not look like host and port: `user:8080/…` may be a password with a slash."""
    return ":" in authority and not _HOST.fullmatch(authority)


def _without_parameters(text: str, *, to_end: bool = False) -> str:
    """`to_end`: the value of a secret parameter has no known end."""
    shown, end = [], 0
    for found in _PARAMETER.finditer(text):
        if found.start() >= end and is_secret(_unquoted(found[1])):
            shown += [text[end : found.end()], MASK]
            end = len(text) if to_end else _end_of_value(text, found.end())
    return "".join([*shown, text[end:]])


def _end_of_value(text: str, start: int) -> int:
    value = _VALUE.match(text, start)
    return value.end() if value else start


def _closed(text: str) -> str:
    """The beginning of a JSON text, its cut item masked or left out, all brackets closed."""
    end, tail, closers, before = 0, "", "", ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if not before and mark[0] == '"' and token.end() == len(text):
            return f'"{MASK}"'
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
    plain = _plain(text)
    if says_secret(plain):
        return f"(not shown: {len(text)} characters that are not JSON and may hold a secret)"
    return masked_text(text)


def _plain(text: str) -> str:
    """`text` without the escapes in which a word could hide."""
    from html import unescape  # on first use: it loads a large table

    return _unescaped(unescape(_unquoted(text)))


def _unquoted(text: str) -> str:
    """`text` without percent-encoding, however many times it was encoded."""
    return unquote(re.sub("%(?:25)+", "%", unquote(text)))


def _unescaped(text: str) -> str:
    return re.sub(r"\\[uU]?\{?0*([0-9a-fA-F]{2})\}?", lambda m: chr(int(m[1], 16)), text)
