"""The drift report: a JSON file, and a page beside it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_tests.live import proposal
from contract_tests.live.facts import Row

VERDICTS = ("refuted", "confirmed", "unsettled")


@dataclass(frozen=True)
class Report:
    """One run, or several that were resumed. `about` are the lines at the top."""

    date: str
    about: Mapping[str, str]
    rows: Sequence[Row]
    left_behind: Sequence[str] = ()
    root: Path = proposal.ROOT

    def write(self, path: Path) -> Path:
        """Write `path`, and the page with the ending `.md` beside it; gives the page."""
        page = path.with_suffix(".md")
        path.write_text(self.as_json(), "utf-8", "backslashreplace")
        page.write_text(self.as_page(), "utf-8", "backslashreplace")
        return page

    def as_json(self) -> str:
        return json.dumps(
            {
                "date": self.date,
                "about": dict(self.about),
                "verdicts": self.counts(),
                "facts": [_fact(row) for row in self.rows],
                "assumptions": self.assumptions(),
                "proposal": self.proposal(),
                "leftBehind": list(self.left_behind),
            },
            indent=1,
            ensure_ascii=False,
        )

    def counts(self) -> dict[str, int]:
        counted = Counter[str](row.verdict for row in self.rows)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    def assumptions(self) -> dict[str, list[str]]:
        """The ids by what the run says of them."""
        found: dict[str, list[str]] = {
            "confirmed": [], "partly confirmed": [], "refuted": [], "open": [],
        }  # fmt: skip
        settled = proposal.settled(self.rows, proposal.places(self.root))
        for each in sorted(settled, key=lambda name: (name[0], int(name[1:]))):
            found[settled[each]].append(each)
        return found

    def proposal(self) -> str:
        settled = proposal.settled(self.rows, proposal.places(self.root))
        return proposal.patch(settled, self.rows, self.date, self.root)

    def as_page(self) -> str:
        return "\n".join(self._page()) + "\n"

    def _page(self) -> Iterator[str]:
        yield "# Drift report\n"
        yield from _table(("", ""), self.about.items())
        counted = ((verdict, str(count)) for verdict, count in self.counts().items())
        yield from _table(("verdict", "facts"), counted)
        yield "## Assumptions\n"
        said = ((name, str(len(ids)), ", ".join(ids)) for name, ids in self.assumptions().items())
        yield from _table(("", "", "ids"), said)
        for line in self.left_behind:
            yield f"- **left behind**: `{line}`"
        yield "## Refuted facts\n"
        for row in self._of("refuted"):
            yield from _refuted(row)
        yield "## Not settled\n"
        reasons = Counter(row.why for row in self._of("unsettled"))
        yield from _table(("facts", "why"), ((str(n), why) for why, n in reasons.most_common()))
        yield "## Confirmed facts\n"
        yield from _table(("fact", "evidence", "answer"), map(_line, self._of("confirmed")))
        yield "## Proposal\n"
        yield from _patch(self.proposal())

    def _of(self, verdict: str) -> list[Row]:
        return [row for row in self.rows if row.verdict == verdict]


def _fact(row: Row) -> dict[str, Any]:
    """A row for the file: all exchanges of a refuted fact, the last one of the others."""
    whole = row.as_json() | {"assumptions": row.assumptions}
    if row.verdict != "refuted":
        whole["exchanges"] = row.exchanges[-1:]
    return whole


def _refuted(row: Row) -> Iterator[str]:
    yield f"### {row.fact}\n"
    yield f"`{row.check}`; {row.evidence}: {row.source}\n"
    yield "Expected:\n"
    yield f"```python\n{chr(10).join(row.expected)}\n```\n"
    yield "Found:\n"
    yield f"```\n{row.found}\n```\n"
    answer = row.answer
    if answer:
        yield "Answer:\n"
        heads = "\n".join(f"{name}: {value}" for name, value in answer["headers"].items())
        yield f"```\n{answer['request']}\n{answer['sent']}\n\n{answer['status']}\n{heads}\n"
        yield f"{answer['body']}\n```\n"


def _line(row: Row) -> tuple[str, str, str]:
    answer = row.answer
    said = f"{answer['status']} to `{answer['request'].partition('?')[0]}`" if answer else ""
    return row.fact, f"{row.evidence}: {row.source}", said


def _patch(diff: str) -> Iterator[str]:
    if not diff:
        yield "No assumption is settled, so there is nothing to change."
        return
    yield "The rows of confirmed assumptions go, and refuted ones say so. Where a confirmed one is"
    yield "implemented, *assumed* becomes *observed*. `git apply` takes this:\n"
    yield f"```diff\n{diff}```"


def _table(titles: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    for line in (titles, ["---"] * len(titles), *lines):
        yield f"| {' | '.join(_cell(cell) for cell in line)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
