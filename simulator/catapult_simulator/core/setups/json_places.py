"""Keys and values of a JSON text, with their places. The text is well-formed."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from catapult_simulator.core.setups.problems import About, Path

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)


class Event(NamedTuple):
    """A key, or the beginning of a value, at this offset."""

    about: About
    path: Path
    offset: int


def events(text: str) -> Iterator[Event]:
    """Every key and every value, in the order of the text. Of two equal keys both."""
    path: list[str | int] = []
    closers: list[str] = []  # of the containers that are open
    is_key = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark == ":":
            is_key = False
        elif mark == ",":
            is_key = closers[-1] == "}"
            if not is_key:
                path[-1] = int(path[-1]) + 1
        elif mark in "]}":
            closers.pop()
            path.pop()
        elif is_key:
            path[-1] = json.loads(mark)
            yield Event("key", tuple(path), token.start())
        else:
            yield Event("value", tuple(path), token.start())
            if mark in "[{":
                closers.append("]" if mark == "[" else "}")
                path.append(0 if mark == "[" else "")
                is_key = mark == "{"
