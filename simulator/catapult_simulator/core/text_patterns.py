"""TextPattern: a regular expression that comes as data, and may not stall the simulator.

While Python's `re` searches, no other thread runs. A pattern such as `(a+)+b` takes as many steps
as there are ways to match, which double with each character. So the ways are counted first, and a
pattern with too many is refused. What is left is bounded: MAX_CHARACTERS of a text are searched,
from one character after the other, for at most MAX_SECONDS.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Any

from catapult_simulator.core.time.clock import RealTime

MAX_PATTERN = 1000  # characters
MAX_CHARACTERS = 2048  # of a text: as many as the API takes
MAX_SECONDS = 1.0
_MAX_WAYS = MAX_CHARACTERS**2  # to match from one character: those of `.*` and another `.*`
_SHOWN = 40  # characters of a pattern that is not shown as a whole
_QUICK = 400_000  # ways, from all characters of a text: a tenth of a second at most


class SlowPattern(ValueError):
    """The search for a pattern took too long."""


class TextPattern:
    """A regular expression of Python, for texts that others may have written.

    Raises ValueError for one that is none, too long, or could take too long.
    """

    __slots__ = ("_ways", "compiled")

    compiled: re.Pattern[str]

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        if len(pattern) > MAX_PATTERN:
            much = f"{len(pattern)} characters; at most {MAX_PATTERN} are taken"
            raise ValueError(f"{pattern[:_SHOWN]!r}… has {much}")
        try:
            self.compiled = re.compile(pattern, flags)
            self._ways = _ways(_parse(pattern, flags))
        except (re.error, OverflowError) as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
        except RecursionError:
            raise ValueError(f"the groups of {pattern[:_SHOWN]!r}… are nested too deeply") from None
        if self._ways > _MAX_WAYS:
            raise ValueError(f"{pattern!r} could match in too many ways: {_ADVICE}")

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in the first MAX_CHARACTERS of `text`. Raises SlowPattern."""
        text = text[:MAX_CHARACTERS]
        is_quick = self._ways * len(text) <= _QUICK
        return self.compiled.search(text) if is_quick else self._search_in_steps(text)

    def _search_in_steps(self, text: str) -> re.Match[str] | None:
        """As `search`, but other threads run after each step."""
        until = RealTime.now() + MAX_SECONDS
        for start in range(len(text) + 1):
            if found := self.compiled.match(text, start):
                return found
            if RealTime.now() > until:
                raise SlowPattern(f"{self!r} took longer than {MAX_SECONDS:g} s: {_ADVICE}")
        return None

    def __repr__(self) -> str:
        return repr(self.compiled.pattern)


@lru_cache(maxsize=1024)
def ignoring_case(pattern: str) -> TextPattern:
    """A TextPattern that ignores case. Raises as TextPattern does."""
    return TextPattern(pattern, re.IGNORECASE)


_ADVICE = (
    "repeat no repetition, as (a+)+ does, and have at most two of * and +, or make them "
    "possessive, as a++ is"
)


def _parse(pattern: str, flags: re.RegexFlag) -> Any:
    """The tree that `re` makes of a pattern, which has no public name; the same since 3.11."""
    parser: Any = re._parser
    return parser.parse(pattern, flags)


def _ways(tree: Any) -> float:
    """An upper bound of the ways in which a pattern may match from one character."""
    ways = 1.0
    for operation, value in tree:
        count = _COUNTED.get(str(operation))
        ways *= 1 if count is None else count(value)
        if ways > _MAX_WAYS:
            return inf
    return ways


def _of_repeat(value: Any) -> float:
    least, most, tree = value
    each = _ways(tree)
    if each == 1:
        return float(min(most - least + 1, MAX_CHARACTERS))
    # 2 ** 32 is more than _MAX_WAYS already.
    return inf if each == inf or most > 32 else each**most * (2 if most > least else 1)


def _of_branches(trees: list[Any]) -> float:
    ways = [_ways(tree) for tree in trees]
    beginnings = [_beginning(tree) for tree in trees]
    differ = None not in beginnings and len(set(beginnings)) == len(trees)
    return max(ways) if differ else sum(ways)


def _beginning(tree: Any) -> str | None:
    """The character with which each match begins, if there is one."""
    operation, value = tree[0] if len(tree) else ("", 0)
    return chr(value).casefold() if str(operation) == "LITERAL" else None


def _of_possessive(value: Any) -> float:
    """No repetition is tried again once it has matched; each may have been tried in many ways."""
    _, most, tree = value
    each = _ways(tree)
    return 1 if each == 1 else each * min(most, MAX_CHARACTERS)


_COUNTED: dict[str, Callable[[Any], float]] = {
    "MAX_REPEAT": _of_repeat,
    "MIN_REPEAT": _of_repeat,
    "POSSESSIVE_REPEAT": _of_possessive,
    "ATOMIC_GROUP": _ways,
    "ASSERT": lambda value: _ways(value[1]),
    "ASSERT_NOT": lambda value: _ways(value[1]),
    "BRANCH": lambda value: _of_branches(value[1]),
    "SUBPATTERN": lambda value: _ways(value[3]),
    "GROUPREF_EXISTS": lambda value: _ways(value[1]) + (_ways(value[2]) if value[2] else 1),
}
