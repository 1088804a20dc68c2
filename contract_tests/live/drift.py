"""The drift report: a JSON file, and a page beside it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from contract_tests.live import proposal
from contract_tests.live.facts import Row
from contract_tests.live.page import page
from contract_tests.live.proposal import Settled

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
        beside = path.with_suffix(".md")
        path.write_text(self.as_json(), "utf-8", "backslashreplace")
        beside.write_text(self.as_page(), "utf-8", "backslashreplace")
        return beside

    def as_json(self) -> str:
        return json.dumps(
            {
                "date": self.date,
                "about": dict(self.about),
                "verdicts": self.counts(),
                "facts": [_fact(row) for row in self.rows],
                "assumptions": self.assumptions(),
                "proposal": self.proposal,
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
        for each in sorted(self._settled, key=lambda name: (name[0], int(name[1:]))):
            found[self._settled[each]].append(each)
        return found

    @cached_property
    def proposal(self) -> str:
        """The patch of the assumptions."""
        return proposal.patch(self._settled, self.rows, self.date, self.root)

    @cached_property
    def _settled(self) -> dict[str, Settled]:
        return proposal.settled(self.rows, proposal.places(self.root))

    def as_page(self) -> str:
        return "\n".join(self._page()) + "\n"

    def _page(self) -> Iterator[str]:
        title = f"Drift report of {self.date}"
        said, diff = self.assumptions(), self.proposal
        yield from page(title, self.about, self.rows, said, self.left_behind, diff, self.date)


def _fact(row: Row) -> dict[str, Any]:
    """A row for the file: all exchanges of a refuted fact, the last one of the others."""
    whole = row.as_json() | {"assumptions": row.assumptions}
    if row.verdict != "refuted":
        whole["exchanges"] = row.exchanges[-1:]
    return whole
