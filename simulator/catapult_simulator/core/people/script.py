"""Script: how a person answers texts, as data that a setup and the control API can hold."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from catapult_simulator.core import limits
from catapult_simulator.core.checks import check_length, check_text
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.text_patterns import ignoring_case

MAX_ANSWERS = 100  # of one person
_SCOPED = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"), (re.VERBOSE, "x"))

Texts = str | Sequence[str] | None
"""An answer, several, or none."""
Answers = str | Sequence[str] | Mapping[str, Texts] | Mapping["re.Pattern[str]", Texts]
"""The same answer to each text, or answers by pattern: the first that is found in the text counts.
A pattern is a regular expression, which `text_patterns` may refuse as too slow; one that is written
as a text ignores case."""
AnswerFunction = Callable[[Message], Texts]


class Answer(NamedTuple):
    """One row of a script: the texts that follow a message in which `pattern` is found.

    The pattern ignores case; an empty one is found in each text. No texts: the person is silent.
    """

    pattern: str
    texts: tuple[str, ...]


class Script(NamedTuple):
    """The rows of one person; the first one that fits counts, and without one there is no answer.

    `Script.of` and `as_data` are the way from and to JSON and TOML.
    """

    rows: tuple[Answer, ...]

    @classmethod
    def of(cls, answers: Answers) -> "Script":
        """A script from a text, a list of texts, or a mapping of patterns to either.

        Raises TypeError and ValueError, which name the pattern and its value, for anything else.
        """
        if not isinstance(answers, Mapping):
            return cls((Answer("", _texts("answers", answers)),))
        if not 0 < len(answers) <= MAX_ANSWERS:
            raise ValueError(f"answers has {len(answers)} patterns; give 1 to {MAX_ANSWERS}")
        rows = (_row(pattern, texts) for pattern, texts in answers.items())
        return cls(tuple(rows))

    def as_data(self) -> str | list[str] | dict[str, str | list[str]]:
        """The script as `of` takes it: texts, lists and objects only."""
        if len(self.rows) == 1 and not self.rows[0].pattern:
            return _plain(self.rows[0].texts)
        return {row.pattern: _plain(row.texts) for row in self.rows}

    def texts_for(self, message: Message) -> tuple[str, ...]:
        """The texts that the person answers to `message`."""
        text = message.text or ""
        fitting = (row.texts for row in self.rows if ignoring_case(row.pattern).search(text))
        return next(fitting, ())


def checked_texts(name: str, texts: object) -> tuple[str, ...]:
    """The texts of an answer. Raises TypeError for what is none, ValueError for a blank text."""
    return () if texts is None else _texts(name, texts)


def _row(pattern: object, texts: object) -> Answer:
    written = _source(pattern)
    try:
        ignoring_case(written)
    except ValueError as error:
        raise ValueError(f"pattern {error}") from None
    return Answer(written, checked_texts(f"answers[{written!r}]", texts))


def _source(pattern: object) -> str:
    """The regular expression as a text; the flags of a compiled one become a part of it."""
    if not isinstance(pattern, re.Pattern):
        check_text("pattern", pattern)
        return str(pattern)
    if isinstance(pattern.pattern, bytes):
        raise TypeError(f"pattern {pattern!r} is one of bytes; compile one of str")
    letters = "".join(letter for flag, letter in _SCOPED if pattern.flags & flag)
    flags = letters if "i" in letters else f"{letters}-i"
    return pattern.pattern if flags == "i" else f"(?{flags}:{pattern.pattern})"


def _texts(name: str, texts: object) -> tuple[str, ...]:
    listed = [texts] if isinstance(texts, str) else texts
    if not isinstance(listed, list | tuple):
        raise TypeError(f"{name} is {texts!r}; give a text, a list of texts, or a mapping of them")
    if len(listed) > MAX_ANSWERS:
        raise ValueError(f"{name} has {len(listed)} texts; give at most {MAX_ANSWERS}")
    for text in listed:
        check_text(name, text, blank=False)
        check_length(name, text, limits.MAX_TEXT)
    return tuple(listed)


def _plain(texts: tuple[str, ...]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else list(texts)
