"""Document: the text of a setup, parsed, with the places of what is in it.

A text is JSON where it begins with `{`, and TOML otherwise. `keys` knows what may be in it.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, Literal, NamedTuple

from catapult_simulator.core.limits import KIB, MAX_SETUP_BYTES, MIB
from catapult_simulator.core.setups import json_places, toml_places
from catapult_simulator.core.setups.json_places import Event
from catapult_simulator.core.setups.problems import (
    LocatedProblem,
    Path,
    Place,
    Problem,
    Problems,
    SetupError,
    path_text,
)

Language = Literal["json", "toml"]
MAX_TOML_BYTES = 256 * KIB  # tomllib is slow: one second for the worst of this size
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_MAX_PARTS = 32  # of a dotted key: the time of tomllib grows with their square
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{_MAX_PARTS}}}")
_JSON_ARRAY = re.compile(r"\s*\[\s*[{\]]")  # in TOML a table has a name
_MANY_DIGITS = re.compile(r"[0-9_]{4000}")
_TOO_DEEP = "is nested too deeply"
_LEVELS = 20  # more than any setup has


class Document(NamedTuple):
    """`name` is that of the file, or `text`. `folder`: where files that it names are looked for;
    None where it may name none."""

    name: str
    content: dict[str, Any]
    text: str | None = None
    language: Language = "json"
    folder: FilePath | None = None

    def error(self, problems: Problems) -> SetupError:
        """The error that tells `problems`, each with its place, in the order of the text."""
        places = self._places(problems.found)
        located = [self._located(problem, places) for problem in problems.found]
        located.sort(key=lambda each: (each.line or 0, each.column or 0))
        return SetupError(self.name, located, problems.count)

    def _located(self, problem: Problem, places: dict[tuple[str, Path], Place]) -> LocatedProblem:
        line, column = _nearest_place(places, problem) or (None, None)
        return LocatedProblem(line, column, path_text(problem.path), problem.sentence)

    def _places(self, problems: list[Problem]) -> dict[tuple[str, Path], Place]:
        """The places of all keys and values that are on the paths of `problems`."""
        if self.text is None:
            return {}
        wanted = {each.path[:length] for each in problems for length in range(len(each.path) + 1)}
        offsets: dict[tuple[str, Path], int] = {}
        try:
            for event in events_of(self.text, self.language):
                if event.path in wanted:
                    offsets.setdefault((event.about, event.path), event.offset)
        except RecursionError:
            pass  # those before it are known
        return {key: place_at(self.text, offset) for key, offset in offsets.items()}


def _nearest_place(places: dict[tuple[str, Path], Place], problem: Problem) -> Place | None:
    """The place of the problem, else of the nearest thing around it."""
    if (problem.about, problem.path) in places:
        return places[problem.about, problem.path]
    around = (problem.path[:length] for length in range(len(problem.path), -1, -1))
    return next((places["value", path] for path in around if ("value", path) in places), None)


def place_at(text: str, offset: int) -> Place:
    """Line and column, both from 1, of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def events_of(text: str, language: Language) -> Iterator[Event]:
    """The keys and values of a well-formed text."""
    return json_places.events(text) if language == "json" else toml_places.events(text)


def text_of(data: bytes, name: str) -> str:
    """Raises SetupError, with line and column, for what is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise _refusal(name, f"byte {error.start + 1} is no UTF-8", (line, column)) from None


def parse(
    text: str, name: str, folder: FilePath | None = None, *, max_bytes: int | None = None
) -> Document:
    """Raises SetupError, with line and column, for what is neither JSON nor TOML. `max_bytes` is
    another limit of JSON than that of a setup."""
    language: Language = "json" if text.lstrip()[:1] == "{" else "toml"
    size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
    require_size(size, name, language, max_bytes)
    if _JSON_ARRAY.match(text):
        raise _refusal(name, 'a setup is an object, {"version": 1, …}, and no array', (1, 1))
    content = _json(text, name) if language == "json" else _toml(text, name)
    return Document(name, content, text, language, folder)


def require_size(
    size: int, name: str, language: Language = "json", max_bytes: int | None = None
) -> None:
    """Raises SetupError for more bytes than a setup has at most, or than `max_bytes`."""
    most = MAX_SETUP_BYTES if max_bytes is None else max_bytes
    if size > (most if language == "json" else MAX_TOML_BYTES):
        toml = f"; one in TOML has at most {MAX_TOML_BYTES // KIB} KiB, so write it in JSON"
        kind = "setup" if max_bytes is None else "state"
        sentence = f"has {size} bytes; a {kind} has at most {most // MIB} MiB"
        raise _refusal(name, sentence + (toml if language == "toml" else ""))


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        return _decoder.decode(text)  # type: ignore[no-any-return]  # it begins with {
    except json.JSONDecodeError as error:
        raise _refusal(name, f"no JSON: {error.msg}", (error.lineno, error.colno)) from None
    except _TwoEqualKeys:
        raise _twice(text, name) from None
    except _NoJson as error:
        found = re.search(rf"(?<=[\s:,\[]){re.escape(str(error))}", text)
        place = place_at(text, found.start()) if found else None
        raise _refusal(name, f"{error} is no JSON", place) from None
    except (ValueError, RecursionError) as error:
        raise _unreadable(text, name, error) from None


def _toml(text: str, name: str) -> dict[str, Any]:
    if found := _LONG_KEY.search(text):
        sentence = f"a key has more than {_MAX_PARTS} parts with dots between them"
        raise _refusal(name, sentence, place_at(text, found.start()))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, place = _toml_reason(text, str(error))
        raise _refusal(name, f"no TOML: {reason}", place) from None
    except (ValueError, RecursionError) as error:
        raise _unreadable(text, name, error) from None


def _toml_reason(text: str, reason: str) -> tuple[str, Place]:
    found = _TOML_PLACE.search(reason)
    words = reason[: found.start()] if found else reason
    if found and found[1]:
        return words, (int(found[1]), int(found[2]))
    return words, place_at(text, len(text))


def _unreadable(text: str, name: str, error: Exception) -> SetupError:
    if isinstance(error, RecursionError):
        return _refusal(name, _TOO_DEEP, _deep_place(text))
    found = _MANY_DIGITS.search(text)
    place = place_at(text, found.start()) if found else None
    return _refusal(name, "a number has too many digits", place)


def _deep_place(text: str) -> Place | None:
    """Where JSON has more levels than any setup; TOML is short, so that it needs no place."""
    if text.lstrip()[:1] != "{":
        return None
    deep = (each for each in json_places.events(text) if len(each.path) > _LEVELS)
    found = next(deep, None)
    return None if found is None else place_at(text, found.offset)


class _TwoEqualKeys(ValueError):
    """An object has a key twice."""


class _NoJson(ValueError):
    """NaN or Infinity."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise _TwoEqualKeys
    return content


def _refuse_constant(name: str) -> None:
    raise _NoJson(name)


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)


def _twice(text: str, name: str) -> SetupError:
    seen: set[Path] = set()
    for event in json_places.events(text):
        if event.about == "key" and event.path in seen:
            sentence = "this key is there twice; remove one of the two"
            return _refusal(name, sentence, place_at(text, event.offset), event.path)
        seen |= {event.path} if event.about == "key" else set()
    return _refusal(name, "a key is there twice")


def _refusal(name: str, sentence: str, place: Place | None = None, path: Path = ()) -> SetupError:
    line, column = place or (None, None)
    return SetupError(name, [LocatedProblem(line, column, path_text(path), sentence)])
