"""The marks of a check: its evidence, the capabilities it needs, the messages and numbers it costs.

A mark names a page of the public documentation "ap-docs" or the FAQ (`methods/…`,
`apiCallbacks/…`, `faq/…`), an SDK, recorded traffic with its date, or an assumption by its id. A
fact that the ledger calls settled is cited as "behaviour C8" (`docs/fidelity.md`).
"""

from collections.abc import Iterable

import pytest

from contract_tests.kinds import KINDS as KINDS
from contract_tests.kinds import MARKS as MARKS
from contract_tests.kinds import RECIPE
from contract_tests.live.spending import NOTHING, Spending

documented = pytest.mark.documented
observed = pytest.mark.observed
assumed = pytest.mark.assumed
needs = pytest.mark.needs
spends = pytest.mark.spends
risks = pytest.mark.risks

EXAMPLES = {
    "documented": '@documented("methods/messages/getMessages.md")',
    "observed": '@observed("SDK run logs 2015: what stands there")',
    "assumed": '@assumed("assumption …"), with the id of a row of docs/fidelity.md',
}


def mark_of(evidence: str) -> pytest.MarkDecorator:
    """The mark for evidence as the ledger writes it: `observed: SDK run logs 2015-03`."""
    kind, _, source = evidence.partition(": ")
    return getattr(pytest.mark, "observed" if kind == "sdk" else kind)(source)  # type: ignore[no-any-return]  # any name is a mark


def kinds_of(item: pytest.Item) -> list[str]:
    """The kinds of evidence of `item`; a check must have exactly one."""
    return [mark.name for mark in item.iter_markers() if mark.name in KINDS]


def needs_of(item: pytest.Item) -> set[str]:
    """The capabilities that `item` needs."""
    return {str(name) for mark in item.iter_markers("needs") for name in mark.args}


def spent_by(item: pytest.Item) -> Spending:
    """The cost of `item` on the API as it is known."""
    return _marked(item, "spends")


def risked_by(item: pytest.Item) -> Spending:
    """The further cost of `item` on an API that accepts what it should refuse."""
    return _marked(item, "risks")


def spending_error(item: pytest.Item, spent: Spending, risked: Spending) -> str:
    """The marks that `item` lacks, or an empty text."""
    allowed, most = spent_by(item), spent_by(item).plus(risked_by(item))
    if spent.within(allowed) and spent.plus(risked).within(most):
        return ""
    marks = {"spends": spent, "risks": risked}
    lacking = [f"@{name}{_arguments(each)}" for name, each in marks.items() if each != NOTHING]
    return f"mark it with {' and '.join(lacking)}"


def _arguments(spending: Spending) -> str:
    named = zip(("", "numbers=", "toll_free="), spending, strict=True)
    return f"({', '.join(f'{name}{count}' for name, count in named if count)})"


def _marked(item: pytest.Item, name: str) -> Spending:
    """The mark of a parameter goes before that of the function, and that before the module's."""
    own = [mark for mark in item.own_markers if mark.name == name]
    mark = own[-1] if own else item.get_closest_marker(name)
    return Spending(*mark.args, **mark.kwargs) if mark else NOTHING


def shares(reports: Iterable[pytest.TestReport]) -> str:
    """The number of checks by kind of evidence, in one line; an empty text without checks."""
    counts = dict.fromkeys(KINDS, 0)
    for report in reports:
        for name, kind in getattr(report, "user_properties", ()):
            if name == "evidence" and report.when == "call":
                counts[str(kind)] += 1
    total = sum(counts.values())
    said = (f"{kind} {count} ({count / (total or 1):.0%})" for kind, count in counts.items())
    return f"evidence of {total} checks: {', '.join(said)}" if total else ""


def evidence_errors(items: Iterable[pytest.Item]) -> list[str]:
    """A message for every check without evidence, with several kinds, or without a source."""
    items = list(items)
    return [
        f"{item.nodeid} has {' and '.join(kinds) or 'no evidence'};"
        f" mark it with exactly one of @assumed, @documented, @observed; {RECIPE}"
        for item in items
        if len(kinds := kinds_of(item)) != 1
    ] + [
        f"{item.nodeid} is marked @{mark.name} without one source;"
        f" write {EXAMPLES[mark.name]}; {RECIPE}"
        for item in items
        for mark in item.iter_markers()
        if mark.name in KINDS and not _has_source(mark)
    ]


def _has_source(mark: pytest.Mark) -> bool:
    match mark.args:
        case (str(source),):
            return bool(source.strip()) and not mark.kwargs
    return False
