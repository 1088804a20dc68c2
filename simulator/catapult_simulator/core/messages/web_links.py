"""The web addresses in a text, as a phone underlines them."""

import re
from functools import cache

# An address ends at white space, quotes and brackets, and before punctuation of a sentence.
_REST = r"[^\s<>\"'«»“”„‘’`|\\^{}。，、！？；：）】」』\u200b]*"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}"
_LINK = rf"https?://{_REST}|(?<![\w@./-])(?:www\.{_HOST}(?:[/?#]{_REST})?|{_HOST}/{_REST})"
_CLOSING = {")": "(", "]": "["}


def web_links(text: str) -> list[str]:
    """The addresses that begin with `http://`, `https://` or `www.`, and those such as
    `bit.ly/x`, as written, in order. Punctuation of the sentence is no part of them."""
    return [link for found in _pattern().finditer(text) if (link := _trimmed(found[0]))]


def _trimmed(link: str) -> str:
    while link and (link[-1] in ".,;:!?…*_" or _closes_nothing(link)):
        link = link[:-1]
    return "" if link.lower() in ("http://", "https://") else link


def _closes_nothing(link: str) -> bool:
    """Whether the last bracket was opened before the address: `(see https://club.example/)`."""
    opening = _CLOSING.get(link[-1])
    return opening is not None and link.count(opening) < link.count(link[-1])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_LINK, re.IGNORECASE)
