"""Forms of values that have others in them: lists, tables with any keys, and either of two."""

from collections.abc import Mapping
from typing import Any

from catapult_simulator.core.setups.forms import Form
from catapult_simulator.core.setups.problems import Path, Problems, shown


class ListOf:
    """A list of things of one form."""

    def __init__(self, form: Form, *, at_most: int, things: str = "") -> None:
        self.form = form
        self.at_most = at_most
        self.words = f"a list of {things}" if things else f"a list, each {form.words}"

    def read(self, value: Any, path: Path, problems: Problems) -> list[Any]:
        if not isinstance(value, list | tuple):
            problems.add(path, f"{shown(value)} is not {self.words}")
            return []
        if len(value) > self.at_most:
            problems.add(path, f"{shown(value)} is too long; {self.at_most} are the limit")
            return []
        return [self.form.read(each, (*path, at), problems) for at, each in enumerate(value)]


class MapOf:
    """A table with any keys of one form, and values of another."""

    def __init__(self, keys: Form, values: Form, *, at_most: int, words: str) -> None:
        self.keys, self.values = keys, values
        self.at_most = at_most
        self.words = words

    def read(self, value: Any, path: Path, problems: Problems) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            problems.add(path, f"{shown(value)} is not {self.words}")
            return {}
        if len(value) > self.at_most:
            problems.add(path, f"has {len(value)} keys; {self.at_most} are the limit")
            return {}
        return {
            self._read_key(key, path, problems): self.values.read(each, (*path, key), problems)
            for key, each in value.items()
        }

    def _read_key(self, key: str, path: Path, problems: Problems) -> Any:
        own = Problems()
        read = self.keys.read(key, (*path, key), own)
        for problem in own.found:
            problems.add(problem.path, problem.sentence, "key")
        return read


class TextOr:
    """A text of one form, or something of another."""

    def __init__(self, text: Form, other: Form) -> None:
        self.text, self.other = text, other
        self.words = f"{text.words}, or {other.words}"

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        form = self.text if isinstance(value, str) else self.other
        return form.read(value, path, problems)
