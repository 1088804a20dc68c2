"""The story of an account: what happened in it, newest last, and then what did not happen."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from catapult_simulator.core.story import absences
from catapult_simulator.core.story.chronicle import Chronicle
from catapult_simulator.core.story.faults import fault_lines
from catapult_simulator.core.story.messages import message_lines
from catapult_simulator.core.story.times import Times, day
from catapult_simulator.core.story.wording import cut
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.unmatched_requests import UnmatchedRequest

LINES = 60
_NOTHING = (
    "nothing happened: no request reached this account; catapult.redirect(), or catapult_url as "
    "the address of the API, leads an app here"
)


def story(
    account: Tenant,
    *,
    after: int = 0,
    unmatched: Iterable[UnmatchedRequest] = (),
    lines: int = LINES,
) -> list[str]:
    """The story in at most `lines` lines, the newest event last. Secrets are masked.

    `after`: the number of the last entry of the journal that is no part of it. A part that cannot
    be told says why, and the others are told.
    """
    absent = _part("did not happen", lambda _: _absences(account, after, unmatched), lines // 3)
    if account.is_closed:
        rest = ["the account was closed: its messages and faults are gone"]
    else:
        rest = _part("messages", lambda most: _messages(account, after, most), lines // 4)
        rest += _part("faults", lambda most: fault_lines(account.faults.all(), most), lines // 6)
    room = lines - len(rest) - len(absent)
    return [*_part(None, lambda most: _chronicle(account, after, most), room), *rest, *absent]


def title(account: Tenant) -> str:
    """The heading of the story."""
    return f"catapult: account {account.user_id}"


def _part(heading: str | None, tell: Callable[[int], list[str]], lines: int) -> list[str]:
    """A part of the story in at most `lines` lines. Without anything to tell, none."""
    most = lines - (heading is not None)
    try:
        told = tell(most)[-most:]
    except Exception as error:  # the outermost edge: the report of another failure must not fail
        told = [f"(cannot be told: {type(error).__name__}: {cut(str(error))})"]
    if heading is None or not told:
        return told
    return [heading, *(f"  {line}" for line in told)]


def _chronicle(account: Tenant, after: int, lines: int) -> list[str]:
    entries = account.journal.entries(after)
    if not entries:
        return [_NOTHING]
    times = _times(account, after)
    told = Chronicle.of(entries, account.user_id, times).last(lines - 1)
    clock = "wall" if not account.is_closed and not account.can_advance else "virtual"
    return [f"{day(entries[0].at_ms)} ({clock} clock, UTC)", *(f"  {line}" for line in told)]


def _messages(account: Tenant, after: int, lines: int) -> list[str]:
    return message_lines(account.messages.find(), _times(account, after), lines)


def _absences(account: Tenant, after: int, unmatched: Iterable[UnmatchedRequest]) -> list[str]:
    told = absences.unmatched(unmatched)
    told += absences.failed_callbacks(account.journal.entries(after, "callback"))
    if not account.is_closed:
        told += absences.not_called(account.errors.find())
        with suppress(Exception):  # the table of messages says that they cannot be read
            told += absences.without_receipts(account.messages.find())
        told += absences.still_due(account.pending(), can_advance=account.can_advance)
    return told


def _times(account: Tenant, after: int) -> Times:
    moments = [entry.at_ms for entry in account.journal.entries(after)] or [account.now_ms]
    return Times.between(moments[0], moments[-1])
