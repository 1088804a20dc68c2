"""Order: which checks probably notice a mutant, so that they run first."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

# Words of a module that no file of checks has in its name, and one that such a file has.
_AKIN = {"delivery": "callback", "smil": "media", "segment": "message", "filter": "list"}
_EVERYTHING = "test_exchanges.py"  # every recorded exchange: something of all


class Order:
    """The order of checks. It remembers which one has noticed a mutant of a module."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self._seconds = seconds
        self._noticers: dict[str, list[str]] = defaultdict(list)

    def remember(self, path: str, noticer: str) -> None:
        """The check `noticer` has noticed a mutant of the module `path`."""
        self._noticers[path].append(noticer)

    def of(self, path: str, checks: Sequence[pytest.Item]) -> list[pytest.Item]:
        """First checks that have noticed another mutant of the module, then akin names, then
        the recorded exchanges, then the others, the quick files first."""
        cost: dict[str, float] = defaultdict(float)
        for check in checks:
            cost[check.path.name] += self._seconds.get(check.nodeid, 0)
        noticers = self._noticers[path]

        def place(check: pytest.Item) -> tuple[bool, float, float, str]:
            name = check.path.name
            return check.nodeid not in noticers, -_kinship(path, name), cost[name], name

        return sorted(checks, key=place)


def _kinship(path: str, name: str) -> float:
    common = len(_words(path) & _words(name))
    return max(common, 0.5) if name == _EVERYTHING else common


def _words(path: str) -> set[str]:
    words = (word.rstrip("s") for word in re.split("[/_.]", path))
    return {_AKIN.get(word, word) for word in words} - {"py", "test", "core", "rest", "v1"}
