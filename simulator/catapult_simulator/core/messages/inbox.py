"""Inbox: what comes in to the tenant's numbers, and whom it concerns. Source: apiCallbacks/*.md."""

from collections.abc import Sequence
from itertools import chain, count
from sys import intern
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from catapult_simulator.core import catalogue
from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Application, Applications
from catapult_simulator.core.callbacks import Callback, Delivery, sms_payload
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.message import Message, segments_of
from catapult_simulator.core.messages.opt_outs import OptOuts
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.sample_media import sample
from catapult_simulator.core.world import World


class Attachment(NamedTuple):
    """A file that comes with an inbound message."""

    name: str
    content: bytes
    content_type: str | None = None


class Received(NamedTuple):
    """An inbound message and, where the app is told of it, that callback's delivery."""

    message: Message
    delivery: Delivery | None


class Inbox:
    """Stores inbound messages, and says which callback each is due."""

    def __init__(
        self,
        world: World,
        store: MessageStore,
        opt_outs: OptOuts,
        *,
        numbers: PhoneNumbers,
        applications: Applications,
        media: Media,
        account: Account,
    ) -> None:
        self._world = world
        self._store = store
        self._opt_outs = opt_outs
        self._numbers = numbers
        self._applications = applications
        self._media = media
        self._account = account

    def receive_if_ours(
        self, from_: str, to: str, text: str, media: tuple[str, ...]
    ) -> list[Delivery]:
        """A message out of the simulated network itself: nothing if `to` is not ours."""
        if self._numbers.owned(to) is None:
            return []
        delivery = self.receive(from_, to, text, media).delivery
        return [] if delivery is None else [delivery]

    def receive(
        self, from_: str, to: str, text: str, media: Sequence[str | Attachment]
    ) -> Received:
        """Store it, with its files, before anybody is told (assumed: it can be fetched then)."""
        message_id = self._world.ids.next("m")
        names = self._keep_files(media, message_id)
        message = self._store.add(
            Message(
                id=message_id,
                direction="in",
                from_=intern(from_),
                to=intern(to),
                text=text,
                media=names,
                time_ms=self._world.clock.now_ms(),
                state="received",
                segment_count=segments_of(text, names),
            )
        )
        self._account.charge_message(message)
        self._hear_keyword(message)
        return Received(message, self._delivery(message))

    def _keep_files(self, media: Sequence[str | Attachment], message_id: str) -> tuple[str, ...]:
        names: list[str] = []
        for medium in media:
            file = self._behind(medium) if isinstance(medium, str) else medium
            name = stored_name(file.name, message_id, taken=names)
            self._media.put(name, file.content, content_type=file.content_type)
            names.append(name)
        return tuple(names)

    def _behind(self, url: str) -> Attachment:
        """Our own file where the URL is one of ours, else a sample of that kind."""
        name = unquote(urlsplit(url).path)
        own = f"/v1/users/{self._world.user_id}/media/"
        try:
            file = self._media.get(name.removeprefix(own))
        except CatapultError:
            content_type, content = sample(name)
            return Attachment(name, content, content_type)
        return Attachment(file.name, file.read(), file.content_type)

    def _hear_keyword(self, message: Message) -> None:
        if not self._world.rules.toll_free_opt_out:
            return
        reply = self._opt_outs.hear(
            person=message.from_, number=message.to, text=message.text or ""
        )
        if reply is not None:
            summary = f"the network answers {message.from_}"
            self._world.journal.record("transition", summary, {"to": message.from_, "text": reply})

    def _delivery(self, message: Message) -> Delivery | None:
        application = self._application_for(message)
        if application is None or application.incoming_message_url is None:
            return None
        return Delivery(
            Callback(
                message.id,
                application.incoming_message_url,
                inbound_payload(self._world, message, application.id),
                "GET" if application.callback_http_method.upper() == "GET" else "POST",
                application.incoming_message_fallback_url,
                application.message_timeout_ms,
                self._world.rules.profile.user_agent,
            )
        )

    def _application_for(self, message: Message) -> Application | None:
        """Where the message goes; a gap on the way there is kept as an error (getErrors.md)."""
        application_id = self._numbers.application_of(message.to)
        if application_id is None:
            error = catalogue.NO_APPLICATION_FOR_NUMBER.error(number=message.to)
            self._world.record_error(error)
            return None
        application = self._applications.get(application_id)
        if application.incoming_message_url is None:
            error = catalogue.NO_CALLBACK_FOR_MESSAGE.error(
                applicationId=application.id,
                name=application.name,
                number=message.to,
                messageId=message.id,
            )
            self._world.record_error(error)
        return application


def inbound_payload(world: World, message: Message, application_id: str) -> dict[str, Any]:
    """What an inbound event says: never a tag (documented)."""
    links = world.links
    counted = world.rules.profile.segment_count
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
            "applicationId": application_id,
            "direction": "in",
            "segmentCount": message.segment_count if counted else None,
        },
    )


def stored_name(name: str, message_id: str, taken: Sequence[str] = ()) -> str:
    """`cat.jpg` of message m-x is kept as `cat-m-x.jpg` (documented: apiCallbacks/mms.md).

    A second file of that name in one message is `cat_1-m-x.jpg` (assumed, after `123_1-m-x.smil`).
    """
    name = name.rstrip("/").rpartition("/")[2] or "media"
    stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
    candidates = (
        f"{stem}{suffix}-{message_id}{dot}{extension}"
        for suffix in chain([""], map("_{}".format, count(1)))
    )
    return next(candidate for candidate in candidates if candidate not in taken)
