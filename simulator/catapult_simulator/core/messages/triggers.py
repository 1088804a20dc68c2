"""Triggers: each callback that the API makes of messages, by name, with a sentence about it.

Command line, page, control API and documents read this table. Callbacks of calls are none: voice
is not simulated. Sources: apiCallbacks/sms.md, apiCallbacks/mms.md.
"""

from typing import Literal, NamedTuple, get_args

from catapult_simulator.core.messages.message import (
    DeliveryCode,
    DeliveryState,
    Direction,
    Receipt,
    State,
)

TriggerName = Literal[
    "sms",
    "long",
    "unicode",
    "mms",
    "stop",
    "sent",
    "mms-sent",
    "receipt-waiting",
    "receipt-delivered",
    "receipt-failed",
    "error",
]


class Trigger(NamedTuple):
    """One callback: its name, a sentence about it, and the message of which it tells."""

    name: TriggerName
    description: str
    direction: Direction = "in"
    text: str = "Hello"
    media: tuple[str, ...] = ()
    state: State = "received"
    receipt: Receipt = "none"
    delivery_state: DeliveryState | None = None
    delivery_code: DeliveryCode | None = None

    def as_dict(self) -> dict[str, str]:
        """The trigger as the control API and the command line show it."""
        return {"name": self.name, "direction": self.direction, "description": self.description}


_LONG = "This is a long text, which a phone sends in several parts. " * 6
_PICTURE = ("https://www.example.com/picture.png",)
_REPLY = "Yes, until six."

_ROWS = (
    Trigger("sms", "A person sends a text."),
    Trigger("long", "A person sends a text of three segments.", text=_LONG.strip()),
    Trigger(
        "unicode",
        "A person sends emoji and accents, so that a segment has 70 characters.",
        text="Grüße aus Zürich 😀 👍🏽",
    ),
    Trigger("mms", "A person sends a picture with a text.", text="Look!", media=_PICTURE),
    Trigger("stop", "A person sends STOP.", text="STOP"),
    Trigger(
        "sent",
        "A text of the app was sent, and no receipt was asked for.",
        direction="out",
        text=_REPLY,
        state="sent",
    ),
    Trigger(
        "mms-sent",
        "A picture of the app was sent; pictures have no receipts.",
        direction="out",
        text="Look!",
        media=_PICTURE,
        state="sent",
    ),
    Trigger(
        "receipt-waiting",
        "A text of the app was sent, and its receipt is still to come.",
        direction="out",
        text=_REPLY,
        state="sent",
        receipt="all",
        delivery_state="waiting",
    ),
    Trigger(
        "receipt-delivered",
        "A text of the app was delivered.",
        direction="out",
        text=_REPLY,
        state="sent",
        receipt="all",
        delivery_state="delivered",
        delivery_code=0,
    ),
    Trigger(
        "receipt-failed",
        "A text of the app was not delivered, with a delivery code: 750 unless another is given.",
        direction="out",
        text=_REPLY,
        state="sent",
        receipt="all",
        delivery_state="not-delivered",
        delivery_code=750,
    ),
    Trigger(
        "error",
        "A text of the app failed before the carrier had it.",
        direction="out",
        text=_REPLY,
        state="error",
        receipt="all",
        delivery_state="not-delivered",
        delivery_code=999,
    ),
)
TRIGGERS: dict[TriggerName, Trigger] = {row.name: row for row in _ROWS}
assert set(TRIGGERS) == set(get_args(TriggerName))
