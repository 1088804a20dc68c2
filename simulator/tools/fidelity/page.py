"""The ledger as a page of Markdown: shares first, then every row. The same rows, the same page."""

from collections import Counter
from collections.abc import Iterable, Sequence

from catapult_simulator.core.catalogue import ErrorKind
from catapult_simulator.core.evidence import KINDS
from catapult_simulator.core.messages.magic import scenarios
from fidelity import reach
from fidelity.row import GROUPS, Row

_ABOUT = """# How faithful the simulator is

Everything that the simulator takes and says, and how we know of it. Made by `make ledger` from the
code that serves; a test fails when the simulator can say something that has no row here.

- *documented*: on a page of the public documentation, named as in its repository (ap-docs, faq);
- *observed*: seen on the wire, in recorded exchanges or committed logs of the years named;
- *sdk*: needed by an official client, measured by running it;
- *assumed*: no source settles it; the row says why it is done so. All of these are open to
  correction, and each stands in one place.
"""
_TITLES = {
    "operations": ("operation", "", "what it does"),
    "parameters": ("parameter", "of", "what it is"),
    "request properties": ("property", "of", ""),
    "request headers": ("header", "", "what"),
    "answer fields": ("field", "of", ""),
    "answer headers": ("header", "", "what, when"),
    "errors": ("code", "status", "sentence"),
    "error details": ("detail", "of", ""),
    "callback fields": ("field", "", ""),
    "callback headers": ("header", "", "what, when"),
    "assumed behaviours": ("", "where", "what the simulator does"),
    "disagreements of sources": ("", "where", "what the simulator does"),
}


def render(rows: Sequence[Row]) -> str:
    """The whole page. Raises ValueError for a row whose evidence is none."""
    parts = [_ABOUT, _shares(rows)]
    for group in GROUPS:
        parts.append(f"## {group.capitalize()}\n")
        parts.append(_group([row for row in rows if row.group == group]))
    return "\n".join([*parts, *_reach(), *_magic()])


def _shares(rows: Sequence[Row]) -> str:
    """How many rows of each group are known how, and the shares of all."""
    counts = {group: Counter(row.kind for row in rows if row.group == group) for group in GROUPS}
    lines = [(group, *_numbers(counts[group])) for group in GROUPS]
    total = Counter(row.kind for row in rows)
    shares = [f"{total[kind] / len(rows):.0%}" for kind in KINDS]
    lines += [("**all**", *_numbers(total)), ("**share**", *shares, "")]
    untagged = len(rows) - total.total()
    return f"{_table(('', *KINDS, 'rows'), lines)}\nUntagged: {untagged}.\n"


def _numbers(counts: Counter[str]) -> list[str]:
    return [*(str(counts[kind]) for kind in KINDS), str(counts.total())]


def _group(rows: Sequence[Row]) -> str:
    name, place, says = _TITLES[rows[0].group]
    titles = (name, *filter(None, (place, says)), "known", "from")
    return _table(titles, (_cells(row, bool(place), bool(says)) for row in rows))


def _cells(row: Row, place: bool, says: bool) -> list[str]:
    optional = [row.place] * place + [row.says] * says
    required = ", required" if row.says == "required" else ""
    return [f"`{row.name}`{required}", *optional, row.kind, row.source]


def _reach() -> list[str]:
    our_own = reach.our_own()
    natural = [row for row in reach.naturally() if row not in our_own]
    counted = (len(natural), len(reach.BY_FAULT), len(reach.NOT_AT_ALL))
    by_fault = [(_code(row), row.template, why) for row, why in reach.BY_FAULT.items()]
    missing = [(f"`{each.code}`", each.sentence, each.why) for each in reach.NOT_AT_ALL]
    return [
        "## How errors are reached\n",
        "The public catalogue has {} errors of the simulated resources: {} occur naturally, {} "
        "only by a\nfault (`POST /_simulator/tenants/{{userId}}/faults` with "
        '`{{"at": "rest", "error": …}}`), {} not at all.\n'.format(sum(counted), *counted),
        f"{len(our_own)} more are assumed, because the public catalogue has none: "
        f"{', '.join(sorted({_code(row) for row in our_own}))}.\n",
        "### By a fault only\n",
        _table(("code", "message", "why not naturally"), by_fault),
        "### Not at all\n",
        _table(("code", "message", "why"), missing),
    ]


def _magic() -> list[str]:
    fates = [(f"`{each.first}` to `{each.last[-4:]}`", each.description) for each in scenarios()]
    return [
        "## Magic destinations\n",
        "Numbers that are never handed out, a hundred for each fate; `catapult-simulator magic` "
        "prints them.\n",
        _table(("numbers", "what becomes of a message to one of them"), fates),
    ]


def _code(row: ErrorKind) -> str:
    return f"`{row.code}`"


def _table(titles: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(titles)
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in (titles, rule, *lines))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
