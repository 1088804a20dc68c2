"""The report of an assertion that fails: what was asked for, what is nearest, what is still due."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catapult_simulator.core.account_protocol import AccountProtocol
from catapult_simulator.core.blocked_loop import blocks_loop
from catapult_simulator.core.expectations.criteria import Record
from catapult_simulator.core.expectations.expectation import Expectation
from catapult_simulator.core.expectations.near_misses import Difference, near_misses
from catapult_simulator.core.printable import printable
from catapult_simulator.core.text_patterns import TextPattern

_SHOWN = 200  # characters of a value
_LISTED = 5


class _Words(NamedTuple):
    """The words for the records of an expectation."""

    one: str
    several: str
    none: str
    verb: str


_WORDS = {
    "sent": _Words("message", "messages", "no message was sent", "sent"),
    "received": _Words("message", "messages", "no message was received", "received"),
    "messages": _Words(
        "message", "messages", "no message was sent or received", "sent or received"
    ),
    "replies": _Words("reply", "replies", "no reply came", "received"),
    "called": _Words("callback", "callbacks", "the app was not called back", "made"),
}


def too_few(
    account: AccountProtocol,
    expectation: Expectation[Record],
    *,
    found: int,
    wanted: int = 1,
    within: float | None = None,
) -> str:
    """The report where `found` records are fewer than `wanted`."""
    records = [each for each in expectation.all(account) if not expectation.fits(each)]
    total = len(records) + found
    lines = [
        _first_line(expectation, found=found, wanted=wanted, within=within),
        *asked(expectation),
        *_nearest(expectation, records, total),
        *_still_due(account, waited=within is not None),
        *_hints_at_waiting(account, expectation, waited=within is not None),
        *_hint_at_a_stranger(account, expectation),
    ]
    return "\n".join(lines)


def too_many(expectation: Expectation[Record], found: Sequence[Record], wanted: int) -> str:
    """The report where more than `wanted` records were found."""
    number = "none" if wanted == 0 else f"{wanted}"
    first = f"{_counted(expectation, len(found))} {_was(len(found))}"
    first = f"{first} {_WORDS[expectation.name].verb}, not {number}"
    shown = [f"  {record!r}" for record in found[-_LISTED:]]
    more = [f"  and {len(found) - _LISTED} before"] if len(found) > _LISTED else []
    return "\n".join([f"{first}{_with(expectation)}", *asked(expectation), *more, *shown])


def asked(expectation: Expectation[Record]) -> Iterator[str]:
    """A line for each property that was asked for."""
    width = _width(expectation)
    for each in expectation.criteria:
        yield f"  {each.label:<{width}}  {shown(each.asked)}"


def shown(value: object) -> str:
    """A value on one line."""
    if isinstance(value, TextPattern):
        value = value.compiled
    if isinstance(value, re.Pattern):
        flags = ", re.IGNORECASE" if value.flags & re.IGNORECASE else ""
        return f"re.compile({printable(repr(value.pattern)[:_SHOWN])}{flags})"
    if isinstance(value, str):
        return f"'{_cut(printable(value))}'"
    return _cut(printable(repr(value)))


def headline(
    expectation: Expectation[Record], *, found: int, wanted: int, within: float | None = None
) -> str:
    """One sentence about the `found` records that are fewer than `wanted`."""
    criteria = (f"{each.label} {shown(each.asked)}" for each in expectation.criteria)
    first = _first_line(expectation, found=found, wanted=wanted, within=within)
    return f"{first} {', '.join(criteria)}".rstrip()


def _first_line(
    expectation: Expectation[Record], *, found: int, wanted: int, within: float | None
) -> str:
    words = _WORDS[expectation.name]
    time = f" within {within:g} s" if within else ""
    if found == 0:
        return f"{words.none}{time}{_with(expectation)}"
    of = f"{found} of {wanted} {words.several} {_was(found)}"
    return f"{of} {words.verb}{time}{_with(expectation)}"


def _counted(expectation: Expectation[Record], number: int) -> str:
    words = _WORDS[expectation.name]
    return f"{number} {words.one if number == 1 else words.several}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _with(expectation: Expectation[Record]) -> str:
    return " with" if expectation.criteria else ""


def _nearest(
    expectation: Expectation[Record], records: Sequence[Record], total: int
) -> Iterator[str]:
    misses = near_misses(expectation, records) if expectation.criteria else []
    if not misses:
        return
    yield f"nearest of {_counted(expectation, total)}:"
    for miss in misses:
        yield f"  {miss.record!r}"
        for difference in miss.differences:
            yield from _compared(difference, _width(expectation))


def _width(expectation: Expectation[Record]) -> int:
    """The width of the labels: `asked` is one, too."""
    return max(map(len, ("asked", *(each.label for each in expectation.criteria))))


def _compared(difference: Difference, width: int) -> Iterator[str]:
    label = f"    {difference.label:<{width}}  "
    if difference.fits:
        yield f"{label}{shown(difference.found)} as asked"
        return
    yield f"{label}{shown(difference.found)}"
    yield f"    {'asked':<{width}}  {shown(difference.asked)}"
    if mark := _mark(difference):
        yield f"    {'':<{width}}  {mark}"


def _mark(difference: Difference) -> str:
    """A `^` below the first character that differs, where both lines show it in one place."""
    asked_, found = difference.asked, difference.found
    if not isinstance(asked_, str) or not isinstance(found, str):
        return ""
    pairs = enumerate(zip(asked_, found, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(asked_), len(found)))
    same = printable(asked_[:at])
    return f" {' ' * len(same)}^" if 0 < len(same) < _SHOWN and same.isascii() else ""


def _still_due(account: AccountProtocol, *, waited: bool) -> Iterator[str]:
    pending = account.pending()
    if not pending:
        return
    yield "still due:"
    yield from (f"  {printable(str(each))}" for each in pending[:_LISTED])
    if len(pending) > _LISTED:
        yield f"  and {len(pending) - _LISTED} more"
    if account.can_advance:
        yield "virtual time stands still: catapult.settle() lets it pass until nothing is due"
    elif waited:
        yield "time passes by itself: a longer timeout waits for it"
    else:
        yield "time passes by itself: catapult.wait_for(sent(...)) waits for it"


def _hints_at_waiting(
    account: AccountProtocol, expectation: Expectation[Record], *, waited: bool
) -> Iterator[str]:
    """How to wait for an app in another thread or task: time that passes is of no help then."""
    if waited and blocks_loop():
        yield "this call blocked the event loop of its thread: await catapult.aio.wait_for(...)"
    if waited or not account.can_advance:
        return
    verb = expectation.name if expectation.name in ("received", "called") else "sent"
    yield f"an app that works in another thread: catapult.wait_for({verb}(...)) waits for it"


def _hint_at_a_stranger(
    account: AccountProtocol, expectation: Expectation[Record]
) -> Iterator[str]:
    """An app that takes callbacks, and sends nothing here, may send it elsewhere."""
    if expectation.name not in ("sent", "replies"):
        return
    seen = account.journal.entries()
    took = any(each.kind == "callback" and "problem" not in each.detail for each in seen)
    if took and not any(each.kind == "request" for each in seen):
        yield (
            "the app took its callback, and called nothing of this account: is it configured for "
            "another simulator or account?"
        )


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
