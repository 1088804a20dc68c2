"""Bubbles: the messages between a person and the account's numbers, as a phone shows them."""

from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from catapult_simulator.core.masking import masked_text
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.progress import progress
from catapult_simulator.core.messages.segments import encoding
from catapult_simulator.core.sample_media import type_of
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.urls import parts_of
from catapult_simulator.pages.phone.attempts import CallbackLog
from catapult_simulator.pages.phone.request import url_of
from catapult_simulator.pages.phone.untold import why_untold

Tone = Literal["good", "warn", "wait", "bad", "unknown"]
# A sign for each: no state looks like another one, even without its colour.
SIGNS: dict[Tone, str] = {"good": "✓", "warn": "!", "wait": "…", "bad": "✕", "unknown": "?"}
PAGE = 50  # messages
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")


class Mark(NamedTuple):
    """The state of a message: how it stands, a word or two, and the rest of the story."""

    tone: Tone
    words: str
    more: str = ""

    @property
    def sign(self) -> str:
        return SIGNS[self.tone]


class Picture(NamedTuple):
    """A file of a message. One that is kept elsewhere is a link, and is never loaded."""

    name: str
    url: str
    is_shown: bool
    is_ours: bool


class Bubble(NamedTuple):
    """One message of a conversation."""

    message: Message
    mark: Mark
    pictures: tuple[Picture, ...]
    url: str
    day: str

    @property
    def is_from_app(self) -> bool:
        return self.message.direction == "out"

    @property
    def time(self) -> str:
        return wire_time(self.message.time_ms)[11:19]

    @property
    def size(self) -> str:
        """`2 segments, UCS-2`, or `MMS`."""
        message = self.message
        if message.media:
            return "MMS"
        several = "" if message.segment_count == 1 else "s"
        return f"{message.segment_count} segment{several}, {encoding(message.text or '')}"


def bubbles(tenant: Tenant, messages: list[Message], log: CallbackLog) -> list[Bubble]:
    """The bubbles of `messages`. Only the first one of a day names it."""
    found, day = [], ""
    for message in messages:
        today = wire_time(message.time_ms)[:10]
        pictures = tuple(_pictures(tenant, message))
        url = url_of(tenant, "messages", message.id)
        new_day = today if today != day else ""
        found.append(Bubble(message, mark_of(tenant, message, log), pictures, url, new_day))
        day = today
    return found


def mark_of(tenant: Tenant, message: Message, log: CallbackLog) -> Mark:
    """How far a message has come."""
    if message.direction == "out":
        return _sent(message, log)
    return _received(tenant, message, log)


def _sent(message: Message, log: CallbackLog) -> Mark:
    tone, words, more = progress(
        message.state,
        message.delivery_state,
        message.delivery_code,
        message.delivery_description,
    )
    ends = tone == "bad" or words == "delivered"
    return Mark(tone, words, more if ends else _when(log, message))


def _received(tenant: Tenant, message: Message, log: CallbackLog) -> Mark:
    last = log.last(message.id)
    if last is None:
        return _untold(tenant, message, log)
    why = masked_text(last.get("explanation", last.get("problem", "")))
    if "problem" not in last:
        milliseconds = f"{round(last['seconds'] * 1000)}\N{NO-BREAK SPACE}ms"
        return Mark("warn" if why else "good", f"taken {last['status']}", why or milliseconds)
    if "status" in last:
        return Mark("bad", f"refused {last['status']}", why)
    return Mark("bad", "not taken", why)


def _untold(tenant: Tenant, message: Message, log: CallbackLog) -> Mark:
    if log.waits(message.id) is not None:
        return Mark("wait", "waiting", "for the app's answer")
    if log.has_lost(message):
        return Mark("unknown", "no longer known", "the journal does not have it")
    return Mark("bad", "nobody told", why_untold(tenant, message, log).sentence)


def _when(log: CallbackLog, message: Message) -> str:
    """`in 2 s`: when the next thing happens to it."""
    waits = log.waits(message.id) or ""
    return waits.partition(":")[0] if waits.startswith("in ") else ""


def _pictures(tenant: Tenant, message: Message) -> Iterator[Picture]:
    for medium in message.media:
        if not medium.endswith(".smil"):
            yield _picture(tenant, medium, is_url=message.direction == "out")


def _picture(tenant: Tenant, medium: str, *, is_url: bool) -> Picture:
    name = medium
    if is_url:
        path = unquote(parts_of(medium).path)
        _, separator, name = path.partition(f"/v1/users/{tenant.user_id}/media/")
        if not separator:
            return Picture(medium, medium, is_shown=False, is_ours=False)
    shown = type_of(name) in _PICTURES
    return Picture(name, url_of(tenant, "media", name), is_shown=shown, is_ours=True)
