"""The page of a drift report: the summary, then what is refuted, in full; the rest is folded."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from contract_tests.live.facts import Row
from contract_tests.live.proposal import source
from contract_tests.target import ONLY_SIMULATED

LONGEST = 1000  # characters of a body; the JSON file has more
LONGEST_CELL = 100
SIMULATED = f"it can be asked of a simulator only: it needs {', '.join(sorted(ONLY_SIMULATED))}"

Key = tuple[str, str, str]  # a check without its parameters, and its evidence
Group = tuple[Key, list[Row]]


def page(
    title: str,
    about: Mapping[str, str],
    rows: Sequence[Row],
    assumptions: Mapping[str, Sequence[str]],
    left_behind: Sequence[str],
    proposal: str,
    date: str,
) -> Iterator[str]:
    """The lines of the page."""
    refuted, unsettled, confirmed = (
        [row for row in rows if row.verdict == verdict]
        for verdict in ("refuted", "unsettled", "confirmed")
    )
    yield f"# {title}\n"
    counts = f"{len(refuted)} facts refuted, {len(confirmed)} confirmed, {len(unsettled)} unsettled"
    yield f"**{counts}.**\n"
    yield from _left_behind(left_behind)
    yield from _table(("run", ""), about.items())
    yield from _assumptions(assumptions)
    yield from _refuted(_grouped(refuted), rows)
    yield from _unsettled(unsettled)
    yield from _confirmed(_grouped(confirmed))
    yield from _patch(proposal, date)


def _left_behind(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield "Left behind on the account; the last lines of the run, on the terminal, name each:\n"
        yield from (f"- {_code(line)}" for line in lines)
        yield ""


def _assumptions(found: Mapping[str, Sequence[str]]) -> Iterator[str]:
    said = ((name, str(len(ids)), ", ".join(ids)) for name, ids in found.items())
    yield from _table(("assumptions", "", "ids"), said)


def _refuted(groups: Sequence[Group], rows: Sequence[Row]) -> Iterator[str]:
    yield f"## Refuted ({sum(len(cases) for _, cases in groups)})\n"
    if not groups:
        yield "Nothing.\n"
        return
    yield "One section for each check. Where it has several cases, the first is shown in full.\n"
    asked = Counter(_key(row) for row in rows)
    for key, cases in groups:
        yield f"- {_words(cases[0])}: {len(cases)} of {asked[key]}; {_evidence(cases[0])}"
    yield ""
    for key, cases in groups:
        yield from _section(key[0], cases, asked[key])


def _section(check: str, cases: Sequence[Row], asked: int) -> Iterator[str]:
    first = cases[0]
    of_cases = f", {len(cases)} of {asked} cases" if asked > 1 else ""
    yield f"### {_words(first)}\n"
    yield f"{_code(check)}{of_cases}; {_evidence(first)}\n"
    yield "Expected:\n"
    yield from _block("\n".join(first.expected), "python")
    yield f"Found{f' in the case {_code(_case(first))}' if _case(first) else ''}:\n"
    yield from _block("\n".join(_said(first)))
    if len(cases) > 1:
        others = ((_code(_case(row)), *_exchange(row)) for row in cases[1:])
        yield from _table(("the other cases", "request", "sent", "answer"), others)


def _said(row: Row) -> Iterator[str]:
    """The failure, and the exchange to which it belongs."""
    yield row.found
    if answer := row.answer:
        yield f"\n{answer['request']}"
        if answer["sent"]:
            yield _cut(answer["sent"], LONGEST)
        yield f"\n{answer['status']}"
        yield from (f"{name}: {value}" for name, value in answer["headers"].items())
        if answer["body"]:
            yield f"\n{_cut(answer['body'], LONGEST)}"


def _exchange(row: Row) -> tuple[str, str, str]:
    """Request, body and answer in one line."""
    answer = row.answer
    if not answer:
        return "", "", _cut(row.found, LONGEST_CELL)
    said = f"{answer['status']} {answer['body']}".strip()
    request, sent = str(answer["request"]), str(answer["sent"])
    return _short(request), _short(sent), _short(said)


def _unsettled(rows: Sequence[Row]) -> Iterator[str]:
    yield f"## Unsettled ({len(rows)})\n"
    reasons: dict[str, list[Row]] = {}
    for row in rows:
        reasons.setdefault(_reason(row), []).append(row)
    ordered = sorted(reasons.items(), key=lambda each: (each[0] == SIMULATED, -len(each[1])))
    yield from _table(("facts", "why"), ((str(len(each)), why) for why, each in ordered))
    for why, each in ordered:
        lines = [f"{_words(cases[0])}{_times(cases)}" for _, cases in _grouped(each)]
        yield from _folded(f"{len(each)}: {why}", [f"- {line}" for line in lines])


def _reason(row: Row) -> str:
    """Why, without the amounts and capabilities that differ from fact to fact."""
    why = row.why.split("\n")[0] or "not asked"
    if ONLY_SIMULATED & {part.partition(":")[0] for part in why.split("; ")}:
        return SIMULATED
    if "CATAPULT_BUDGET" in why:
        return "budget: CATAPULT_BUDGET does not cover it"
    return _cut(why, 2 * LONGEST_CELL)


def _confirmed(groups: Sequence[Group]) -> Iterator[str]:
    count = sum(len(cases) for _, cases in groups)
    yield f"## Confirmed ({count})\n"
    lines = [f"- {_words(cases[0])}{_times(cases)}; {_evidence(cases[0])}" for _, cases in groups]
    yield from _folded(f"{count} facts of {len(groups)} checks", lines)


def _patch(diff: str, date: str) -> Iterator[str]:
    yield "## Proposal\n"
    if not diff:
        yield "No assumption is settled, so there is nothing to change."
        return
    yield "`git apply` takes the patch: refuted assumptions say so, confirmed ones move to"
    yield "`simulator/tools/fidelity/settled/`, with this run as their source.\n"
    if source(date) in diff:
        yield from _recipe(date)
    yield from _folded("the patch", list(_block(diff.rstrip("\n"), "diff")))


def _recipe(date: str) -> Iterator[str]:
    name, folder = source(date), f"recorded/{date}"
    yield "Then, for the confirmed ones (*Evidence* in CONTRIBUTING.md):\n"
    yield f"1. Add what `--record` has written as `{folder}`, and to `SOURCES` in"
    yield "   `simulator/tools/fidelity/settled/sources.py` the row"
    yield f'   `"{name}": Run("{date}", "{folder}", "…")`.'
    yield '2. Cite each as a behaviour: `assumed("assumption X1")` becomes'
    yield f'   `observed("behaviour X1: {name}")`.'
    yield "3. `pytest tests/tools/fidelity` names what still cites them; then `make ledger`.\n"


def _grouped(rows: Iterable[Row]) -> list[Group]:
    """The rows by check and evidence, in the order of their files."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    return sorted(groups.items(), key=lambda group: group[0][0].partition("::")[0])


def _key(row: Row) -> Key:
    return row.check.partition("[")[0], row.evidence, row.source


def _case(row: Row) -> str:
    return row.check.partition("[")[2].removesuffix("]")


def _words(row: Row) -> str:
    return row.fact.partition(" [")[0]


def _times(cases: Sequence[Row]) -> str:
    return f" ({len(cases)} cases)" if len(cases) > 1 else ""


def _evidence(row: Row) -> str:
    return f"{row.evidence}: {row.source}" if row.source else row.evidence


def _folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    """A part that a reader opens."""
    yield f"<details><summary>{_html(title)}</summary>\n"
    yield from lines
    yield "\n</details>\n"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _block(text: str, language: str = "") -> Iterator[str]:
    """A block of code, whose fence is longer than any in `text`."""
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}\n{text}\n{fence}\n"


def _code(text: str) -> str:
    plain = text.replace("\n", " ").replace("`", "'")
    return f"`{plain}`" if plain.strip() else ""


def _short(text: str) -> str:
    return _code(_cut(text, LONGEST_CELL))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"


def _table(titles: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    for line in (titles, ["---"] * len(titles), *lines):
        yield f"| {' | '.join(map(_cell, line))} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
