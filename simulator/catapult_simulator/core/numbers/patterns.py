"""Search patterns for numbers: `*2?9*`, `919*PIZZA`.

A pattern is spread over the ten national digits in every way that fits; each way is a `Mask`.
There are never more than 252 (ten digits choose five). Knows nothing of which numbers exist.

Source: methods/availableNumbers/getAvailableNumbersLocal.md, "pattern".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_PATTERN = re.compile(r"[0-9A-Za-z?*]*")
_KEYPAD = {
    letter: digit
    for digit, letters in {
        "2": "ABC",
        "3": "DEF",
        "4": "GHI",
        "5": "JKL",
        "6": "MNO",
        "7": "PQRS",
        "8": "TUV",
        "9": "WXYZ",
    }.items()
    for letter in letters
}


class Mask(NamedTuple):
    """What a number must look like: ten digits, `?` for any, and how the literals were written."""

    digits: str
    written: str

    @property
    def pattern_match(self) -> str:
        """The 14 characters of a national number, blank but for the literals of the pattern.

        `(919) 297-2192` found by `*2?9*` gives `          2 9 ` (documented).
        """
        return f" {self.written[:3]}  {self.written[3:6]} {self.written[6:]}"

    def starting(self, prefix: str) -> "Mask | None":
        """The same, for numbers that start with `prefix`; None where the two disagree."""
        start = self.digits[: len(prefix)]
        if any(have not in ("?", want) for have, want in zip(start, prefix, strict=True)):
            return None
        return self._replace(digits=prefix + self.digits[len(prefix) :])


ANY = Mask("?" * 10, " " * 10)


@lru_cache(maxsize=64)
def masks(pattern: str) -> tuple[Mask, ...]:
    """Every way in which `pattern` can be spread over ten digits, its stars longest first.

    A pattern that fits no number has none; so has one with other characters (assumed: the
    documents name no error for it).
    """
    if not _PATTERN.fullmatch(pattern):
        return ()
    parts = re.sub(r"\*+", "*", pattern).split("*")
    spare = 10 - sum(map(len, parts))
    return tuple(dict.fromkeys(_mask(parts, gaps) for gaps in _splits(spare, len(parts) - 1)))


def _splits(spare: int, stars: int) -> Iterator[tuple[int, ...]]:
    """How many digits each star stands for, in every way that makes `spare`."""
    if spare < 0 or (stars == 0 and spare > 0):
        return
    if stars <= 1:
        yield (spare,) * stars
        return
    for first in range(spare, -1, -1):
        for others in _splits(spare - first, stars - 1):
            yield first, *others


def _mask(parts: list[str], gaps: tuple[int, ...]) -> Mask:
    text = "".join(part + "?" * gap for part, gap in zip(parts, (*gaps, 0), strict=True))
    digits = "".join(_KEYPAD.get(c, c) for c in text.upper())
    return Mask(digits, text.replace("?", " "))
