"""Applications and numbers that have come during a run, and that no response has named.

The response of the request that made one may be lost, or lack its `Location`. They are named, not
removed: somebody else may have made them.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException

import requests

# Each list with the property that names a thing to its owner.
LISTS = {"applications": "id", "phoneNumbers": "number"}
# No answer, or one that is none: no JSON, other JSON than the API's, or nested too deeply.
UNREADABLE = (
    OSError, HTTPException, ValueError, TypeError, KeyError, AttributeError, RecursionError,
)  # fmt: skip

Ask = Callable[..., requests.Response]


@dataclass
class Newcomers:
    """`before` are the things at the first look, by path; `new` those that have come since."""

    before: dict[str, dict[str, str]] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)

    def look(self, ask: Ask) -> None:
        """Look at the account. The first time, everything was there before."""
        self.new = {}
        for kind, name in LISTS.items():
            try:
                shown = ask("GET", f"{kind}?size=1000").json()
                there = {f"{kind}/{each['id']}": str(each[name]) for each in shown}
            except UNREADABLE:
                continue
            before = self.before.setdefault(kind, there)
            self.new |= {path: there[path] for path in there if path not in before}

    def had(self, path: str) -> bool:
        """Was it there at the first look?"""
        return any(path in each for each in self.before.values())

    def lines(self, made: Container[str]) -> Iterator[str]:
        """A line for each new thing, but those in `made`, which are named anyway."""
        for path, name in self.new.items():
            if path not in made:
                what = path if name in path else name
                yield f"{what}, which is new; is it yours?"
