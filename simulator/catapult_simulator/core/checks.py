"""Checks of arguments: a wrong value raises ValueError, a wrong type TypeError.

Each sentence names the argument, its value and what is accepted. Nothing here knows the API: what
the API itself refuses is a CatapultError.
"""

import re
from collections.abc import Collection, Iterable
from typing import Literal

from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS
from catapult_simulator.core.masking import masked_url
from catapult_simulator.core.urls import is_url

CallbackMethod = Literal["get", "post", "GET", "POST"]
CALLBACK_METHODS = ("get", "post")  # over HTTP in any case, such as `Post`
_SURROGATE = re.compile("[\ud800-\udfff]")  # Python joins pairs: each one is alone
_SHOWN_BITS = 128
_SHOWN_CHARACTERS = 200


def check_one_of(name: str, value: object, words: Iterable[object]) -> None:
    """Raises ValueError unless `value` is one of `words`."""
    known = tuple(words)
    if value not in known:
        raise ValueError(f"{name}={shown(value)}; choose one of {', '.join(map(str, known))}")


def check_text(name: str, value: object, *, blank: bool = True) -> None:
    """Raises TypeError unless `value` is a str, ValueError if it is blank and must not be.

    ValueError, too, for a surrogate without its pair: no response could contain it.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name}={shown(value)}; pass a str")
    if not value.isascii() and _SURROGATE.search(value):
        raise ValueError(f"{name}={shown(value)} has a surrogate without its pair")
    if not blank and not value.strip():
        raise ValueError(f"{name}={shown(value)} is blank")


def check_optional_text(name: str, value: object, *, blank: bool = True) -> None:
    """As `check_text`, but accepts None."""
    if value is not None:
        check_text(name, value, blank=blank)


def check_length(name: str, value: str | None, maximum: int) -> None:
    """Raises ValueError for a text with more than `maximum` characters."""
    if value is not None and len(value) > maximum:
        raise ValueError(f"{name} has {len(value)} characters; use at most {maximum}")


def check_type(name: str, value: object, type_: type) -> None:
    """Raises TypeError unless `value` is a `type_`."""
    if not isinstance(value, type_):
        raise TypeError(f"{name}={shown(value)}; pass a {type_.__name__}")


def check_optional(name: str, value: object, type_: type) -> None:
    """Raises TypeError unless `value` is a `type_` or None."""
    if value is not None:
        check_type(name, value, type_)


def check_names(names: Iterable[str], known: Collection[str]) -> None:
    """Raises TypeError unless all `names` of properties are `known`."""
    if unknown := sorted(set(names) - set(known)):
        raise TypeError(f"no property {', '.join(unknown)}; there are {', '.join(known)}")


def check_url(name: str, value: object) -> None:
    """Raises ValueError unless `value` is an absolute http or https URL."""
    check_text(name, value)
    if not is_url(str(value)):
        safe = shown(masked_url(str(value)))
        raise ValueError(f"{name}={safe} is no URL; write http://host:port/path")


def check_timeout(name: str, value: object) -> None:
    """Raises TypeError or ValueError unless `value` is a callback's timeout in ms."""
    check_whole(name, value, 1, MAX_TIMEOUT_MS)


def check_callback_method(name: str, value: object) -> None:
    """Raises ValueError unless `value` is `get` or `post`, in any case."""
    check_text(name, value)
    if str(value).lower() not in CALLBACK_METHODS:
        check_one_of(name, value, CALLBACK_METHODS)


def check_list(name: str, values: object, *types: type) -> None:
    """Raises TypeError unless `values` is a list or tuple of items of `types`.

    A text is a sequence too, but of characters: a list was forgotten.
    """
    if not isinstance(values, list | tuple) or isinstance(values, types):
        raise TypeError(f"{name}={shown(values)}; pass a list of {_listed(types)}")
    for value in values:
        if not isinstance(value, types):
            raise TypeError(f"{name} has {shown(value)}; each must be a {_listed(types)}")
        if isinstance(value, str):
            check_text(name, value)


def check_flag(name: str, value: object) -> None:
    """Raises TypeError unless `value` is True or False."""
    if not isinstance(value, bool):
        raise TypeError(f"{name}={shown(value)}; pass True or False")


def check_whole(name: str, value: object, low: int, high: int) -> None:
    """Raises TypeError unless `value` is an int, ValueError unless `low` <= `value` <= `high`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}={shown(value)}; pass an int")
    _check_range(name, value, low, high)


def check_number(name: str, value: object, low: float, high: float) -> None:
    """As `check_whole`, for an int or a float."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{name}={shown(value)}; pass a number")
    _check_range(name, value, low, high)


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # nor is NaN
        raise ValueError(f"{name}={shown(value)}; choose from {low} to {high}")


def check_function(name: str, value: object) -> None:
    """Raises TypeError unless `value` can be called."""
    if not callable(value):
        raise TypeError(f"{name}={shown(value)}; pass a function")


def shown(value: object) -> str:
    """`value` for a sentence: cut if it is long; of a whole number that Python may refuse to print,
    its size."""
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return f"about {'-' if value < 0 else ''}2**{value.bit_length() - 1}"
    try:
        text = repr(value)
    except ValueError:  # it has such a number inside
        return f"a {type(value).__name__}"
    if len(text) <= _SHOWN_CHARACTERS:
        return text
    return f"{text[:_SHOWN_CHARACTERS]}... ({len(text)} characters)"


def _listed(types: tuple[type, ...]) -> str:
    return " or ".join(type_.__name__ for type_ in types)
