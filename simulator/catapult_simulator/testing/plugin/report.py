"""The stories of a failed test's accounts, in its report."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest

from catapult_simulator.core.story.absences import unmatched as unmatched_lines
from catapult_simulator.core.story.story import LINES, story, title
from catapult_simulator.testing.plugin.open_accounts import OpenAccounts

_MOST_ACCOUNTS = 4


class Section(NamedTuple):
    """A heading and the lines under it."""

    heading: str
    lines: Sequence[str]

    def add_to(self, report: pytest.TestReport) -> None:
        """Add it to the failure itself: captured output can be switched off, and JUnit XML has
        none. A failure that is a plain text takes no sections; the report does."""
        text = "\n".join(self.lines)
        add = getattr(report.longrepr, "addsection", None)
        if add is not None:
            add(self.heading, text, "-")
        else:
            report.sections.append((self.heading, text))


def tell(report: pytest.TestReport, accounts: OpenAccounts, fixtures: Sequence[str]) -> None:
    """Add the stories to the report of a test that failed. Close what has ended with a test."""
    try:
        if report.when != "teardown" and not report.passed:
            accounts.test_has_failed(fixtures)
        if report.failed:
            for section in _sections(accounts, fixtures):
                section.add_to(report)
    finally:
        if report.when == "teardown":
            accounts.end_test()


def _sections(accounts: OpenAccounts, fixtures: Sequence[str]) -> Iterator[Section]:
    """The stories of the accounts that a test used, and the requests of no account. All together
    have at most LINES lines."""
    used = [each for each in accounts.used(fixtures) if each.is_news]
    unmatched = accounts.unmatched()
    shown = used[-_MOST_ACCOUNTS:]
    others = f" (and {len(used) - len(shown)} more)" if len(used) > len(shown) else ""
    for each in shown:
        last = each is shown[-1]
        lines = story(
            each.account,
            after=each.seen,
            unmatched=unmatched if last else (),
            lines=LINES // len(shown) - 1,
        )
        each.told = each.account.journal.next_number
        yield Section(title(each.account) + others, lines)
    if unmatched and not shown:
        yield Section("catapult: requests of no account", unmatched_lines(unmatched))
