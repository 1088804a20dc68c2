"""The words of a page of HTML. Pages come from apps that fail: the time for one grows with its
length, whatever is in it."""

import re
from collections.abc import Iterator

_UNSEEN = ("script", "style", "head", "title")  # elements whose content no reader sees
_OPENING = re.compile(rf"<({'|'.join(_UNSEEN)})\b", re.IGNORECASE)
_CLOSING = {name: re.compile(f"</{name}>", re.IGNORECASE) for name in _UNSEEN}
_TAG = re.compile(r"<[^<>]*>|<[a-zA-Z/!][^<>]*\Z")  # the last one may be cut


def words_of_page(page: str) -> str:
    """The visible text of `page` on one line."""
    return " ".join(_TAG.sub(" ", " ".join(_seen(page))).split())


def _seen(page: str) -> Iterator[str]:
    """The parts of `page` between elements that are not seen."""
    at, unclosed = 0, set()
    for opening in _OPENING.finditer(page):
        name = opening[1].lower()
        if opening.start() < at or name in unclosed:
            continue
        closing = _CLOSING[name].search(page, opening.end())
        if closing is None:
            unclosed.add(name)  # nor has any later one an end
            continue
        yield page[at : opening.start()]
        at = closing.end()
    yield page[at:]
