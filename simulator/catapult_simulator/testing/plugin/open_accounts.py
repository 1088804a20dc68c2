"""OpenAccounts: the accounts of tests that are open, and what earlier tests have seen of them.

An account ends with the test or the fixture that asked for it. It is closed after the report of
that test has been written, because the report tells its story.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from catapult_simulator.core.expectations.expected import expected_callbacks
from catapult_simulator.core.story.strictness import failed_callbacks, idle_faults
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.plugin.opener import AccountOpener
from catapult_simulator.testing.plugin.options import AccountOptions


@dataclass(slots=True)
class OpenAccount:
    """One account, and the numbers of the last entries of its journal that are old news.

    `fixture` asked for the account; None where a test did. `outlives_test`: the fixture has a wider
    scope. Entries up to `seen` belong to earlier tests; up to `judged` they were judged, up to
    `told` they were told. `unclear`: a test that used the account failed, so that a fault may have
    had no chance to strike. Those of a setup, `given_faults`, are for tests that need them.
    `around` is closed when it ends: a redirect.
    """

    account: Catapult
    options: AccountOptions
    fixture: str | None
    outlives_test: bool
    seen: int = 0
    judged: int = 0
    told: int = 0
    unclear: bool = False
    ended: bool = False
    around: ExitStack = field(default_factory=ExitStack)
    given_faults: Collection[str] = ()

    @property
    def is_news(self) -> bool:
        """Whether its story has not been told in this test, or goes on."""
        return self.told != self.account.journal.next_number

    def complaints(self, strict: bool | None = None) -> list[str]:
        """Callbacks that have failed since the last time and, once the account has ended, faults
        that never struck. None where it is not strict: `strict` is the word of a test that shares
        the account."""
        journal, after = self.account.journal, self.judged
        self.judged = journal.next_number - 1
        if strict is None or not self.outlives_test:
            strict = self.options.strict
        if not strict:
            return []
        expected = expected_callbacks(self.account)
        callbacks = journal.entries(after, "callback")
        failed = failed_callbacks(each for each in callbacks if each.number not in expected)
        if not self.ended or self.unclear or self.account.is_closed:
            return failed
        faults = self.account.faults.all()
        return failed + idle_faults(each for each in faults if each.id not in self.given_faults)


class OpenAccounts:
    """The open accounts, in the order in which they were opened."""

    def __init__(self, opener: AccountOpener) -> None:
        self.opener = opener
        self.test_failed = False
        self._accounts: list[OpenAccount] = []
        self._unmatched_seen = 0
        self._see_unmatched()

    def __iter__(self) -> Iterator[OpenAccount]:
        return iter(tuple(self._accounts))

    def open(
        self, name: str, options: AccountOptions, *, fixture: str | None, outlives_test: bool
    ) -> OpenAccount:
        """Open an account for the test, module or session called `name`."""
        self.close_ended()
        opened = OpenAccount(self.opener.open(name, options), options, fixture, outlives_test)
        self._accounts.append(opened)
        if options.setup is not None:
            opened.ended = True  # unless that succeeds
            opened.account.apply_setup(options.setup)
            opened.given_faults = {fault.id for fault in opened.account.faults.all()}
            opened.ended = False
        if options.redirect:
            opened.around.enter_context(opened.account.redirect())
        return opened

    def unmatched(self) -> Sequence[UnmatchedRequest]:
        """The requests of no account since the last test."""
        return self.opener.unmatched_requests(self._unmatched_seen)

    def used(self, fixtures: Sequence[str]) -> list[OpenAccount]:
        """The accounts of the present test, which uses `fixtures`: its own, and those of a wider
        scope of which it used the fixture or in which something happened."""
        return [
            each
            for each in self
            if not each.outlives_test
            or each.fixture in fixtures
            or each.account.journal.next_number > each.seen + 1
        ]

    def test_has_failed(self, fixtures: Sequence[str]) -> None:
        """Expect no more of the accounts that the present test uses."""
        self.test_failed = True
        for each in self.used(fixtures):
            each.unclear = True

    def end_test(self) -> None:
        """Close the accounts that ended with the test; the others go on with the next one."""
        self._see_unmatched()
        self.test_failed = False
        self.close_ended()
        for each in self:
            each.seen = each.account.journal.next_number - 1
            each.told = 0

    def close_ended(self) -> None:
        for each in [each for each in self if each.ended]:
            self._accounts.remove(each)
            self.opener.close(each.account)

    def _see_unmatched(self) -> None:
        if unmatched := self.unmatched():
            self._unmatched_seen = unmatched[-1].number


def verdict(complaints: Sequence[str], advice: str) -> str:
    """The text with which a test fails. Its first line is a complaint: summaries show no more."""
    first, *others = complaints
    return "\n".join([first, *(f"and {each}" for each in others), advice])
