"""Wording: texts, numbers and columns of a story. Lines are printable and without secrets."""

import re
from collections.abc import Iterable, Sequence
from textwrap import wrap

from catapult_simulator.core.masking import masked_text
from catapult_simulator.core.page_text import words_of_page
from catapult_simulator.core.printable import printable

WIDTH = 100  # of a line, in characters; a long URL may be wider
_TEXT = 60  # characters of a message's text or of an app's answer
_VALUE = 300  # characters of any other value
_COLUMN = 44  # the widest that a cell makes its column
_MARKUP = re.compile(r"\s*<(!doctype|html|h\d|p|head|body)\b", re.IGNORECASE)


def quoted(text: str | None, length: int = _TEXT) -> str:
    """`"the text"`, cut after `length` characters; `no text` where there is none."""
    if text is None:
        return "(its text is no longer kept)"
    return f'"{cut(masked_text(text), length)}"' if text else "(no text)"


def answered(body: str) -> str:
    """The beginning of an answer's body in quotation marks, of HTML its words; "" for none."""
    words = words_of_page(body) if _MARKUP.match(body) else " ".join(body.split())
    return quoted(words, _VALUE) if words else ""


def cut(text: str, length: int = _VALUE) -> str:
    """`text` in one printable line of at most `length` characters."""
    shown = printable(text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 2] + " …"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 message`, `2 messages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows of equal length in aligned columns. A cell that is too wide moves only its own row."""
    rows = list(rows)
    widths = [
        max((len(cell) for cell in column if len(cell) <= _COLUMN), default=0)
        for column in zip(*rows, strict=True)
    ]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def folded(text: str, indent: str) -> tuple[str, ...]:
    """`text` in lines of at most WIDTH characters, each behind `indent`."""
    lines = wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return tuple(indent + line for line in lines)
