"""Message, an immutable record, and MessageDraft, from which one is made."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from catapult_simulator.core.checks import (
    CallbackMethod,
    check_callback_method,
    check_list,
    check_one_of,
    check_optional_text,
    check_text,
    check_timeout,
    check_url,
)
from catapult_simulator.core.messages.segments import count_segments
from catapult_simulator.core.printable import printable
from catapult_simulator.core.time.moments import moment_of

Direction = Literal["in", "out"]
State = Literal["received", "queued", "sending", "sent", "error"]
DeliveryState = Literal["waiting", "delivered", "not-delivered"]
Receipt = Literal["none", "all", "error"]
DeliveryCode = Literal[
    0, 100, 187, 188, 189, 482, 600, 610, 620, 630, 650, 700, 720, 740, 750, 751, 770, 775, 902, 999
]

DIRECTIONS: tuple[Direction, ...] = ("in", "out")
STATES: tuple[State, ...] = ("received", "queued", "sending", "sent", "error")
DELIVERY_STATES: tuple[DeliveryState, ...] = ("waiting", "delivered", "not-delivered")
RECEIPTS: tuple[Receipt, ...] = ("none", "all", "error")


class CallbackOptions(NamedTuple):
    """The callback settings of one outbound message, as its POST gave them."""

    callback_url: str | None = None
    callback_http_method: str | None = None
    callback_timeout: int | None = None
    fallback_url: str | None = None
    tag: str | None = None


_NO_OPTIONS = CallbackOptions()
_SHOWN = 60  # characters of a text in the repr of its message


class _Draft(NamedTuple):
    from_: str
    to: str
    text: str = ""
    media: Sequence[str] = ()
    receipt_requested: Receipt = "none"
    callback_url: str | None = None
    callback_http_method: CallbackMethod | None = None
    callback_timeout: int | None = None
    fallback_url: str | None = None
    tag: str | None = None


class MessageDraft(_Draft):
    """A message to send. Numbers may be in any notation. `callback_timeout` is in ms.

    Raises TypeError and ValueError for what no message can have.
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # type checkers and `help()` see the fields above
        # A draft is made for each message. Most have neither media nor options, so that their
        # checks are one condition.
        @wraps(_Draft.__new__)
        def __new__(cls, from_, to, text="", media=(), receipt_requested="none", *more, **named):
            if not (
                type(from_) is type(to) is type(text) is str
                and from_.isascii()
                and to.isascii()
                and text.isascii()
                and to.strip()
                and media == ()
                and receipt_requested in RECEIPTS
            ):
                _check_content(from_, to, text, media, receipt_requested)
                media = tuple(media)
            options = _NO_OPTIONS
            if more or named:
                _check_options(options := CallbackOptions(*more, **named))
            return tuple.__new__(cls, (from_, to, text, media, receipt_requested, *options))

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override]  # theirs is generic
        """Checked, too: `_replace` calls it."""
        return cls(*iterable)

    @property
    def options(self) -> CallbackOptions | None:
        """The callback settings, None if there are none."""
        return None if self[5:] == _NO_OPTIONS else CallbackOptions(*self[5:])


def _check_content(
    from_: str, to: str, text: str, media: Sequence[str], receipt_requested: str
) -> None:
    check_text("from_", from_)
    check_text("to", to, blank=False)
    check_text("text", text)
    check_list("media", media, str)
    check_one_of("receipt_requested", receipt_requested, RECEIPTS)


def _check_options(options: CallbackOptions) -> None:
    if options.callback_url is not None:
        check_url("callback_url", options.callback_url)
    if options.fallback_url is not None:
        check_url("fallback_url", options.fallback_url)
    if options.callback_http_method is not None:
        check_callback_method("callback_http_method", options.callback_http_method)
    if options.callback_timeout is not None:
        check_timeout("callback_timeout", options.callback_timeout)
    check_optional_text("tag", options.tag)


class Message(NamedTuple):
    """One message. `time_ms` is its creation time. `text` is None once it is no longer kept.

    `media` are URLs as sent in an outbound message, and names of stored files in an inbound one.
    """

    id: str
    direction: Direction
    from_: str
    to: str
    text: str | None
    media: tuple[str, ...]
    time_ms: int
    state: State
    segment_count: int
    receipt_requested: Receipt = "none"
    delivery_state: DeliveryState | None = None
    delivery_code: DeliveryCode | None = None
    options: CallbackOptions | None = None

    def __repr__(self) -> str:
        """One line: `<Message m-… out +1… -> +1… 'Yes, until six.' sent/delivered 12:00:00>`."""
        states = "/".join(filter(None, (self.state, self.delivery_state)))
        numbers = f"{self.from_} -> {self.to}"
        time = f"{self.time:%Y-%m-%dT%H:%M:%SZ}"
        return f"<Message {self.id} {self.direction} {numbers} {_shown(self)} {states} {time}>"

    @property
    def time(self) -> datetime:
        """When it was created: an aware datetime in UTC."""
        return moment_of(self.time_ms)

    @property
    def otp(self) -> str | None:
        """The digits of the one-time code in the text, as a person finds it; None without one."""
        from catapult_simulator.core.messages.one_time_codes import one_time_code

        return one_time_code(self.text or "")

    @property
    def links(self) -> list[str]:
        """The web addresses in the text, as written, in order; without a full stop after them."""
        from catapult_simulator.core.messages.web_links import web_links

        return web_links(self.text or "")

    @property
    def kind(self) -> Literal["sms", "mms"]:
        """`mms` with media, else `sms`."""
        return "mms" if self.media else "sms"

    @property
    def callback_options(self) -> CallbackOptions:
        """The callback settings; all None if the POST gave none."""
        return self.options or _NO_OPTIONS

    @property
    def delivery_code_text(self) -> str | None:
        """The delivery code as text (observed), None while there is none."""
        return None if self.delivery_code is None else str(self.delivery_code)

    @property
    def delivery_description(self) -> str | None:
        """The delivery code in words, as the API has them; None while there is none."""
        return None if self.delivery_code is None else DELIVERY_CODES[self.delivery_code]


def row_of(message: Message) -> tuple[Any, ...]:
    """The fields of a message that are kept: `Message(*row)` is it again. Most have no delivery
    code and no options, and leave them out: there may be millions."""
    is_plain = message.delivery_code is None and message.options is None
    return message[:_PLAIN] if is_plain else tuple(message)


_PLAIN = Message._fields.index("delivery_code")


def _shown(message: Message) -> str:
    """Text and number of media, for a line of a terminal."""
    text = message.text
    if text is not None and len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    shown = "(text no longer kept)" if text is None else f"'{printable(text)}'"
    return f"{shown} +{len(message.media)} media" if message.media else shown


def segments_of(text: str, media: Sequence[str]) -> int:
    """The number of segments; 1 for every MMS (methods/messages/getMessages.md)."""
    return 1 if media else count_segments(text)


# The descriptions that the API sends: 0 observed in 2015 and 2018, the rest from howto/smsDLR. The
# documents of 2019 print other descriptions ("SMSC"), without code 100.
DELIVERY_CODES: dict[DeliveryCode, str] = {
    0: "Message delivered to carrier",
    100: "Message not delivered to carrier",
    187: "Statistical spam detected",
    188: "Keyword spam detected",
    189: "Spam detected",
    482: "Loop detected",
    600: "Destination carrier could not accept messages",
    610: "Message submission failed",
    620: "Destination application error",
    630: "Message not acknowledge",
    650: "Destination Failure",
    700: "Invalid service type",
    720: "Invalid destination number",
    740: "Invalid source number",
    750: "Destination Rejected Message",
    751: "Destination Rejected Message too large",
    770: "Destination Rejected due to spam",
    775: "Rejected due to user opt out",
    902: "Message Expired",
    999: "Unknown error",
}
SPAM_CODES: frozenset[DeliveryCode] = frozenset({187, 188, 189, 770})
OPTED_OUT: DeliveryCode = 775
INVALID_DESTINATION: DeliveryCode = 720
