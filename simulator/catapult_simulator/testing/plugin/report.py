"""The stories of a failed test's accounts, in its report."""

from collections.abc import Sequence

import pytest

from catapult_simulator.testing.plugin.open_accounts import OpenAccounts
from catapult_simulator.testing.plugin.stories import Story, stories


def tell(report: pytest.TestReport, accounts: OpenAccounts, fixtures: Sequence[str]) -> None:
    """Add the stories to the report of a test that failed. Close what has ended with a test."""
    try:
        if report.when != "teardown" and not report.passed:
            accounts.test_has_failed(fixtures)
        if report.failed:
            for each in stories(accounts, fixtures):
                add(each, report)
    finally:
        if report.when == "teardown":
            accounts.end_test()


def add(story: Story, report: pytest.TestReport) -> None:
    """Add it to the failure itself: captured output can be switched off, and JUnit XML has none.
    A failure that is a plain text takes no sections; the report does."""
    add_section = getattr(report.longrepr, "addsection", None)
    if add_section is not None:
        add_section(story.heading, story.text, "-")
    else:
        report.sections.append((story.heading, story.text))
