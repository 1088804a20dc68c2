"""Words that are nobody's: those of the API's errors, of the checks, and of the run's requests.

The sentence of an error may quote anything. Of it only these words are written, beside ids, times
and phone numbers, which are replaced elsewhere.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from contract_tests.live.ids import ID
from contract_tests.live.number_forms import NUMBER

HIDDEN = "…"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
WORD = re.compile(r"\w+")
TOKEN = re.compile("|".join(each.pattern for each in (ID, TIME, NUMBER, WORD)))
HIDDEN_IN_A_ROW = re.compile(rf"{HIDDEN}(?:[\s.,'\"@-]*{HIDDEN})+")
FOLDER = Path(__file__).parents[1]


@cache
def suite() -> str:
    """The text of all checks: what it has is nobody's."""
    files = sorted(FOLDER.glob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def _of_api() -> frozenset[str]:
    """The words of the catalogue of errors, and of the checks."""
    return words_of(f"{suite()} {(FOLDER / 'errors.csv').read_text(encoding='utf-8')}")


def words_of(text: str) -> frozenset[str]:
    """The words of `text` in small letters."""
    return frozenset(found.lower() for found in WORD.findall(text))


@dataclass
class Words:
    """The words that may be written."""

    known: set[str] = field(default_factory=lambda: set(_of_api()))

    def learn(self, text: str) -> None:
        self.known |= words_of(text)

    def said(self, text: str) -> str:
        """`text` with … for each other word."""
        return HIDDEN_IN_A_ROW.sub(HIDDEN, TOKEN.sub(lambda found: self._said(found[0]), text))

    def _said(self, token: str) -> str:
        short = token.isdigit() and len(token) <= 4
        is_word = WORD.fullmatch(token) and not NUMBER.fullmatch(token)
        return HIDDEN if is_word and not short and token.lower() not in self.known else token
