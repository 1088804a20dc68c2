"""Directions: where a page shows a text, and whether the text itself says which way it runs."""

from html.parser import HTMLParser
from typing import NamedTuple

_CODE = ("pre", "code", "title")  # left to right, whatever they hold, as are numbers
_NUMBERS = ("tel", "decimal", "numeric")
_VOID = ("br", "img", "input", "link", "meta", "wbr")


class Shown(NamedTuple):
    """An element that shows the text, and whether it or one around it has its direction."""

    tag: str
    has_direction: bool


class _Finder(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.open: list[tuple[str, bool]] = []
        self.found: list[Shown] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = tag == "bdi" or ("dir", "auto") in attrs
        given = dict(attrs)
        is_text = tag == "input" and given.get("inputmode") not in _NUMBERS
        if is_text and self.text in (given.get("value") or ""):
            self.found.append(Shown(tag, own))
        if tag not in _VOID:
            self.open.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.text in data and not any(tag in _CODE for tag, _ in self.open):
            self.found.append(Shown(self.open[-1][0], any(own for _, own in self.open)))


def shown(html: str, text: str) -> list[Shown]:
    """Each place where a person reads `text`; code is none."""
    finder = _Finder(text)
    finder.feed(html)
    finder.close()
    return finder.found
