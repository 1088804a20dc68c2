"""The message of a failure, as far as it may be written.

pytest shows both sides of a comparison, often cut off, so that no value can be found in it for
certain. A word stands only if the check, its exchanges as they are written, or Python has it too.
"""

import builtins
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from contract_tests.live.facts import Row
from contract_tests.live.ids import ID, Ids
from contract_tests.live.redaction import HEADERS, Redaction
from contract_tests.live.words import HIDDEN, HIDDEN_IN_A_ROW, WORD, suite, words_of

PYTHON = """
    assert where left contains one more items item first extra at index diff omitting identical
    differing right full use v vv to get the in is not and or than set sets with truncated lines
    hidden tuple list dict str int bool bytes object must be integers slices indices has no
    attribute unhashable type expecting value data line column char delimiter property name
    enclosed double quotes requests exceptions JSONDecodeError Response headers json text did
    match unexpected
"""


def ids_of_row() -> Ids:
    """The placeholders of one row. Ids that checks have made up stay."""
    return Ids(kept=set(_made_up()))


def may_be_said(message: str, row: Row, redaction: Redaction, ids: Ids) -> str:
    """`message` with … for each word that may be other people's. `row` has its exchanges."""
    words = words_of(json.dumps([row.expected, row.fact, row.exchanges], ensure_ascii=False))
    words |= _of_python() | _of_file(row.check.partition("::")[0].rpartition("/")[2])
    text = ids.text(redaction.text(redaction.known.without(message)))
    return HIDDEN_IN_A_ROW.sub(HIDDEN, WORD.sub(lambda word: _said(word[0], words), text))


def _said(word: str, words: frozenset[str]) -> str:
    short = word.isdigit() and len(word) <= 4
    return word if short or word.lower() in words else HIDDEN


@dataclass
class Failure:
    """A failure for the terminal and the reports of pytest, with its message and no more."""

    reprcrash: Any

    @classmethod
    def of(cls, failure: Any, message: str) -> "Failure | str":
        crash = getattr(failure, "reprcrash", None)
        if crash is None:
            return message
        crash.message = message
        return cls(crash)

    def toterminal(self, writer: Any) -> None:
        writer.line(str(self))

    def __str__(self) -> str:
        return str(self.reprcrash)


@cache
def _made_up() -> set[str]:
    return {found[0] for found in ID.finditer(suite())}


@cache
def _of_python() -> set[str]:
    """The words of its exceptions and of pytest, and the names of headers."""
    words = {name.lower() for name in dir(builtins)}
    return words | words_of(PYTHON) | words_of(" ".join(HEADERS))


@cache
def _of_file(name: str) -> set[str]:
    """The words of the file of a check, and of the assertions that all share."""
    folder = Path(__file__).parents[1]
    files = (folder / each for each in (name, "wire.py", "network.py"))
    return {word for file in files if file.is_file() for word in words_of(file.read_text("utf-8"))}
