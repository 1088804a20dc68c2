"""Uses of an account that are refused: the same exception, here and elsewhere."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import sent
from catapult_simulator.core.numbers.queries import NumberQuery
from testing.uses import FREE, Use
from testing.uses_of_people import REFUSED


class Thing:
    """A value that no method takes."""

    def __repr__(self) -> str:
        return "<a thing 🎈>"


def in_a_loop(account: Any) -> None:
    """Timers that are due for more than an hour."""
    account.rules = account.rules.but(carrier_ms=2 * 3600 * 1000)
    account.messages.send(draft())
    account.settle()


def of_before_the_reset(account: Any) -> None:
    messages = account.messages
    account.reset()
    messages.find()


def of_a_closed_account(account: Any) -> None:
    account.close()
    account.settle()


def resource_of_a_closed_account(account: Any) -> None:
    media = account.media
    account.close()
    media.find()


def without_credit(account: Any) -> None:
    account.account.set_balance(1)
    account.messages.send(draft())


def too_many_per_second(account: Any) -> None:
    account.rules = account.rules.but(messages_per_second=0.1)
    for _ in range(9):
        account.messages.send(draft())


REFUSALS: dict[str, Use] = REFUSED | {
    "a message that was not sent yet": lambda a: a.replay(a.messages.send(draft()).id),
    "an unknown trigger": lambda a: a.trigger("fax"),
    "a trigger without a number": lambda a: (
        a.phone_numbers.release(LINE),
        a.phone_numbers.release(SECOND_LINE),
        a.trigger("sms"),
    ),
    "an unknown message": lambda a: a.messages.get("m-x"),
    "a number of somebody else": lambda a: a.messages.send(draft(from_=FREE)),
    "a number that is owned": lambda a: a.phone_numbers.allocate(LINE),
    "no number at all": lambda a: a.phone_numbers.allocate("12"),
    "an unknown number": lambda a: a.receive_message(from_=PERSON, to=FREE, text="?"),
    "an unknown application": lambda a: a.applications.get("a-x"),
    "an application without a URL": lambda a: a.applications.create("empty"),
    "a blank fallback": lambda a: a.applications.update(
        a.applications.find()[0].id, {"incoming_message_fallback_url": " "}
    ),
    "an unknown file": lambda a: a.media.get("no/such file"),
    "an unknown error": lambda a: a.errors.get("ue-x"),
    "an unknown fault": lambda a: a.faults.get("f-9"),
    "an unknown caller": lambda a: a.number_info.look_up("+4930123456"),
    "a city without a state": lambda a: a.available_numbers.search_local(NumberQuery(city="X")),
    "no credit": without_credit,
    "too many messages": too_many_per_second,
    "a journal without such an entry": lambda a: a.journal.last("request"),
    "a kind of entry that is none": lambda a: a.journal.entries(kind="nonsense"),
    "a filter that is none": lambda a: a.messages.find(zone="x"),
    "a state that is none": lambda a: a.messages.find(state="gone"),
    "a size that is none": lambda a: a.messages.find(size=0),
    "an argument of another type": lambda a: a.messages.get(5),
    "an argument of any type": lambda a: a.messages.get(Thing()),
    "a list with such a value": lambda a: a.receive_message(from_=PERSON, to=LINE, media=[Thing()]),
    "a lone surrogate": lambda a: a.receive_message(from_=PERSON, to=LINE, text="\ud83d"),
    "a missing argument": lambda a: a.messages.redact(),
    "an argument too many": lambda a: a.applications.find("x"),
    "rules of another type": lambda a: setattr(a, "rules", "2018"),
    "a fault of another type": lambda a: a.faults.add("carrier"),
    "a negative time": lambda a: a.advance(-1),
    "an absurd time": lambda a: a.advance(10**30),
    "an endless time": lambda a: a.advance(float("inf")),
    "a time that is a number of digits": lambda a: a.advance(10**5000),
    "a time that is a datetime": lambda a: a.advance(datetime(2020, 1, 1)),  # noqa: DTZ001
    "a time that has passed": lambda a: a.advance_to(datetime(2010, 1, 1, tzinfo=UTC)),
    "a time without a zone": lambda a: a.advance_to(datetime(2020, 1, 1)),  # noqa: DTZ001
    "a clock that cannot be moved": lambda a: a.frozen_with(5).__enter__(),
    "a message that was not sent": lambda a: a.assert_sent(to=PERSON, text="No."),
    "a message that was sent": lambda a: a.assert_none_sent(to=PERSON),
    "a callback that was not made": lambda a: a.assert_callback(status=404),
    "a message that never comes": lambda a: a.wait_for(sent(text="No."), timeout=0.01),
    "no expectation": lambda a: a.wait_for("a message"),
    "a stream without its size": lambda a: a.media.put("x", BytesIO(b"x")),
    "content that is none": lambda a: a.media.put("x", "text"),
    "a property that is none": lambda a: a.phone_numbers.update(SECOND_LINE, {"colour": "red"}),
    "two apps that answer each other": in_a_loop,
    "a resource of before the reset": of_before_the_reset,
    "a closed account": of_a_closed_account,
    "a resource of a closed account": resource_of_a_closed_account,
}
