"""JSON bodies: parsing, and the line and column at which a value starts."""

import json
from collections.abc import Iterator
from itertools import chain
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by use, not in the stubs
from re import Match
from re import compile as pattern
from typing import Any, NamedTuple

from catapult_simulator.core.catalogue import BAD_PARAMETERS

MAX_BYTES = 2 * 1024 * 1024  # 50 messages of 2048 escaped characters and their URLs fit twice
_MAX_NESTING = 64  # no resource nests deeper than three
_CONTAINERS = (dict, list)
_TOO_DEEP = f"nested more than {_MAX_NESTING} deep"
_SPACE = pattern(r"[ \t\r\n]*")
_MAX_DIGITS = 4300  # of an integer that Python reads
_CONSTANT = pattern(
    rf'"(?:[^"\\]|\\.)*"|(?P<name>-?Infinity|NaN)|(?P<digits>[0-9]{{{_MAX_DIGITS + 1},}})'
)

Path = tuple[str | int, ...]


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_refuse_constant)


class JsonBody(NamedTuple):
    """A parsed body, or the part of it at `path`, and the text of the whole."""

    content: Any
    text: str
    path: Path = ()

    def items(self) -> "Iterator[JsonBody]":
        """The items of a list."""
        for index, item in enumerate(self.content):
            yield JsonBody(item, self.text, (*self.path, index))


def parse(data: bytes) -> JsonBody:
    """Raises `validation-error` "Bad parameters" for malformed JSON (assumption A1)."""
    try:
        return load(data)
    except MalformedJson:
        raise BAD_PARAMETERS.error() from None


class MalformedJson(ValueError):
    """A body is no JSON. The text says why, and where: it is made when it is read."""

    def __init__(self, error: Exception, data: bytes) -> None:
        super().__init__(error, data)
        self._error, self._data = error, data

    def __str__(self) -> str:
        return _problem(self._error, self._data)


def load(data: bytes) -> JsonBody:
    """Raises MalformedJson, with line and column.

    An empty body is `{}` (assumption A2). NaN and lone surrogates are refused because no response
    can repeat them, nesting above 64 levels because walking it could exhaust the stack.
    """
    if not data.strip():
        return JsonBody({}, "{}")
    try:
        text = data.decode("utf-8-sig")
        content = _decoder.decode(text)
        if "\\u" in text:
            json.dumps(content, ensure_ascii=False).encode()  # fails on a lone surrogate
        if text.count("[") + text.count("{") > _MAX_NESTING:
            _refuse_deep(content)
    except (ValueError, RecursionError) as error:
        raise MalformedJson(error, data) from None
    return JsonBody(content, text)


def _problem(error: Exception, data: bytes) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is no UTF-8"
    if isinstance(error, UnicodeEncodeError):
        return "it has a surrogate without its pair"
    if isinstance(error, RecursionError):
        return _TOO_DEEP
    text = data.decode("utf-8-sig")
    found = next((m for m in _CONSTANT.finditer(text) if m["name"] or m["digits"]), None)
    if found is None:
        return str(error)
    return f"{_place(found)}: {_refused(found)}"


def _refused(found: Match[str]) -> str:
    name = found["name"]
    return f"{name} is no JSON" if name else f"a number has more than {_MAX_DIGITS} digits"


def _place(found: Match[str]) -> str:
    before = found.string[: found.start()]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


def _refuse_deep(content: Any) -> None:
    level = [content]
    for _ in range(_MAX_NESTING - 1):
        inner = chain.from_iterable(each.values() if type(each) is dict else each for each in level)
        level = [each for each in inner if each and type(each) in _CONTAINERS]
    if level:
        raise ValueError(_TOO_DEEP)


def position(text: str, path: Path) -> tuple[int, int]:
    """The line and column that errors name for the value at `path`.

    Both count from 1; the column is that of the value's first character, plus one (observed
    for three bodies; assumption A14).
    """
    at = _start_of(text, path)
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at) + 1, at - line_start + 2


def _start_of(text: str, path: Path) -> int:
    at = _skip(text, 0)
    for step in path[:-1]:
        # Of several members with one name the last one counts: the next step is in it.
        at = [*_members(text, at, step)][-1] if isinstance(step, str) else _element(text, at, step)
    step = path[-1]
    return next(_members(text, at, step)) if isinstance(step, str) else _element(text, at, step)


def _members(text: str, at: int, name: str) -> Iterator[int]:
    """The start of each value of `name` in the object at `at`."""
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = scanstring(text, at + 1, False)
        at = _skip(text, _skip(text, at) + 1)
        if key == name:
            yield at
        at = _after_value(text, at)


def _element(text: str, at: int, index: int) -> int:
    at = _skip(text, at + 1)
    for _ in range(index):
        at = _after_value(text, at)
    return at


def _after_value(text: str, at: int) -> int:
    """The place after the value at `at` and after its comma."""
    _, at = _decoder.raw_decode(text, at)
    return _skip(text, _skip(text, at) + 1)


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return at if space is None else space.end()
