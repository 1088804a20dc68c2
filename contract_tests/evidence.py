"""How each check knows what it claims, what it needs of the target, what it spends.

Source of every name used in a mark: a page of the public "ap-docs" documentation or of the FAQ
(`methods/…`, `apiCallbacks/…`, `faq/…`), an SDK, or recorded traffic with its date.
"""

from collections.abc import Iterable

import pytest

documented = pytest.mark.documented
observed = pytest.mark.observed
assumed = pytest.mark.assumed
needs = pytest.mark.needs
spends = pytest.mark.spends

KINDS = ("documented", "observed", "assumed")
MARKS = (
    "documented(page): the fact stands in the public documentation",
    "observed(source): the fact was seen on the real API, or a client of it depends on it",
    "assumed(why): no source says so; the most natural behaviour",
    "needs(*capabilities): skip where the target cannot do this",
    "spends(messages): how many messages the check sends",
)


def kinds_of(item: pytest.Item) -> list[str]:
    """The evidence that `item` carries; a sound check carries exactly one."""
    return [mark.name for mark in item.iter_markers() if mark.name in KINDS]


def needs_of(item: pytest.Item) -> set[str]:
    """The capabilities without which `item` cannot run."""
    return {str(name) for mark in item.iter_markers("needs") for name in mark.args}


def spent_by(item: pytest.Item) -> int:
    """How many messages `item` may send, by its own word."""
    return max((int(mark.args[0]) for mark in item.iter_markers("spends")), default=0)


def complaints(items: Iterable[pytest.Item]) -> list[str]:
    """A sentence for every check that does not say, or says twice, how it knows."""
    return [
        f"{item.nodeid} carries {' and '.join(kinds) or 'no evidence'};"
        " mark it with exactly one of @documented, @observed, @assumed"
        for item in items
        if len(kinds := kinds_of(item)) != 1
    ]
