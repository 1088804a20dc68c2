"""The fields that the resources share: text, URLs, choices, milliseconds, numbers, lists."""

from collections.abc import Sequence
from typing import Any

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import ErrorKind
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.urls import is_url
from catapult_simulator.web.schema import ApiField


class Text(ApiField):
    """Text. Numbers and booleans become their JSON form (assumption A4)."""

    def __init__(self, *, blank: bool = True, **options: Any) -> None:
        super().__init__(**{"blank_error": None if blank else catalogue.BLANK_PROPERTY} | options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = self._as_text(value)
        if self.blank_error is not None and not text.strip():
            raise self.error(self.blank_error)
        return text

    def _as_text(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        raise self.error(catalogue.BAD_PARAMETERS)


class Url(Text):
    """An absolute http(s) URL. Only the syntax is checked (assumption B10)."""

    def __init__(self, kind: ErrorKind, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        url = super()._deserialize(value, attr, data, **kwargs).strip()
        if not is_url(url):
            raise self.error(self.kind, url=url)
        return url


class Choice(Text):
    """One of `words`, in any case (assumption A35); in lower case unless `keep_case`."""

    def __init__(self, *words: str, keep_case: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self.keep_case = keep_case

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        word = super()._deserialize(value, attr, data, **kwargs)
        if word.lower() not in map(str.lower, self.words):
            raise self.error(catalogue.NOT_ONE_OF, values=", ".join(self.words))
        return word if self.keep_case else word.lower()


class Milliseconds(ApiField):
    """An integer from 1 to 10000, in milliseconds; a string of digits is accepted, too."""

    def __init__(
        self,
        *,
        too_small: ErrorKind = catalogue.MUST_BE_GREATER,
        too_large: ErrorKind = catalogue.EXCEEDS_LIMIT,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.too_small = too_small
        self.too_large = too_large

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        number = self._as_int(value)
        if number <= 0:
            raise self.error(self.too_small, limit=0)
        if number > 10_000:
            raise self.error(self.too_large, limit=10_000)
        return number

    def _as_int(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.error(catalogue.BAD_PARAMETERS)
        try:
            return int(value)
        except (ValueError, OverflowError):
            raise self.error(catalogue.BAD_PARAMETERS) from None


class Flag(ApiField):
    """A boolean; the strings `"true"` and `"false"` are accepted, too (assumption A4)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lower() in ("true", "false"):
            return value.strip().lower() == "true"
        raise self.error(catalogue.BAD_PARAMETERS)


class Number(Text):
    """A telephone number, however it is written, in E.164 form."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        number = e164.normalize(super()._deserialize(value, attr, data, **kwargs))
        if not e164.is_e164(number):
            raise self.error(catalogue.INVALID_PHONE_NUMBER)
        return number


class Texts(Text):
    """One text or a list of texts, as a tuple; blank texts are left out (assumption B7)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[str, ...]:  # type: ignore[override]  # several, not one
        values: Sequence[Any] = value if isinstance(value, list) else [value]
        texts = (self._as_text(each) for each in values if each is not None)
        return tuple(text for text in texts if text.strip())
