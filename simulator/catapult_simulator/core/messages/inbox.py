"""Inbox: messages to the tenant's numbers, and their callbacks. Source: apiCallbacks/*.md."""

from collections.abc import Sequence
from itertools import chain, count
from sys import intern
from typing import NamedTuple, Self
from urllib.parse import unquote

from catapult_simulator.core import catalogue
from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Application, Applications
from catapult_simulator.core.callback_reasons import Reason
from catapult_simulator.core.callbacks import Attempt, Callback, Delivery, Method
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.checks import check_optional_text, check_text
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.message import Message, segments_of
from catapult_simulator.core.messages.message_callbacks import (
    AS_USUAL,
    Target,
    application_behind,
    inbound_callback,
)
from catapult_simulator.core.messages.opt_outs import OptOuts
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.rules import SmilPlace
from catapult_simulator.core.sample_media import sample
from catapult_simulator.core.smil import CONTENT_TYPE as SMIL_TYPE
from catapult_simulator.core.smil import NAME as SMIL_NAME
from catapult_simulator.core.smil import smil
from catapult_simulator.core.urls import parts_of
from catapult_simulator.core.world import World


class Attachment(NamedTuple):
    """A file of an inbound message."""

    name: str
    content: bytes
    content_type: str | None = None


class Received(NamedTuple):
    """A message, and the delivery of its callback; None, and the `reason`, if nobody is told."""

    message: Message
    delivery: Delivery | None
    reason: Reason | None = None

    @classmethod
    def of(cls, message: Message, callback: Callback | Reason) -> Self:
        """A message with its callback, or with the reason why it has none."""
        if isinstance(callback, Reason):
            return cls(message, None, callback)
        return cls(message, Delivery(callback))


class CallbackResult(NamedTuple):
    """A message, and the attempts to deliver its callback. Without any, `reason` says why no app
    was told; the reason of a failed attempt is that of its outcome."""

    message: Message
    attempts: tuple[Attempt, ...]
    method: Method = "POST"
    reason: Reason | None = None

    @classmethod
    def of(cls, received: Received) -> Self:
        """The message, and the attempts so far."""
        message, delivery, reason = received
        if delivery is None:
            return cls(message, (), reason=reason)
        return cls(message, tuple(delivery.attempts), delivery.callback.method, delivery.reason)


class Inbound(CallbackResult):
    """An inbound message, and the attempts to deliver its callback. Without any, `reason` says why
    no app was told; the reason of a failed attempt is that of its outcome."""

    __slots__ = ()


class Inbox:
    """Stores inbound messages, and makes the callback of each."""

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
        """Receive a message of the simulated network. Does nothing if `to` is not ours."""
        if self._numbers.owned(to) is None:
            return []
        delivery = self.receive(from_, to, text, media).delivery
        return [] if delivery is None else [delivery]

    def receive(
        self,
        from_: str,
        to: str,
        text: str,
        media: Sequence[str | Attachment],
        target: Target = AS_USUAL,
    ) -> Received:
        """Store message and files, so that the app can get them on its callback (assumption F2)."""
        message_id = self._world.ids.next("m")
        names = self._store_files(media, message_id)
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
        self._apply_keyword(message)
        return self.called_back(message, target)

    def called_back(self, message: Message, target: Target = AS_USUAL) -> Received:
        """An inbound message with its callback. That nobody is told is an error (getErrors.md)."""
        application = application_behind(self._numbers, self._applications, message.to)
        callback = inbound_callback(self._world, message, application, target)
        if isinstance(callback, Reason):
            self._world.record_error(_untold(message, application))
        return Received.of(message, callback)

    def _store_files(self, media: Sequence[str | Attachment], message_id: str) -> tuple[str, ...]:
        files = [self._file_at(each) if isinstance(each, str) else each for each in media]
        names: list[str] = []
        for file in _with_smil(files, self._world.rules.smil):
            name = stored_name(file.name, message_id, taken=names)
            self._media.put(name, file.content, content_type=file.content_type)
            names.append(name)
        return tuple(names)

    def _file_at(self, url: str) -> Attachment:
        """The tenant's own media file if the URL is one, else a sample of the same type."""
        name = unquote(parts_of(url).path)
        own = f"/v1/users/{self._world.user_id}/media/"
        try:
            file = self._media.get(name.removeprefix(own))
        except CatapultError:
            content_type, content = sample(name)
            return Attachment(name, content, content_type)
        return Attachment(file.name, file.read(), file.content_type)

    def _apply_keyword(self, message: Message) -> None:
        if not self._world.rules.toll_free_opt_out:
            return
        reply = self._opt_outs.apply_keyword(
            person=message.from_, number=message.to, text=message.text or ""
        )
        if reply is not None:
            summary = f"the network answers {message.from_}"
            self._world.journal.record("transition", summary, {"to": message.from_, "text": reply})


def _untold(message: Message, application: Application | None) -> CatapultError:
    if application is None:
        return catalogue.NO_APPLICATION_FOR_NUMBER.error(number=message.to)
    return catalogue.NO_CALLBACK_FOR_MESSAGE.error(
        applicationId=application.id,
        name=application.name,
        number=message.to,
        messageId=message.id,
    )


def _with_smil(files: list[Attachment], place: SmilPlace) -> list[Attachment]:
    """`files` with the SMIL part that the network adds, unless the sender's phone did."""
    if not files or place == "none" or any(_is_smil(file) for file in files):
        return files
    shown = ((_base_name(file.name), file.content_type or "") for file in files)
    part = Attachment(SMIL_NAME, smil(shown), SMIL_TYPE)
    return [part, *files] if place == "first" else [*files, part]


def _is_smil(file: Attachment) -> bool:
    return file.content_type == SMIL_TYPE or file.name.lower().endswith(".smil")


def _base_name(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2] or "media"


def stored_name(name: str, message_id: str, taken: Sequence[str] = ()) -> str:
    """`cat.jpg` of message m-x is stored as `cat-m-x.jpg` (documented: apiCallbacks/mms.md).

    A second `cat.jpg` in the same message is `cat_1-m-x.jpg` (assumption E26).
    """
    name = _base_name(name)
    stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
    candidates = (
        f"{stem}{suffix}-{message_id}{dot}{extension}"
        for suffix in chain([""], map("_{}".format, count(1)))
    )
    return next(candidate for candidate in candidates if candidate not in taken)


def check_files(media: Sequence[str | Attachment]) -> None:
    """Raises TypeError or ValueError for a name or a content type that is no text."""
    for file in media:
        if isinstance(file, Attachment):
            check_text("name", file.name)
            check_optional_text("content_type", file.content_type)
