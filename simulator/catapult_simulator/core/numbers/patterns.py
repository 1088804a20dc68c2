"""Search patterns for numbers: `*2?9*`, `919*PIZZA`.

A pattern is expanded to masks: one `Mask` for each way to spread it over the ten national digits,
at most 252 (ten choose five). This module does not know which numbers exist.

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
    """Ten digits with `?` for any, and the literals as the pattern has them."""

    digits: str
    written: str

    @property
    def pattern_match(self) -> str:
        """The 14 characters of a national number; all but the literals of the pattern are spaces.

        `(919) 297-2192` found by `*2?9*` gives `          2 9 ` (documented).
        """
        return f" {self.written[:3]}  {self.written[3:6]} {self.written[6:]}"

    def starting(self, prefix: str) -> "Mask | None":
        """This mask for numbers that start with `prefix`; None if none can match."""
        start = self.digits[: len(prefix)]
        if any(have not in ("?", want) for have, want in zip(start, prefix, strict=True)):
            return None
        return self._replace(digits=prefix + self.digits[len(prefix) :])


ANY = Mask("?" * 10, " " * 10)


@lru_cache(maxsize=64)
def masks(pattern: str) -> tuple[Mask, ...]:
    """The masks of `pattern`, those with long first stars first.

    A pattern that matches no number has no masks, nor has one with other characters
    (assumption D22).
    """
    if not _PATTERN.fullmatch(pattern):
        return ()
    parts = re.sub(r"\*+", "*", pattern).split("*")
    spare = 10 - sum(map(len, parts))
    return tuple(dict.fromkeys(_mask(parts, gaps) for gaps in _splits(spare, len(parts) - 1)))


def _splits(spare: int, stars: int) -> Iterator[tuple[int, ...]]:
    """The numbers of digits for each star, in every way that adds up to `spare`."""
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
