"""Table: the keys that a table of a setup has, each with the form of its value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from catapult_simulator.core.property_names import camel
from catapult_simulator.core.setups.forms import Form
from catapult_simulator.core.setups.problems import Path, Problems, shown, unknown_word

Values = dict[str, Any]
Check = Callable[[Values], Iterable[tuple[str, str]]]


class Key(NamedTuple):
    """One key of a table. `may_be_null`: null says something else than leaving the key out."""

    name: str
    form: Form
    about: str
    required: bool = False
    may_be_null: bool = False


class Table:
    """A table with these keys. `check` gives key and sentence of what they get wrong together."""

    def __init__(
        self, name: str, keys: Sequence[Key], *, words: str = "", check: Check | None = None
    ) -> None:
        self.name = name
        self.keys = {key.name: key for key in keys}
        self.words = words or f"a table ({name})"
        self._check = check

    def read(self, value: Any, path: Path, problems: Problems) -> Values:
        """The values that are given, by key, in the order in which they are written."""
        if not isinstance(value, Mapping):
            problems.add(path, f"{shown(value)} is not {self.words}")
            return {}
        before = problems.count
        values = {
            name: None if each is None else self.keys[name].form.read(each, (*path, name), problems)
            for name, each in value.items()
            if self._is_given(name, each, path, problems)
        }
        self._require(values, path, problems)
        if self._check is not None and problems.count == before:
            for name, sentence in self._check(values):
                problems.add((*path, name), sentence)
        return values

    def _is_given(self, name: str, value: Any, path: Path, problems: Problems) -> bool:
        if name not in self.keys:
            sentence = partial(unknown_word, "key", self.keys, name)
            problems.add((*path, name), sentence, "key")
            return False
        return value is not None or self.keys[name].may_be_null

    def _require(self, values: Values, path: Path, problems: Problems) -> None:
        for key in self.keys.values():
            if key.required and key.name not in values:
                problems.add((*path, key.name), f"is missing; it takes {key.form.words}")


def by_field(values: Values, fields: Iterable[str]) -> Values:
    """The values by the fields of a record, of those keys that are named after one."""
    names = {camel(field): field for field in fields}
    return {names[key]: value for key, value in values.items() if key in names}
