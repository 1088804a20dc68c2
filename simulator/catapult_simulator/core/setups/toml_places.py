"""Keys and values of a TOML text, with their places. The text is well-formed.

`tomllib` tells no places. The grammar is that of TOML 1.0 (https://toml.io/en/v1.0.0).
"""

import re
import tomllib
from collections.abc import Iterator

from catapult_simulator.core.setups.json_places import Event
from catapult_simulator.core.setups.problems import Path

_SPACE = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'[^'\n]*+'""")
_TEXT = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]++")


def events(text: str) -> Iterator[Event]:
    """Every key and every value, in the order of the text. A header is both."""
    return _Scanner(text).events()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counts: dict[Path, int] = {}  # of the tables in each array of tables

    def events(self) -> Iterator[Event]:
        table: Path = ()
        yield Event("value", table, 0)
        while self._skip(_GAP) < len(self._text):
            if self._text[self._at] == "[":
                events = list(self._header())
                table = events[-1].path
                yield from events
            else:
                yield from self._pair(table)

    def _header(self) -> Iterator[Event]:
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        path: Path = ()
        for key in (keys := self._keys()):
            path = self._last_of(path)
            path += (key,)
            yield Event("key", path, start)
            yield Event("value", path, start)
        self._at += 2 if is_array else 1
        if is_array and keys:
            self._counts[path] = self._counts.get(path, 0) + 1
        yield Event("value", self._last_of(path), start)

    def _last_of(self, path: Path) -> Path:
        """The newest table of an array of tables; any other path as it is."""
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _pair(self, table: Path) -> Iterator[Event]:
        start, path = self._at, table
        for key in self._keys():
            path += (key,)
            yield Event("key", path, start)
        self._at += 1  # =
        self._skip(_SPACE)
        yield from self._value(path)

    def _keys(self) -> list[str]:
        """The parts of a dotted key; the place is after the space behind it."""
        keys = []
        while key := _KEY.match(self._text, self._skip(_SPACE)):
            self._at = key.end()
            keys.append(_word(key[0]))
            if self._text[self._skip(_SPACE) : self._at + 1] != ".":
                break
            self._at += 1
        return keys

    def _value(self, path: Path) -> Iterator[Event]:
        yield Event("value", path, self._at)
        mark = self._text[self._at]
        if mark == "[":
            yield from self._items(path)
        elif mark == "{":
            yield from self._inline_table(path)
        else:
            self._skip(_TEXT if mark in "\"'" else _SCALAR)

    def _items(self, path: Path) -> Iterator[Event]:
        index = 0
        self._at += 1
        while self._text[self._skip(_GAP)] != "]":
            yield from self._value((*path, index))
            index += 1
            self._pass_comma()
        self._at += 1

    def _inline_table(self, path: Path) -> Iterator[Event]:
        self._at += 1
        while self._text[self._skip(_GAP)] != "}":
            yield from self._pair(path)
            self._pass_comma()
        self._at += 1

    def _pass_comma(self) -> None:
        if self._text[self._skip(_GAP)] == ",":
            self._at += 1

    def _skip(self, pattern: "re.Pattern[str]") -> int:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return self._at


def _word(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key
