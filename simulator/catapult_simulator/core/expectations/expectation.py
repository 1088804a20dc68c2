"""`sent(...)`, `received(...)`, `called(...)`: the messages or callbacks that a test asks for."""

from collections.abc import Sequence
from typing import Generic, Protocol

from catapult_simulator.core.account_protocol import AccountProtocol
from catapult_simulator.core.callbacks import PROBLEMS, Method, Problem
from catapult_simulator.core.expectations import criteria
from catapult_simulator.core.expectations.callback_record import (
    EVENT_TYPES,
    METHODS,
    CallbackRecord,
    EventType,
)
from catapult_simulator.core.expectations.criteria import (
    Criterion,
    Property,
    Record,
    criteria_of,
    equals,
    has_media,
)
from catapult_simulator.core.masking import masked_text, without_credentials
from catapult_simulator.core.messages.message import (
    DELIVERY_STATES,
    STATES,
    DeliveryState,
    Direction,
    Message,
    State,
)
from catapult_simulator.core.messages.messages import MAX_FOUND
from catapult_simulator.core.numbers.numbered import NumberOrOwner, number_of


class _Source(Protocol[Record]):
    """Reads the records of an account that fit at least those of `criteria` that an index has,
    oldest first."""

    def __call__(
        self, account: AccountProtocol, criteria: Sequence[Criterion[Record]], /
    ) -> Sequence[Record]: ...


class Expectation(Generic[Record]):
    """Messages or callbacks with certain properties. `str()` is how a test would write it."""

    __slots__ = ("_source", "criteria", "name")

    name: str
    criteria: tuple[Criterion[Record], ...]

    def __init__(
        self, name: str, source: _Source[Record], asked: tuple[Criterion[Record], ...]
    ) -> None:
        self.name = name
        self.criteria = asked
        self._source = source

    def all(self, account: AccountProtocol) -> Sequence[Record]:
        """All messages of the direction, or all callbacks, oldest first."""
        return self._source(account, ())

    def find(self, account: AccountProtocol) -> list[Record]:
        """The records that fit, oldest first."""
        records = self._source(account, self.criteria)
        return [record for record in records if self.fits(record)]

    def fits(self, record: Record) -> bool:
        """Whether `record` has all properties that are asked for."""
        return all(criterion.fits(record) for criterion in self.criteria)

    def __repr__(self) -> str:
        asked = (f"{each.row.name}={each.asked!r}" for each in self.criteria)
        return f"{self.name}({', '.join(asked)})"


MESSAGE_PROPERTIES: tuple[Property[Message], ...] = (
    Property("to", lambda m: m.to, number_of, equals),
    Property("from_", lambda m: m.from_, number_of, equals),
    Property("text", lambda m: m.text, criteria.anything, equals),
    Property("media", lambda m: m.media, criteria.media, has_media),
    Property("state", lambda m: m.state, criteria.one_of(STATES), equals),
    Property(
        "delivery_state", lambda m: m.delivery_state, criteria.one_of(DELIVERY_STATES), equals
    ),
    Property("tag", lambda m: m.callback_options.tag, criteria.anything, equals),
)

_INDEXED = MESSAGE_PROPERTIES[:2]


def _recorded(name: str, asked: object) -> object:
    """A text as the journal has it: without secrets."""
    return masked_text(asked) if isinstance(asked, str) else criteria.anything(name, asked)


def _recorded_url(name: str, asked: object) -> object:
    return without_credentials(asked) if isinstance(asked, str) else criteria.anything(name, asked)


CALLBACK_PROPERTIES: tuple[Property[CallbackRecord], ...] = (
    Property("event", lambda c: c.event, criteria.one_of(EVENT_TYPES), equals),
    Property("message_id", lambda c: c.message_id, criteria.text, equals),
    Property("to", lambda c: c.to, number_of, equals),
    Property("from_", lambda c: c.from_, number_of, equals),
    Property("text", lambda c: c.text, _recorded, equals),
    Property("state", lambda c: c.state, criteria.one_of(STATES), equals),
    Property(
        "delivery_state", lambda c: c.delivery_state, criteria.one_of(DELIVERY_STATES), equals
    ),
    Property("url", lambda c: c.url, _recorded_url, equals),
    Property("method", lambda c: c.method, criteria.one_of(METHODS), equals),
    Property("status", lambda c: c.status, criteria.status, equals),
    Property("problem", lambda c: c.problem, criteria.one_of(PROBLEMS), equals),
)


def sent(
    *,
    to: NumberOrOwner | None = None,
    from_: NumberOrOwner | None = None,
    text: object = None,
    state: State | None = None,
    delivery_state: DeliveryState | None = None,
    media: object = None,
    tag: object = None,
) -> Expectation[Message]:
    """Messages that the app has sent, from the moment when they are queued.

    Numbers may be written loosely; a phone or a line stands for its number. `text` and `tag`: the
    whole text, a compiled pattern that is found in it, or any object with `==`. `media`: True or
    False for any or none, one URL, a pattern of one, or the list of all. None asks for nothing.
    """
    asked = {
        "to": to, "from_": from_, "text": text, "state": state,
        "delivery_state": delivery_state, "media": media, "tag": tag,
    }  # fmt: skip
    return messages_with("sent", "out", asked)


def received(
    *,
    to: NumberOrOwner | None = None,
    from_: NumberOrOwner | None = None,
    text: object = None,
    media: object = None,
) -> Expectation[Message]:
    """Messages that people have sent to the account's numbers. The properties are as of `sent`;
    `media` are names of stored files."""
    asked = {"to": to, "from_": from_, "text": text, "media": media}
    return messages_with("received", "in", asked)


def messages_with(
    name: str, direction: Direction | None, asked: dict[str, object]
) -> Expectation[Message]:
    """Messages of a direction, or of both."""

    def source(
        account: AccountProtocol, criteria: Sequence[Criterion[Message]]
    ) -> Sequence[Message]:
        numbers = {each.row.name: str(each.asked) for each in criteria if each.row in _INDEXED}
        return account.messages.find(size=MAX_FOUND, direction=direction, **numbers)[::-1]

    return Expectation(name, source, criteria_of(MESSAGE_PROPERTIES, asked))


def called(
    *,
    event: EventType | None = None,
    message_id: str | None = None,
    to: NumberOrOwner | None = None,
    from_: NumberOrOwner | None = None,
    text: object = None,
    state: State | None = None,
    delivery_state: DeliveryState | None = None,
    url: object = None,
    method: Method | None = None,
    status: int | None = None,
    problem: Problem | None = None,
) -> Expectation[CallbackRecord]:
    """Attempts to call the app back; one that failed and its fallback are two.

    `state` and `delivery_state` are those of the message in the event: `received`, `sent`,
    `delivered`. `text` and `url` are as `text` of `sent`, `status` is the app's answer, `problem`
    the kind of failure: `timeout` and `network` have no answer.
    """
    asked = {
        "event": event, "message_id": message_id, "to": to, "from_": from_, "text": text,
        "state": state, "delivery_state": delivery_state, "url": url, "method": method,
        "status": status, "problem": problem,
    }  # fmt: skip
    return Expectation("called", _callbacks, criteria_of(CALLBACK_PROPERTIES, asked))


def _callbacks(account: AccountProtocol, _: object) -> Sequence[CallbackRecord]:
    return [CallbackRecord.of(entry) for entry in account.journal.entries(kind="callback")]
