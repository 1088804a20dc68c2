"""Problems of a setup: each with its path, its place in the text, and one sentence.

All of them are collected, and the first MAX_SHOWN are kept: a file of the wrong kind has thousands.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Literal, NamedTuple

from catapult_simulator.core.checks import shown as shown_number
from catapult_simulator.core.masking import masked_text, masked_url
from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.secret_names import is_secret

Path = tuple[str | int, ...]
Place = tuple[int, int]  # line and column, both from 1
About = Literal["key", "value"]
MAX_SHOWN = 20
_SHOWN_CHARACTERS = 80


class Problem(NamedTuple):
    """One thing that is wrong at `path`: with the key itself, or with its value."""

    path: Path
    sentence: str
    about: About = "value"


class LocatedProblem(NamedTuple):
    """A problem as it is told. `line` and `column` are None where there is no text."""

    line: int | None
    column: int | None
    path: str
    sentence: str

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}, column {self.column}: "
        return place + (f"{self.path}: {self.sentence}" if self.path else self.sentence)


class SetupError(ValueError):
    """A setup that cannot be read or applied. `problems`: the first MAX_SHOWN, of `count`."""

    __module__ = "catapult_simulator"  # its public name, as failures show it

    name: str
    problems: tuple[LocatedProblem, ...]
    count: int

    def __init__(self, name: str, problems: Collection[LocatedProblem], count: int = 0) -> None:
        self.name = name
        self.problems = tuple(problems)
        self.count = max(count, len(self.problems))
        super().__init__(self._text())

    def _text(self) -> str:
        if self.count == 1:
            (problem,) = self.problems
            joint = ": " if problem.line is None else ", "
            return f"{self.name}{joint}{problem}"
        rest = self.count - len(self.problems)
        more = [f"and {rest} more"] if rest else []
        return "\n".join([f"{self.name}: {self.count} problems", *map(str, self.problems), *more])


class SnapshotTooLarge(ValueError):
    """The account has more than a setup can hold."""


class Problems:
    """The problems that were found so far."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.count = 0

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, path: Path, sentence: str | Callable[[], str], about: About = "value") -> None:
        """Note one. A sentence that takes long is a function: it is called only if it is shown."""
        self.count += 1
        if len(self.found) < MAX_SHOWN:
            self.found.append(
                Problem(path, sentence if isinstance(sentence, str) else sentence(), about)
            )


def path_text(path: Path) -> str:
    """`accounts[0].numbers[1].name`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{_key_text(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _key_text(key: str) -> str:
    is_plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if is_plain and len(key) <= _SHOWN_CHARACTERS else shown(key)


def shown(value: object, name: str = "") -> str:
    """A value for a sentence, on one line, cut, without secrets. `name`: the key that it has."""
    if is_secret(name):
        return "the value"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return _shown_text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return shown_number(value) if isinstance(value, int | float) else str(value)


def _shown_text(text: str) -> str:
    cut = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"
    masked = masked_url(cut) if "//" in cut else masked_text(cut)
    return repr(masked.encode("utf-8", "backslashreplace").decode())


def unknown_word(what: str, known: Collection[str], word: str) -> str:
    """`unknown key; did you mean "number"? Known: …`."""
    near = nearest(word, known)
    guess = f'; did you mean "{near}"?' if near else "."
    return f"unknown {what}{guess} Known: {', '.join(known)}"
