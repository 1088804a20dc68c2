"""Callbacks on demand: that of a stored message again, or one of the table of triggers."""

from collections.abc import Mapping
from sys import intern

from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Application, Applications
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.checks import check_one_of, check_optional_text
from catapult_simulator.core.connecting import next_number
from catapult_simulator.core.messages.callback_edits import check_edit, edited
from catapult_simulator.core.messages.inbound import require_sendable
from catapult_simulator.core.messages.inbox import Received
from catapult_simulator.core.messages.message import (
    DELIVERY_CODES,
    CallbackOptions,
    DeliveryCode,
    Message,
    segments_of,
)
from catapult_simulator.core.messages.message_callbacks import (
    Target,
    application_behind,
    outbound_callback,
    why_untold,
)
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.messages.triggers import TRIGGERS, Trigger, TriggerName
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.not_owned import no_such_line
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.world import World, synchronized

PERSON = "+19195550001"


class NoEvent(ValueError):
    """The message is on its way: nothing has happened yet of which its app is told."""

    __module__ = "catapult_simulator"  # its public name, as failures show it


class CallbacksOnDemand:
    """The callbacks of one account that somebody asks for."""

    def __init__(
        self,
        world: World,
        messages: Messages,
        *,
        numbers: PhoneNumbers,
        applications: Applications,
        account: Account,
    ) -> None:
        self._world = world
        self._messages = messages
        self._numbers, self._applications = numbers, applications
        self._account = account

    @synchronized
    def replay(
        self, message_id: str, target: Target, edit: Mapping[str, object] | None
    ) -> Received:
        """Have the callback of a message due now: of an inbound one that to its app, of an
        outbound one its latest event. The message stays as it is.

        Raises `message-not-found`, NoEvent, and what `edited` raises.
        """
        check_edit(edit or {})
        message = self._messages.get(message_id)
        if message.direction == "in":
            received = self._messages.parts.inbox.called_back(message, target)
        else:
            received = self._told_again(message, target)
        return self._started(received, edit or {})

    @synchronized
    def trigger(
        self,
        name: TriggerName,
        target: Target,
        *,
        to: str | None = None,
        person: str = PERSON,
        text: str | None = None,
        code: DeliveryCode | None = None,
        tag: str | None = None,
    ) -> Received:
        """Have a callback of the table due now, about a new message that is stored.

        Raises ValueError for an unknown name, NoLine and `number-not-found` where no number of the
        account can be meant.
        """
        check_one_of("name", name, TRIGGERS)
        trigger = _with_options(TRIGGERS[name], text, code, tag)
        require_sendable(person, to or person, trigger.text, trigger.media)
        number = self._number(to, target)
        if trigger.direction == "out":
            return self._started(self._sent(trigger, number, e164.normalize(person), target, tag))
        received = self._messages.parts.inbox.receive(
            e164.normalize(person), number, trigger.text, trigger.media, target
        )
        return self._started(received)

    def _started(self, received: Received, edit: Mapping[str, object] | None = None) -> Received:
        delivery = received.delivery
        if delivery is not None:
            delivery.callback = edited(delivery.callback, edit) if edit else delivery.callback
            self._world.schedule_delivery(delivery)
        return received

    def _told_again(self, message: Message, target: Target) -> Received:
        if message.state not in ("sent", "error"):
            raise NoEvent(f"message {message.id} is {message.state}: {_NO_EVENT}")
        as_sent = self._messages.parts.lifecycle.as_sent(message)
        callback = outbound_callback(self._world, as_sent, target)
        return Received.of(message, callback or reason("no-callback-url", message=message.id))

    def _number(self, to: str | None, target: Target) -> str:
        """The number of the account that is meant. For another URL, one that it does not have is
        ordered, so that the app can answer from it."""
        enabled = [each.number for each in self._numbers.enabled()]
        if to is not None:
            if owned := self._numbers.owned(to):
                return owned.number
            if target.url is None:
                raise no_such_line(self._world.user_id, to, self._numbers.enabled())
            return self._numbers.allocate(to).number
        with_app = [each for each in enabled if why_untold(each, self._application(each)) is None]
        if enabled:
            return (with_app or enabled)[0]
        if target.url is None:
            raise NoLine(f"account {self._world.user_id} has no number; {_NO_NUMBER}")
        return self._numbers.allocate(next_number(self._numbers)).number

    def _sent(
        self, trigger: Trigger, number: str, person: str, target: Target, tag: str | None
    ) -> Received:
        """An outbound message in the state of the trigger; its app is that of its number."""
        application = self._application(number)
        method = target.method or (application.callback_http_method if application else None)
        if target.url is None and (untold := why_untold(number, application)):
            options = CallbackOptions(tag=tag)
            return Received(self._stored(trigger, number, person, options), None, untold)
        url = target.url or (application.incoming_message_url if application else None)
        options = CallbackOptions(url, method, tag=tag)
        return self._told_again(self._stored(trigger, number, person, options), target)

    def _stored(
        self, trigger: Trigger, number: str, person: str, options: CallbackOptions
    ) -> Message:
        message = Message(
            id=self._world.ids.next("m"),
            direction="out",
            from_=intern(number),
            to=intern(person),
            text=trigger.text,
            media=trigger.media,
            time_ms=self._world.clock.now_ms(),
            state=trigger.state,
            segment_count=segments_of(trigger.text, trigger.media),
            receipt_requested=trigger.receipt,
            delivery_state=trigger.delivery_state,
            delivery_code=trigger.delivery_code,
            options=options,
        )
        self._account.charge_message(message)
        return self._messages.parts.store.add(message)

    def _application(self, number: str) -> Application | None:
        return application_behind(self._numbers, self._applications, number)


def _with_options(
    trigger: Trigger, text: str | None, code: DeliveryCode | None, tag: str | None
) -> Trigger:
    """The trigger with another text, or another delivery code. Raises ValueError, TypeError."""
    check_optional_text("text", text)
    check_optional_text("tag", tag)
    if tag is not None and trigger.direction == "in":
        raise ValueError(
            f"tag={tag!r}; {trigger.name} is about an incoming message, which has none"
        )
    if code is not None:
        _check_code(trigger.name, code)
        trigger = trigger._replace(delivery_code=code)
    return trigger if text is None else trigger._replace(text=text)


def _check_code(name: TriggerName, code: DeliveryCode) -> None:
    if name != "receipt-failed":
        raise ValueError(
            f"code={code!r}; only receipt-failed has a code of your choice, not {name}"
        )
    check_one_of("code", code, _FAILURES)


_FAILURES = tuple(code for code in DELIVERY_CODES if code != 0)
_NO_EVENT = "its app is told when it has been sent; let time pass first"
_NO_NUMBER = "connect an app first, or name the URL that is to be called"
