"""The marks of a check: its evidence, the capabilities it needs, the messages it sends.

A mark names a page of the public documentation "ap-docs" or the FAQ (`methods/…`,
`apiCallbacks/…`, `faq/…`), an SDK, recorded traffic with its date, or an assumption by its id
(`docs/fidelity.md`).
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
    "documented(page): stated in the public documentation",
    "observed(source): recorded from the real API, or required by a client of it",
    "assumed(id): no source settles it; `assumption C8`",
    "needs(*capabilities): skipped where the target lacks one",
    "spends(messages): the number of messages that the check sends",
)


def kinds_of(item: pytest.Item) -> list[str]:
    """The kinds of evidence of `item`; a check must have exactly one."""
    return [mark.name for mark in item.iter_markers() if mark.name in KINDS]


def needs_of(item: pytest.Item) -> set[str]:
    """The capabilities that `item` needs."""
    return {str(name) for mark in item.iter_markers("needs") for name in mark.args}


def spent_by(item: pytest.Item) -> int:
    """The number of messages that `item` may send."""
    return max((int(mark.args[0]) for mark in item.iter_markers("spends")), default=0)


def evidence_errors(items: Iterable[pytest.Item]) -> list[str]:
    """A message for every check without evidence, or with several kinds."""
    return [
        f"{item.nodeid} has {' and '.join(kinds) or 'no evidence'};"
        " mark it with exactly one of @documented, @observed, @assumed"
        for item in items
        if len(kinds := kinds_of(item)) != 1
    ]
