"""The stories of a failed test's accounts, all of them together in a bounded number of lines."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catapult_simulator.core.story.absences import unmatched as unmatched_lines
from catapult_simulator.core.story.story import LINES, story, title
from catapult_simulator.testing.plugin.open_accounts import OpenAccounts

_MOST_ACCOUNTS = 4


class Story(NamedTuple):
    """A heading and the text under it."""

    heading: str
    text: str


def stories(accounts: OpenAccounts, fixtures: Sequence[str]) -> Iterator[Story]:
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
        yield Story(title(each.account) + others, "\n".join(lines))
    if unmatched and not shown:
        yield Story("catapult: requests of no account", "\n".join(unmatched_lines(unmatched)))
