"""Messages: sending, receiving, finding and redacting them. Source: methods/messages/*.md."""

from collections.abc import Sequence
from sys import intern
from typing import Any, NamedTuple

from catapult_simulator.core import catalogue, e164
from catapult_simulator.core.applications import Application, Applications
from catapult_simulator.core.callbacks import Callback, Delivery, sms_payload
from catapult_simulator.core.message import OPTED_OUT, Message, MessageDraft, segments_of
from catapult_simulator.core.message_life import MessageLife, Verdict, verdict_of
from catapult_simulator.core.message_store import MessageStore, Page
from catapult_simulator.core.opt_outs import OptOuts
from catapult_simulator.core.phone_numbers import PhoneNumber, PhoneNumbers
from catapult_simulator.core.world import World, in_turn


class Received(NamedTuple):
    """An inbound message and, where the app is told of it, that callback's delivery."""

    message: Message
    delivery: Delivery | None


class Messages:
    """The messages of one tenant, both directions, of all its numbers."""

    def __init__(self, world: World, numbers: PhoneNumbers, applications: Applications) -> None:
        self._world = world
        self._numbers = numbers
        self._applications = applications
        self._store = MessageStore()
        self._opt_outs = OptOuts()
        self._life = MessageLife(world, self._store, judge=self._judge, arrive=self._arrive)

    def __len__(self) -> int:
        return len(self._store)

    def send(self, draft: MessageDraft) -> Message:
        """Accept `draft` and let its life begin. Raises what `accept` raises."""
        message = self.accept(draft)
        self.launch(message)
        return message

    @in_turn
    def accept(self, draft: MessageDraft) -> Message:
        """Queue a message whose life begins with `launch`: once the answer is on the wire.

        Raises `number-access-denied` for a number that is not the tenant's own (echoed as
        written), `restrict-message-type` and `message-from-toll-free` for media.
        """
        from_ = self._own(draft.from_).number
        self._check_media(from_, draft.media)
        return self._store.add(
            Message(
                id=self._world.ids.next("m"),
                direction="out",
                from_=from_,
                to=intern(e164.normalize(draft.to)),  # one string for all messages to a number
                text=draft.text,
                media=draft.media,
                time_ms=self._world.clock.now_ms(),
                state="queued",
                segment_count=segments_of(draft.text, draft.media),
                receipt_requested=draft.receipt_requested,
                notify=draft.notify,
            )
        )

    @in_turn
    def launch(self, message: Message) -> None:
        """Let an accepted message be sent."""
        self._life.launch(message)

    @in_turn
    def receive(self, from_: str, to: str, text: str = "", media: Sequence[str] = ()) -> Received:
        """Somebody texts one of the tenant's numbers; the callback is due at once.

        Raises `number-not-found` where `to` is no enabled number of the tenant.
        """
        number = e164.normalize(to)
        if self._numbers.owned(number) is None:
            raise catalogue.NUMBER_NOT_FOUND.error(number=to)
        received = self._take_in(e164.normalize(from_), number, text, tuple(media))
        if received.delivery is not None:
            now_ms = self._world.clock.now_ms()
            self._world.schedule(now_ms, _hand_out, received.delivery)
        return received

    @in_turn
    def get(self, message_id: str) -> Message:
        """Raises `message-not-found`."""
        message = self._store.get(message_id)
        if message is None:
            raise catalogue.MESSAGE_NOT_FOUND.error(messageId=message_id)
        return self._as_kept(message)

    @in_turn
    def page(self, wanted: dict[str, str], **limits: Any) -> Page:
        """A page of messages: see `MessageStore.page` for filters, bounds and sort keys."""
        page = self._store.page(wanted, **limits)
        return Page([self._as_kept(message) for message in page.messages], page.next_key)

    def find(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        direction: str | None = None,
        state: str | None = None,
        delivery_state: str | None = None,
        size: int = 1000,
    ) -> list[Message]:
        """The newest messages for which all that is given holds, newest first."""
        filters = {
            "from_": from_,
            "to": to,
            "direction": direction,
            "state": state,
            "delivery_state": delivery_state,
        }
        wanted = {name: value for name, value in filters.items() if value is not None}
        return self.page(wanted, size=size).messages

    @in_turn
    def redact(self, message_id: str) -> None:
        """Forget the text; as often as one likes, in any state (assumed)."""
        message = self.get(message_id)
        self._life.remember_text(message)
        self._store.replace(message._replace(text=""))

    def _own(self, written: str) -> PhoneNumber:
        number = self._numbers.owned(written) or self._numbers.owned(e164.normalize(written))
        if number is None:
            raise catalogue.NUMBER_ACCESS_DENIED.error(userId=self._world.user_id, number=written)
        return number

    def _check_media(self, from_: str, media: tuple[str, ...]) -> None:
        if not media:
            return
        if not self._world.rules.mms_allowed:
            raise catalogue.RESTRICT_MESSAGE_TYPE.error(userId=self._world.user_id)
        if e164.is_toll_free(from_):  # faq: toll-free numbers send SMS, not MMS
            raise catalogue.MESSAGE_FROM_TOLL_FREE.error(number=from_)

    def _judge(self, message: Message) -> Verdict:
        facts = {"to": message.to, "from": message.from_}
        facts["tag"] = (message.notify.tag if message.notify else None) or ""
        fault = self._world.faults.take("carrier", {**facts})
        if fault is None and self._opt_outs.blocks(person=message.to, number=message.from_):
            return Verdict(OPTED_OUT)
        return verdict_of(fault, message)

    def _arrive(self, from_: str, to: str, text: str, media: tuple[str, ...]) -> list[Delivery]:
        if self._numbers.owned(to) is None:
            return []
        delivery = self._take_in(from_, to, text, media).delivery
        return [] if delivery is None else [delivery]

    def _take_in(self, from_: str, to: str, text: str, media: tuple[str, ...]) -> Received:
        message_id = self._world.ids.next("m")
        message = self._store.add(
            Message(
                id=message_id,
                direction="in",
                from_=intern(from_),
                to=intern(to),
                text=text,
                media=tuple(stored_name(url, message_id) for url in media),
                time_ms=self._world.clock.now_ms(),
                state="received",
                segment_count=segments_of(text, media),
            )
        )
        self._answer_keyword(message)
        return Received(message, self._inbound_delivery(message))

    def _answer_keyword(self, message: Message) -> None:
        reply = self._opt_outs.hear(
            person=message.from_, number=message.to, text=message.text or ""
        )
        if reply is not None:
            self._world.journal.record(
                "transition", f"network answers {message.from_}", {"text": reply}
            )

    def _inbound_delivery(self, message: Message) -> Delivery | None:
        application = self._application_for(message)
        if application is None or application.incoming_message_url is None:
            return None
        return Delivery(
            Callback(
                message.id,
                application.incoming_message_url,
                self._inbound_payload(message, application),
                "GET" if application.callback_http_method.upper() == "GET" else "POST",
                application.incoming_message_fallback_url,
                application.message_timeout_ms,
                self._world.rules.profile.user_agent,
            )
        )

    def _application_for(self, message: Message) -> Application | None:
        """Where the message goes; a gap on the way there is kept as an error (getErrors.md)."""
        number = self._numbers.get(message.to)
        if number.application_id is None:
            self._world.record_error(
                catalogue.NO_APPLICATION_FOR_NUMBER.error(number=number.number)
            )
            return None
        application = self._applications.get(number.application_id)
        if application.incoming_message_url is None:
            self._world.record_error(
                catalogue.NO_CALLBACK_FOR_MESSAGE.error(
                    applicationId=application.id,
                    name=application.name,
                    number=number.number,
                    messageId=message.id,
                )
            )
        return application

    def _inbound_payload(self, message: Message, application: Application) -> dict[str, Any]:
        links = self._world.links
        counted = self._world.rules.profile.segment_count
        return sms_payload(
            links,
            {
                "messageId": message.id,
                "from": message.from_,
                "to": message.to,
                "text": message.text,
                "media": [links.media(name) for name in message.media] or None,
                "time": message.time_ms,
                "state": message.state,
                "applicationId": application.id,
                "direction": "in",
                "segmentCount": message.segment_count if counted else None,
            },
        )

    def _as_kept(self, message: Message) -> Message:
        """Without its text once that is older than the profile keeps it."""
        age_ms = self._world.clock.now_ms() - message.time_ms
        if age_ms <= self._world.rules.profile.text_kept_ms or message.text is None:
            return message
        return message._replace(text=None)


def stored_name(url: str, message_id: str) -> str:
    """`cat.jpg` of message m-x is kept as `cat-m-x.jpg` (documented: apiCallbacks/mms.md)."""
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2] or "media"
    stem, dot, extension = name.rpartition(".")
    return f"{stem}-{message_id}.{extension}" if dot else f"{name}-{message_id}"


def _hand_out(delivery: Delivery) -> list[Delivery]:
    return [delivery]
