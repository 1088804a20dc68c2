"""The column of people: who wrote last, and the numbers of the account."""

from collections.abc import Iterator
from typing import NamedTuple

from catapult_simulator.core.applications import Application
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.pages.phone.attempts import CallbackLog
from catapult_simulator.pages.phone.bubbles import Mark, mark_of
from catapult_simulator.pages.phone.request import url_of

SHOWN = 60  # people
FIRST_PERSON = 9195550001


class Person(NamedTuple):
    """One person: the number, the last message if there is one, and whether they are chosen."""

    number: str
    url: str
    last: str
    time: str
    mark: Mark | None
    is_chosen: bool
    is_scripted: bool


class Line(NamedTuple):
    """A number of the account, and the URL at which texts to it are told."""

    number: str
    name: str | None
    url: str | None
    method: str
    application: Application | None

    @property
    def is_connected(self) -> bool:
        return self.url is not None


def people(tenant: Tenant, chosen: str | None, log: CallbackLog) -> list[Person]:
    """The people, the one who wrote last first; the chosen one always among them."""
    scripted = tenant.people.all()
    latest = {other_side(each): each for each in tenant.messages.latest_by_person(SHOWN)}
    numbers = [*latest, *(number for number in scripted if number not in latest)][:SHOWN]
    if chosen is not None and chosen not in numbers:
        numbers.insert(0, chosen)
    return [_person(tenant, each, latest.get(each), log, chosen) for each in numbers]


def other_side(message: Message) -> str:
    """The number of the person, whoever wrote."""
    return message.to if message.direction == "out" else message.from_


def lines(tenant: Tenant) -> list[Line]:
    """The numbers of the account, oldest first."""
    applications = {each.id: each for each in tenant.applications.find()}
    return [
        _line(number, applications.get(number.application_id or ""))
        for number in tenant.phone_numbers.enabled()
    ]


def next_person(tenant: Tenant) -> str:
    """A number of a person who has not written yet: +19195550001, or the next one."""
    known = {other_side(each) for each in tenant.messages.latest_by_person(1000)}
    known |= tenant.people.all().keys() | {each.number for each in lines(tenant)}
    return next(number for number in _candidates() if number not in known)


def _candidates() -> Iterator[str]:
    return (f"+1{FIRST_PERSON + at}" for at in range(2000))


def _person(
    tenant: Tenant, number: str, last: Message | None, log: CallbackLog, chosen: str | None
) -> Person:
    return Person(
        number,
        url_of(tenant, "with", number),
        "" if last is None else _snippet(last),
        "" if last is None else wire_time(last.time_ms)[11:16],
        None if last is None else mark_of(tenant, last, log),
        number == chosen,
        number in tenant.people,
    )


def _snippet(message: Message) -> str:
    text = "(text no longer kept)" if message.text is None else message.text[:80]
    who = "app: " if message.direction == "out" else ""
    return f"{who}{text or '(picture)'}"


def _line(number: PhoneNumber, application: Application | None) -> Line:
    url = application and application.incoming_message_url
    method = (application.callback_http_method if application else "post").upper()
    return Line(number.number, number.name, url, method, application)
