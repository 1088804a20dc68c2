"""Phone numbers in a text, in whatever way they are written."""

import re
from collections.abc import Iterator

NUMBER = re.compile(
    r"(?:(?<=%2B)|(?<=%2b)|(?<![A-Za-z0-9.]))1?[2-9]\d{2}[2-9]\d{6}(?![A-Za-z0-9])"
    r"|(?<!\w)(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\w)"
    r"|(?:(?<=\+)|(?<=%2B)|(?<=%2b))\d{7,15}(?!\d)"
)


def digits_of(written: str) -> str:
    """The digits, with the 1 of North America: `13362154439`."""
    digits = "".join(letter for letter in written if letter.isdigit())
    return f"1{digits}" if len(digits) == 10 else digits


def numbers_in(text: str) -> Iterator[str]:
    """The digits of each number in `text`."""
    return (digits_of(found[0]) for found in NUMBER.finditer(text))


def written_as(digits: str, other: str) -> str:
    """`digits` in the way in which `other` is written: `(435) 215-4439`."""
    rest = iter(reversed(digits))
    written = [next(rest, "0") if letter.isdigit() else letter for letter in reversed(other)]
    return "".join(reversed(written))


def examples() -> Iterator[str]:
    """The digits of numbers in the range that is kept for examples: 1 919 555 0001, and so on."""
    for area in ("919", "984", *map(str, range(200, 900))):
        yield from (f"1{area}555{last:04}" for last in range(1, 10_000))
