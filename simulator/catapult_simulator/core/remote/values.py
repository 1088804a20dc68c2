"""Values as JSON: arguments and results of the methods of an account that is called over HTTP.

What JSON has stays as it is. All else is an object whose property `$` names its kind: a record of
RECORDS, a tuple, bytes, a time. A value of another kind becomes a `Foreign` at the other end, so
that the method there refuses it in the words in which it refuses it here.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from catapult_simulator.core.remote.records import fields_of, record_of

KIND = "$"
_NESTING = 50
_WHOLE = 2**63
_SHOWN = 1000  # characters of what becomes a Foreign
_PLAIN = (bool, type(None))


class Foreign:
    """Stands for a value that no method takes: `repr` is that of the original."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __repr__(self) -> str:
        return self._shown


def to_json(value: object, depth: int = 0) -> Any:
    """`value` as JSON. Raises ValueError for one that is nested more than 50 deep."""
    if depth > _NESTING:
        raise ValueError(f"a value is nested more than {_NESTING} deep")
    if isinstance(value, _PLAIN):
        return value
    for type_, write in _WRITERS:
        if isinstance(value, type_):
            return write(value, depth + 1)
    return _record_to_json(value, depth + 1)


def from_json(value: Any) -> Any:
    """The value that `to_json` wrote. Raises ValueError for an object of an unknown kind, or of a
    known one that lacks something."""
    if isinstance(value, list):
        return [from_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    if KIND not in value:
        return {name: from_json(each) for name, each in value.items()}
    content = {name: each for name, each in value.items() if name != KIND}
    return _read(value[KIND], content)


def _read(kind: object, content: dict[str, Any]) -> Any:
    try:
        if isinstance(kind, str) and kind in _READERS:
            return _READERS[kind](content["value"])
        return record_of(str(kind), {name: from_json(each) for name, each in content.items()})
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise ValueError(f"no value of kind {kind!r}: {problem}") from None


def _text_to_json(text: str, _: int) -> Any:
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON may not have
        return _tagged("str", text.encode("utf-16-le", "surrogatepass").hex())
    return str(text)


def _whole_to_json(number: int, _: int) -> Any:
    return int(number) if -_WHOLE < number < _WHOLE else _tagged("int", f"{number:x}")


def _float_to_json(number: float, _: int) -> Any:
    is_json = number - number == 0  # neither infinite nor NaN
    return float(number) if is_json else _tagged("float", str(number))


def _mapping_to_json(mapping: "Mapping[object, object]", depth: int) -> Any:
    if KIND not in mapping and all(type(name) is str and name.isascii() for name in mapping):
        return {name: to_json(each, depth) for name, each in mapping.items()}
    pairs = [[to_json(each, depth) for each in pair] for pair in mapping.items()]
    return _tagged("dict", pairs)


def _tuple_to_json(values: "tuple[object, ...]", depth: int) -> Any:
    if hasattr(values, "_fields"):
        return _record_to_json(values, depth)
    return _tagged("tuple", [to_json(each, depth) for each in values])


def _record_to_json(record: object, depth: int) -> Any:
    fields = fields_of(record)
    if fields is None:
        return _tagged("foreign", _shown(record))
    content = {name: to_json(each, depth) for name, each in fields.items()}
    return {KIND: type(record).__name__} | content


def _shown(value: object) -> str:
    return repr(value)[:_SHOWN].encode(errors="backslashreplace").decode()


def _tagged(kind: str, value: object) -> dict[str, object]:
    return {KIND: kind, "value": value}


_WRITERS: "tuple[tuple[type, Callable[[Any, int], Any]], ...]" = (
    (str, _text_to_json),
    (int, _whole_to_json),
    (float, _float_to_json),
    (list, lambda values, depth: [to_json(each, depth) for each in values]),
    (tuple, _tuple_to_json),
    (bytes, lambda content, _: _tagged("bytes", b64encode(content).decode())),
    (datetime, lambda moment, _: _tagged("datetime", moment.isoformat())),
    (timedelta, lambda span, _: _tagged("timedelta", [span.days, span.seconds, span.microseconds])),
    (Mapping, _mapping_to_json),
)
_READERS: "dict[str, Callable[[Any], Any]]" = {
    "str": lambda hexes: bytes.fromhex(hexes).decode("utf-16-le", "surrogatepass"),
    "int": lambda hexes: int(hexes, 16),
    "float": float,
    "tuple": lambda values: tuple(from_json(each) for each in _listed(values)),
    "bytes": lambda text: b64decode(text, validate=True),
    "datetime": datetime.fromisoformat,
    "timedelta": lambda parts: timedelta(*_listed(parts)),
    "dict": lambda pairs: {from_json(name): from_json(each) for name, each in _listed(pairs)},
    "foreign": lambda shown: Foreign(str(shown)),
}


def _listed(values: object) -> list[Any]:
    if not isinstance(values, list):
        raise TypeError("its value is no list")
    return values
