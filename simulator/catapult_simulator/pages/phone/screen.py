"""Screen: everything that the page of the phone shows of an account at one moment."""

from typing import NamedTuple
from urllib.parse import urlencode

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.connecting import next_number
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.clock import WallClock
from catapult_simulator.core.unmatched_requests import UnmatchedRequest, UnmatchedRequests
from catapult_simulator.pages.phone.attempts import CallbackLog
from catapult_simulator.pages.phone.bubbles import PAGE, Bubble, bubbles
from catapult_simulator.pages.phone.command_lines import Address
from catapult_simulator.pages.phone.people import Line, Person, lines, other_side, people
from catapult_simulator.pages.phone.reports import Report, report
from catapult_simulator.pages.phone.request import url_of
from catapult_simulator.pages.phone.snippets import Snippets, snippets

_UNMATCHED = 5  # requests of no account
_RECENT_MS = 10 * 60_000


class Choice(NamedTuple):
    """The choice of a visitor: a person, a message, and the message before which a page ends."""

    person: str | None = None
    message: str | None = None
    before: str | None = None

    def as_query(self) -> dict[str, str]:
        """Without what is not chosen."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class Clock(NamedTuple):
    """The account's time, what is due, and whether a hand can move it."""

    now: str
    can_advance: bool
    due: tuple[str, ...]

    @property
    def words(self) -> str:
        date, time = self.now.removesuffix("Z").split("T")
        return f"{date} {time} UTC"


class Thread(NamedTuple):
    """A page of a conversation, oldest message first."""

    person: str | None
    bubbles: tuple[Bubble, ...]
    chosen: str | None
    earlier: str | None
    newer: str | None


class Screen(NamedTuple):
    """One account, as it is looked at."""

    tenant: Tenant
    choice: Choice
    began: int  # the first entry of the journal since a reset
    cursor: int
    clock: Clock
    faults: int
    people: tuple[Person, ...]
    lines: tuple[Line, ...]
    thread: Thread
    report: Report | None
    unmatched: tuple[UnmatchedRequest, ...]
    snippets: Snippets | None = None

    @property
    def is_connected(self) -> bool:
        """Whether texts to some number reach an app."""
        return any(line.is_connected for line in self.lines)

    @property
    def is_in_use(self) -> bool:
        """Whether there is a conversation to show, or an app that waits for one."""
        return self.is_connected or bool(self.people)

    @property
    def line(self) -> str | None:
        """The number that the next text goes to, unless somebody chooses another."""
        newest = self.thread.bubbles[-1].message if self.thread.bubbles else None
        if newest is not None:
            return newest.from_ if newest.direction == "out" else newest.to
        connected = [line.number for line in self.lines if line.is_connected]
        return next(iter([*connected, *(line.number for line in self.lines)]), None)

    @property
    def free_number(self) -> str:
        """The number to connect: one without an app, else the next that can be ordered."""
        silent = [line.number for line in self.lines if not line.is_connected]
        return silent[0] if silent else next_number(self.tenant.phone_numbers)


def screen(
    tenant: Tenant, unmatched: UnmatchedRequests, choice: Choice, address: Address
) -> Screen:
    """Everything that there is to see. Raises `message-not-found`."""
    journal = tenant.journal
    cursor = journal.next_number - 1  # first: what comes from here on is news
    log = CallbackLog.of(tenant)
    choice = _completed(tenant, choice)
    thread = _thread(tenant, choice, log)
    recent = _recent(unmatched)
    told = _report(tenant, thread, log, recent)
    return Screen(
        tenant=tenant,
        choice=choice,
        began=journal.first_number,
        cursor=cursor,
        clock=Clock(tenant.now_text, tenant.can_advance, log.due),
        faults=sum(not each.used_up for each in tenant.faults.all()),
        people=tuple(people(tenant, choice.person, log)),
        lines=tuple(lines(tenant)),
        thread=thread,
        report=told,
        unmatched=tuple(recent[: -_UNMATCHED - 1 : -1]),
        snippets=None if told is None else snippets(address, tenant, told),
    )


def _completed(tenant: Tenant, choice: Choice) -> Choice:
    """With the person of the chosen message; without any, with the one who wrote last."""
    if choice.message is not None:
        return choice._replace(person=other_side(tenant.messages.get(choice.message)))
    if choice.person is not None:
        return choice
    newest = tenant.messages.latest_by_person(1)
    return choice._replace(person=other_side(newest[0]) if newest else None)


def _thread(tenant: Tenant, choice: Choice, log: CallbackLog) -> Thread:
    if choice.person is None:
        return Thread(None, (), None, None, None)
    found = _page(tenant, choice.person, choice)
    shown = found[-PAGE:]
    home = url_of(tenant, "with", choice.person)
    earlier = None
    if len(found) > PAGE:
        earlier = f"{home}?{urlencode({'before': shown[0].id})}"
    chosen = choice.message or (_interesting(shown) if choice.before is None else None)
    is_newest = choice.before is None and _is_newest(tenant, choice.person, shown)
    return Thread(
        choice.person,
        tuple(bubbles(tenant, shown, log)),
        chosen,
        earlier,
        None if is_newest or not shown else home,
    )


def _page(tenant: Tenant, person: str, choice: Choice) -> list[Message]:
    """One message more than a page has, where there is one."""
    messages = tenant.messages
    newest = messages.latest_with_person(person, PAGE + 1, before=choice.before)
    if choice.message is None or any(each.id == choice.message for each in newest[-PAGE:]):
        return newest
    return messages.latest_with_person(person, PAGE + 1, upto=choice.message)


def _is_newest(tenant: Tenant, person: str, shown: list[Message]) -> bool:
    newest = tenant.messages.latest_with_person(person, 1)
    return not newest or (bool(shown) and shown[-1].id == newest[0].id)


def _interesting(shown: list[Message]) -> str | None:
    """The newest text of the person: what did the app do with it? Else the newest message."""
    received = [each.id for each in shown if each.direction == "in"]
    return received[-1] if received else (shown[-1].id if shown else None)


def _recent(unmatched: UnmatchedRequests) -> list[UnmatchedRequest]:
    """The newest ones, about which somebody who looks now may wonder."""
    since_ms = WallClock().now_ms() - _RECENT_MS
    return [each for each in unmatched.entries() if each.at_ms >= since_ms]


def _report(
    tenant: Tenant, thread: Thread, log: CallbackLog, unmatched: list[UnmatchedRequest]
) -> Report | None:
    if thread.chosen is None:
        return None
    try:
        return report(tenant, tenant.messages.get(thread.chosen), log, unmatched)
    except CatapultError:
        return None
