"""Forms: which values a key takes, and in what words documents and errors say so.

A form reads a parsed value: it gives what the rest of the simulator works with (a time in
milliseconds, an amount in hundred-thousandths of a dollar, a normalised number), or notes what is
wrong with it.
"""

import re
from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from catapult_simulator.core.account import DOLLAR, MAX_AMOUNT
from catapult_simulator.core.checks import check_text
from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.setups.problems import Path, Problems, shown
from catapult_simulator.core.time.moments import ms_of, parse_moment
from catapult_simulator.core.urls import is_url

_LONGEST_TIME = 40  # characters
_DOLLARS = re.compile(r"-?[0-9]{1,10}(?:\.[0-9]{1,5})?")


class Form(Protocol):
    """The values of a key. `words`: what it takes, such as `a text`, as documents have it."""

    @property
    def words(self) -> str: ...

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """The value as the simulator holds it. What is wrong is added to `problems`."""


class Scalar:
    """A form of a single value. Its `_read` raises ValueError with the reason."""

    words = ""

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        try:
            return self._read(value)
        except ValueError as error:
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            reason = str(error) or f"is not {self.words}"
            problems.add(path, f"{shown(value, key)} {reason}")
            return None

    def _read(self, value: Any) -> Any:
        raise NotImplementedError


class Text(Scalar):
    """A text of `at_most` so many characters, or of any size that a setup may have."""

    def __init__(
        self, words: str = "a text", *, blank: bool = True, at_most: int | None = None
    ) -> None:
        self._at_most = at_most
        self.words = words
        self._may_be_blank = blank

    def _read(self, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(f"is not {self.words}; put it in quotes")
        if not isinstance(value, str):
            raise ValueError
        check_text("it", value)
        if not self._may_be_blank and not value.strip():
            raise ValueError("is blank")
        if self._at_most is not None and len(value) > self._at_most:
            raise ValueError(f"has {len(value)} characters; use at most {self._at_most}")
        return self._checked(value)

    def _checked(self, text: str) -> Any:
        return text


class Matching(Text):
    """A text of a certain form, such as an id."""

    def __init__(self, words: str, pattern: str) -> None:
        super().__init__(words)
        self._pattern = re.compile(pattern)

    def _checked(self, text: str) -> str:
        if not self._pattern.fullmatch(text):
            raise ValueError
        return text


class Url(Text):
    """An absolute URL."""

    def __init__(self) -> None:
        super().__init__("a URL that begins with http:// or https://")

    def _checked(self, text: str) -> str:
        if not is_url(text):
            raise ValueError
        return text


class PhoneNumber(Text):
    """A number in any notation, which becomes E.164; `short`: or a short code."""

    def __init__(self, *, short: bool = False) -> None:
        super().__init__("a number such as +19195551212" + (", or a short code" if short else ""))
        self._fits = e164.is_sender if short else e164.is_e164

    def _checked(self, text: str) -> str:
        number = e164.normalize(text)
        if not self._fits(number):
            raise ValueError
        return number


class OneOf(Scalar):
    """One of these words or numbers; `any_case`: words may be written in any case."""

    def __init__(self, values: Iterable[Any], *, any_case: bool = False) -> None:
        self.values = tuple(values)  # of a mapping, its keys
        self.words = "one of " + ", ".join(map(str, self.values))
        self._any_case = any_case

    def _read(self, value: Any) -> Any:
        known = value.lower() if self._any_case and isinstance(value, str) else value
        if isinstance(known, bool) or known not in self.values:
            texts = [each for each in self.values if isinstance(each, str)]
            near = nearest(value, texts) if isinstance(value, str) else None
            guess = f'; did you mean "{near}"?' if near else ""
            raise ValueError(f"is not {self.words}{guess}")
        return value


class Flag(Scalar):
    """True or false."""

    words = "true or false"

    def _read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError
        return value


class Number(Scalar):
    """A number within bounds; `whole`: without a fraction."""

    def __init__(self, low: float, high: float, *, whole: bool = True) -> None:
        self._low, self._high = low, high
        self._types = int if whole else (int, float)
        kind = "a whole number" if whole else "a number"
        self.words = f"{kind} from {low} to {high}"

    def _read(self, value: Any) -> Any:
        is_number = isinstance(value, self._types) and not isinstance(value, bool)
        if not is_number or not self._low <= value <= self._high:
            raise ValueError
        return value


class Dollars(Scalar):
    """An amount of dollars, as a number or a text; it becomes hundred-thousandths."""

    words = "an amount of dollars with at most five decimals, such as 12.5"

    def _read(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError
        written = (
            f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        )
        if not _DOLLARS.fullmatch(written):
            raise ValueError
        amount = int(Decimal(written) * DOLLAR)
        if abs(amount) > MAX_AMOUNT:
            raise ValueError
        return amount


class Moment(Scalar):
    """A time with its zone, which becomes milliseconds since 1970 UTC; TOML has times itself."""

    words = "a time of the years 2002 to 2199 with its zone, such as 2019-05-01T12:00:00Z"

    def _read(self, value: Any) -> int:
        written = value.isoformat() if isinstance(value, datetime) else value
        if not isinstance(written, str) or len(written) > _LONGEST_TIME:
            raise ValueError
        try:
            return ms_of(parse_moment(written))
        except ValueError:
            raise ValueError from None


class Base64(Scalar):
    """Bytes."""

    words = "bytes in base64"

    def _read(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise ValueError
        try:
            return b64decode(value, validate=True)
        except ValueError:
            raise ValueError from None
