"""Renders the ledger as Markdown: the main assumptions, the shares, then every row."""

from collections import Counter
from collections.abc import Iterable, Sequence

from catapult_simulator.core.catalogue import ErrorKind
from catapult_simulator.core.evidence import KINDS
from catapult_simulator.core.messages.magic import scenarios
from fidelity import reach
from fidelity.assumptions import ASSUMPTIONS, Assumption
from fidelity.named import unnamed
from fidelity.row import GROUPS, Row
from fidelity.settled import DOCUMENTATION, SOURCES, Place, Run, Source

_TITLE = "# How faithful the simulator is\n"
_MAIN = """## The {} assumptions that matter most

No source settles these. Your app should work with either behaviour. A switch is an argument of
`Rules(...)`, and a property of the tenant in the control API (`receipt_ms`: `receiptMs`).
"""
_EVIDENCE = """## How everything else is known

Below is every operation, field, header and error of the simulated API, with its evidence. A test
fails when the simulator answers with anything that has no row here.

- *documented*: on a page of the public documentation, named as in its repository;
- *observed*: in recorded exchanges or published logs of the years named;
- *sdk*: required by an official client, found by running it;
- *assumed*: settled by no source. The row gives the reason, or cites an assumption by its id.

`make ledger` makes this page from the code that serves.
"""
_TITLES = {
    "operations": ("operation", "", "what it does"),
    "parameters": ("parameter", "of", "description"),
    "request properties": ("property", "of", ""),
    "request headers": ("header", "", "description"),
    "response fields": ("field", "of", ""),
    "response headers": ("header", "", "value, when sent"),
    "errors": ("code", "status", "message"),
    "error details": ("detail", "of", ""),
    "callback fields": ("field", "", ""),
    "callback headers": ("header", "", "value, when sent"),
    "assumed behaviours": ("", "where", "the simulator"),
    "settled behaviours": ("", "where", "the simulator"),
    "disagreements of sources": ("", "where", "the simulator"),
}


def render(rows: Sequence[Row]) -> str:
    """The whole page. Raises ValueError for a row without evidence, or with one that lacks it."""
    if wrong := list(unnamed(rows)):
        raise ValueError("\n".join(wrong))
    parts = [_TITLE, *_main_assumptions(), _EVIDENCE, _shares(rows)]
    for group in GROUPS:
        parts.append(f"## {group.capitalize()}\n")
        parts.append(_group([row for row in rows if row.group == group]))
    return "\n".join([*parts, *_sources(), *_reach(), *_magic()])


def _main_assumptions() -> list[str]:
    main = [each for each in ASSUMPTIONS if each.otherwise]
    lines = [(each.id, each.says, each.otherwise, _switch(each)) for each in main]
    titles = ("", "the simulator", "the real service", "switch")
    return [_MAIN.format(len(main)), _table(titles, lines)]


def _switch(assumption: Assumption) -> str:
    return ", ".join(f"`{each}`" for each in assumption.switch.split(", ") if each)


def _shares(rows: Sequence[Row]) -> str:
    """The number of rows of each group by kind of evidence, and the shares of all."""
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
    titles = (name, *filter(None, (place, says)), "evidence", "source")
    return _table(titles, (_cells(row, bool(place), bool(says)) for row in rows))


def _cells(row: Row, place: bool, says: bool) -> list[str]:
    optional = [row.place] * place + [row.says] * says
    required = ", required" if row.says == "required" else ""
    return [f"`{row.name}`{required}", *optional, row.kind, row.source]


def _sources() -> list[str]:
    """Where the documentation and the recordings are, each file with its commit."""
    pages = [(name, _repository(place)) for name, place in DOCUMENTATION.items()]
    recordings = [(name, _where(source), source.says) for name, source in SOURCES.items()]
    return [
        "## Where the sources are\n",
        _table(("pages cited as", "repository and commit"), pages),
        "Recordings, logs and apps:\n",
        _table(("cited as", "where", "what it is"), recordings),
    ]


def _where(source: Source | Run) -> str:
    if isinstance(source, Run):
        return f"this repository, `{source.folder}`"
    if source.found_by:
        texts = " and ".join(f'"{each}"' for each in source.found_by)
        return f"repository not known; found by searching public code for {texts}"
    return "; ".join(f"{_repository(place)}, `{place.path}`" for place in source.places)


def _repository(place: Place) -> str:
    return f"{place.repository} at {place.commit[:10]}"


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
        f"{len(our_own)} more are assumed, because the public catalogue has none. Their codes: "
        f"{', '.join(sorted({_code(row) for row in our_own}))}.\n",
        "### By a fault only\n",
        _table(("code", "message", "why not naturally"), by_fault),
        "### Not at all\n",
        _table(("code", "message", "why"), missing),
    ]


def _magic() -> list[str]:
    outcomes = [(f"`{each.first}` to `{each.last[-4:]}`", each.description) for each in scenarios()]
    return [
        "## Magic destinations\n",
        "No account can own these numbers. Each hundred has an outcome; `catapult-simulator magic` "
        "prints them.\n",
        _table(("numbers", "the outcome of a message to one of them"), outcomes),
    ]


def _code(row: ErrorKind) -> str:
    return f"`{row.code}`"


def _table(titles: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(titles)
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in (titles, rule, *lines))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
